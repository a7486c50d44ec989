import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import type { ReactNode } from 'react';
import type { ApiFailure } from '#/api/api-failure.ts';
import { ColumnChooser } from '#/table/column-chooser.tsx';
import { shownColumns, type Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { FilterBar, type FilterChoice } from '#/table/filter-bar.tsx';
import { isNarrowed } from '#/table/list-state.ts';
import type { ListControls } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { Page } from '#/ui/page.tsx';
import { AsOf, HowCurrent } from './as-of.tsx';
import { FailureView } from './failure-view.tsx';

interface WholeListPageProps<Row, Filter extends string, Sort extends string> {
  readonly title: string;
  /** What the rows are. */
  readonly what: { readonly one: string; readonly many: string };
  /** What is searched. */
  readonly searchHint: string;
  readonly controls: ListControls<Filter, Sort>;
  readonly filters: readonly FilterChoice<Filter>[];
  readonly columns: readonly Column<Row, Sort>[];
  /** Those that are left by search and filters, in order; undefined until they are read. */
  readonly rows: readonly Row[] | undefined;
  readonly rowId: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  /** How fresh the list is for each cluster; undefined until it is read. */
  readonly clusters: readonly Freshness[] | undefined;
  /** Why nothing could be read. */
  readonly error: ApiFailure | null;
  readonly onRetry: () => unknown;
  /** Stands in place of the rows when there are none, whatever is sought. */
  readonly none: ReactNode;
}

/** The page of a list that comes in one answer, of all clusters. */
export function WholeListPage<Row, Filter extends string, Sort extends string>(
  props: WholeListPageProps<Row, Filter, Sort>,
) {
  const { title, what, controls, filters, columns, rows, clusters, error } = props;
  const { state } = controls;
  if (clusters === undefined && error !== null) {
    return (
      <Page title={title}>
        <FailureView failure={error} onRetry={props.onRetry} />
      </Page>
    );
  }
  const orFilters = (and: string): string => (filters.length === 0 ? '' : ` ${and} filters`);
  return (
    <Page
      title={title}
      fill
      subtitle={clusters === undefined ? undefined : <HowCurrent clusters={clusters} />}
    >
      {clusters === undefined ? null : <AsOf clusters={clusters} />}
      <FilterBar
        controls={controls}
        searchLabel={`Search ${what.many}`}
        searchHint={props.searchHint}
        filters={filters}
        total={rows?.length}
        what={what}
      >
        <ColumnChooser columns={columns} chosen={state.columns} onChange={controls.setColumns} />
      </FilterBar>
      <DataTable
        label={title}
        columns={shownColumns(columns, state.columns)}
        rows={rows}
        rowId={props.rowId}
        rowName={props.rowName}
        sort={state.sort}
        order={state.order}
        onSort={controls.setSort}
        empty={
          isNarrowed(state) ? (
            <EmptyView
              title={`No matching ${what.many}`}
              actions={
                <Button variant="link" onClick={controls.clear}>
                  Clear search{orFilters('and')}
                </Button>
              }
            >
              All {what.many} are hidden by the search{orFilters('or the')}.
            </EmptyView>
          ) : (
            props.none
          )
        }
      />
    </Page>
  );
}
