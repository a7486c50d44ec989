import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import type { ReactNode } from 'react';
import { FilterBar, type FilterBarProps } from '#/table/filter-bar.tsx';
import { isNarrowed } from '#/table/list-state.ts';
import { ListTable } from '#/table/list-table.tsx';
import { RowsInSight } from '#/table/rows-in-sight.tsx';
import type { TableProps } from '#/table/table-frame.tsx';
import type { ReadRows } from '#/table/use-list-rows.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { FailureView } from './failure-view.tsx';

interface ListWithinProps<Row, Filter extends string, Sort extends string>
  extends
    Pick<
      FilterBarProps<Filter, Sort>,
      'controls' | 'filters' | 'searchHint' | 'searchLabel' | 'what'
    >,
    Pick<TableProps<Row, Sort>, 'columns' | 'label' | 'rowId' | 'rowName' | 'selection'> {
  /** Whose rows they are, in a sentence: `this host`. */
  readonly of: string;
  readonly read: ReadRows<Row, { readonly total: number }>;
  /** Stands in place of the rows when there are none, whatever is sought. */
  readonly none: ReactNode;
  /** Further tools at the end of the bar. */
  readonly children?: ReactNode;
}

/** A list of any length as a part of a page: search and filters, the table, and what stands in its place. */
export function ListWithin<Row, Filter extends string, Sort extends string>(
  props: ListWithinProps<Row, Filter, Sort>,
) {
  const { of, read, none, children, controls, what } = props;
  const { list, answers, failure, isPartial, readAgain } = read;
  const { state } = controls;
  const total = answers[0]?.total;
  return (
    <>
      <FilterBar {...props} total={total} inSight={list.inSight}>
        <RowsInSight
          inSight={list.inSight}
          total={total}
          what={what}
          onReadAgain={isPartial ? readAgain : undefined}
        />
        {children}
      </FilterBar>
      {failure === undefined ? (
        <ListTable
          {...props}
          list={list}
          sort={state.sort}
          order={state.order}
          onSort={controls.setSort}
          empty={
            isNarrowed(state) ? (
              <EmptyView
                title={`No matching ${what.many}`}
                actions={
                  <Button variant="link" onClick={controls.clear}>
                    Clear search and filters
                  </Button>
                }
              >
                All {what.many} of {of} are hidden by the search or the filters.
              </EmptyView>
            ) : (
              none
            )
          }
        />
      ) : (
        <FailureView failure={failure} onRetry={readAgain} />
      )}
    </>
  );
}
