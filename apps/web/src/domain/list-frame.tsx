import type { Freshness, ReadList } from '@asterism/api-types/fleet-api/fleet-cluster';
import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import type { ApiFailure } from '#/api/api-failure.ts';
import { firstShown } from '#/api/first-shown.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { shownColumns } from '#/table/column.ts';
import { FilterBar, type FilterBarProps } from '#/table/filter-bar.tsx';
import { isNarrowed } from '#/table/list-state.ts';
import { RowsInSight } from '#/table/rows-in-sight.tsx';
import type { TableProps } from '#/table/table-frame.tsx';
import type { ListControls } from '#/table/use-list-state.ts';
import { Page } from '#/ui/page.tsx';
import { AsOf, HowCurrent } from './as-of.tsx';
import { FailureView } from './failure-view.tsx';
import type { ListName } from './list-operations.ts';
import './list-frame.css';

// Nobody misses them until the rows are there.
const ListTools = lazy(() =>
  firstShown()
    .then(() => loadChunk(() => import('./list-tools.tsx')))
    .then((module) => ({ default: module.ListTools })),
);
const NoMatch = lazyPart(
  () => import('./no-match.tsx'),
  ({ NoMatch }) => NoMatch,
);
const UnreadableNotice = lazyPart(
  () => import('./unreadable-notice.tsx'),
  ({ UnreadableNotice }) => UnreadableNotice,
);

/** What a list is shown by, wherever its rows come from. */
export interface ListProps<Row, Filter extends string, Sort extends string>
  extends
    Pick<FilterBarProps<Filter, Sort>, 'filters' | 'Line' | 'searchHint' | 'what'>,
    Pick<TableProps<Row, Sort>, 'columns' | 'rowId' | 'rowName' | 'selection' | 'rowActions'> {
  readonly title: string;
  readonly controls: ListControls<Filter, Sort, ListName>;
  /** Under what name clusters have these rows, some of which may be unreadable. */
  readonly reads?: ReadList;
  /** How fresh the list is for each cluster; undefined until it is read, or where that is no question. */
  readonly clusters?: readonly Freshness[] | undefined;
  /** Buttons beside the heading; one primary at most. */
  readonly actions?: ReactNode;
  /** Saves all rows that match, as a file. */
  readonly save: () => Promise<void>;
  /** Stands in place of the rows when there are none, whatever is sought. */
  readonly none: ReactNode;
  /** Behind the table: whoever has selected rows by keyboard comes to it next. */
  readonly children?: ReactNode;
}

interface ListFrameProps<Row, Filter extends string, Sort extends string>
  extends ListProps<Row, Filter, Sort>, Pick<FilterBarProps<Filter, Sort>, 'total' | 'inSight'> {
  /** Why nothing can be shown. */
  readonly failure: ApiFailure | null | undefined;
  readonly onReadAgain: () => unknown;
  /** Asks again for rows that could not be read; undefined while all could. */
  readonly onReadMissing?: (() => void) | undefined;
  readonly drawTable: (props: TableProps<Row, Sort>) => ReactNode;
}

/** The page of every list: how fresh it is, search and filters, the table, and what stands in its place. */
export function ListFrame<Row, Filter extends string, Sort extends string>(
  props: ListFrameProps<Row, Filter, Sort>,
) {
  const { title, controls, columns, clusters, reads, actions, total, failure, ...rest } = props;
  const { what, filters, searchHint, save, none, onReadAgain, onReadMissing, drawTable, children } =
    rest;
  const { state } = controls;
  const shown = useMemo(() => shownColumns(columns, state.columns), [columns, state.columns]);
  // Its line is kept free until it is read, so that nothing moves then.
  const unread = 'clusters' in props ? '\u00a0' : undefined;
  return (
    <Page
      title={title}
      fill
      subtitle={clusters === undefined ? unread : <HowCurrent clusters={clusters} />}
      actions={actions}
    >
      {clusters && <AsOf clusters={clusters} what={what.many} />}
      {reads && clusters?.some(({ unreadable }) => unreadable.length > 0) ? (
        <Suspense>
          <UnreadableNotice clusters={clusters} list={reads} />
        </Suspense>
      ) : null}
      <FilterBar
        {...rest}
        {...(searchHint === undefined ? {} : { searchLabel: `Search ${what.many}` })}
        controls={controls}
        total={total}
      >
        <RowsInSight inSight={rest.inSight} total={total} what={what} onReadAgain={onReadMissing} />
        <div className="ast-list-tools">
          <Suspense>
            <ListTools
              controls={controls}
              what={what}
              columns={columns}
              chosen={state.columns}
              onColumns={controls.setColumns}
              isEmpty={total === 0 || failure != null}
              save={save}
            />
          </Suspense>
        </div>
      </FilterBar>
      {failure ? (
        <FailureView failure={failure} onRetry={onReadAgain} />
      ) : (
        drawTable({
          ...rest,
          label: title,
          columns: shown,
          widths: controls.widths,
          onWidths: controls.setWidths,
          sort: state.sort,
          order: state.order,
          onSort: controls.setSort,
          empty: (
            <Suspense>
              {isNarrowed(state) ? (
                <NoMatch
                  what={what.many}
                  searchHint={searchHint}
                  hasFilters={filters.length > 0}
                  onClear={controls.clear}
                />
              ) : (
                none
              )}
            </Suspense>
          ),
        })
      )}
      {children}
    </Page>
  );
}
