import { Skeleton } from '@patternfly/react-core/dist/esm/components/Skeleton';
import { LongArrowAltDownIcon } from '@patternfly/react-icons/dist/esm/icons/long-arrow-alt-down-icon';
import { LongArrowAltUpIcon } from '@patternfly/react-icons/dist/esm/icons/long-arrow-alt-up-icon';
import type { ReactNode } from 'react';
import '@patternfly/react-styles/css/components/Table/table.css';
import type { Column } from './column.ts';

import type { Selection } from './use-selection.ts';
import { TableTips } from './table-tips.tsx';
import { onRowKey, TableRow } from './table-row.tsx';
import { useKeptPlace } from './use-kept-place.ts';
import './data-table.css';

/** Rows in the place of those that are on their way. */
function SkeletonRows({ rows, cells }: { readonly rows: number; readonly cells: number }) {
  return Array.from({ length: rows }, (_, row) => (
    <tr key={row} className="pf-v6-c-table__tr" aria-hidden="true">
      {Array.from({ length: cells }, (_, cell) => (
        <td key={cell} className="pf-v6-c-table__td">
          <Skeleton width={`${50 + ((row * 7 + cell * 13) % 40)}%`} />
        </td>
      ))}
    </tr>
  ));
}

interface HeaderCellProps<Row, Sort extends string> {
  readonly column: Column<Row, Sort>;
  /** How the table is sorted by this column; undefined when it is not. */
  readonly order: 'asc' | 'desc' | undefined;
  readonly onSort: ((sort: Sort, order: 'asc' | 'desc') => void) | undefined;
}

/** The head of a column; a button when the table can be sorted by it. */
function HeaderCell<Row, Sort extends string>(props: HeaderCellProps<Row, Sort>) {
  const { column, order, onSort } = props;
  const { sort, header, align, minWidth } = column;
  const className = `pf-v6-c-table__th${align === 'end' ? ' ast-cell-end' : ''}`;
  const style = minWidth === undefined ? undefined : { minInlineSize: minWidth };
  if (sort === undefined || onSort === undefined) {
    return (
      <th scope="col" className={className} style={style}>
        {header}
      </th>
    );
  }
  const sorted = order === undefined ? 'none' : order === 'asc' ? 'ascending' : 'descending';
  const next = order === 'asc' ? 'desc' : 'asc';
  return (
    <th scope="col" className={className} style={style} aria-sort={sorted}>
      <button type="button" className="ast-sort" onClick={() => onSort(sort, next)}>
        {header}
        <span className="ast-sort-icon" data-sorted={sorted}>
          {order === 'desc' ? <LongArrowAltDownIcon /> : <LongArrowAltUpIcon />}
        </span>
      </button>
    </th>
  );
}

export interface DataTableProps<Row, Sort extends string> {
  /** Names the table for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row, Sort>[];
  /** Undefined while the first rows are on their way: skeletons keep their place. */
  readonly rows: readonly Row[] | undefined;
  readonly rowId: (row: Row) => string;
  /** The row's name in words, for its checkbox. */
  readonly rowName: (row: Row) => string;
  readonly sort?: Sort;
  readonly order?: 'asc' | 'desc';
  readonly onSort?: (sort: Sort, order: 'asc' | 'desc') => void;
  /** Shown rows belong to the question before: they are dimmed until the new ones come. */
  readonly isStale?: boolean;
  readonly skeletonRows?: number;
  /** With it, each row has a checkbox. */
  readonly selection?: Selection<Row>;
  /** Buttons or a menu at the end of each row. */
  readonly rowActions?: (row: Row) => ReactNode;
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode;
}

/** A dense table whose head stays in sight and that scrolls within itself. Sorting, filters and pages are the server's. */
export function DataTable<Row, Sort extends string = never>(props: DataTableProps<Row, Sort>) {
  const { label, columns, rows, rowId, selection, rowActions, isStale = false } = props;
  const { ref, onScroll, onClick } = useKeptPlace(label, rows !== undefined && !isStale);
  const width = columns.length + (selection ? 1 : 0) + (rowActions ? 1 : 0);
  return (
    // Its keys only move the focus among its links, which are reached without them too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={ref}
      className="ast-table-scroll"
      onScroll={onScroll}
      onClick={onClick}
      // A region that scrolls must be reachable by keyboard (WCAG 2.1.1).
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={`${label}, table`}
      onKeyDown={onRowKey}
    >
      <TableTips table={ref} />
      <table
        className="pf-v6-c-table pf-m-compact ast-table"
        aria-label={label}
        aria-busy={rows === undefined || isStale}
        data-stale={isStale}
      >
        <thead className="pf-v6-c-table__thead">
          <tr className="pf-v6-c-table__tr">
            {selection === undefined ? null : (
              <td className="pf-v6-c-table__td pf-v6-c-table__check">
                <input
                  type="checkbox"
                  aria-label="Select all rows of this page"
                  checked={selection.allSelected(rows ?? [])}
                  onChange={(event) => selection.setAll(rows ?? [], event.target.checked)}
                />
              </td>
            )}
            {columns.map((column) => (
              <HeaderCell
                key={column.id}
                column={column}
                order={
                  column.sort !== undefined && column.sort === props.sort ? props.order : undefined
                }
                onSort={props.onSort}
              />
            ))}
            {rowActions === undefined ? null : (
              <td className="pf-v6-c-table__td">
                <span className="pf-v6-screen-reader">Actions</span>
              </td>
            )}
          </tr>
        </thead>
        <tbody className="pf-v6-c-table__tbody">
          {rows === undefined ? (
            <SkeletonRows rows={props.skeletonRows ?? 10} cells={width} />
          ) : (
            rows.map((row) => (
              <TableRow
                key={rowId(row)}
                row={row}
                columns={columns}
                name={props.rowName(row)}
                selection={selection}
                isSelected={selection?.isSelected(row) ?? false}
                rowActions={rowActions}
              />
            ))
          )}
          {rows?.length === 0 ? (
            <tr className="pf-v6-c-table__tr">
              <td className="pf-v6-c-table__td" colSpan={width}>
                <div className="ast-table-empty">{props.empty}</div>
              </td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </section>
  );
}
