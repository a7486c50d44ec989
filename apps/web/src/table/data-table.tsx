import '@patternfly/react-styles/css/components/Table/table.css';
import type { ReactNode } from 'react';
import type { Column } from './column.ts';
import { HeaderCell } from './header-cell.tsx';
import { onRowKey } from './row-keys.ts';
import type { Selection } from './use-selection.ts';
import { SkeletonRows } from './skeleton-rows.tsx';
import { TableRow } from './table-row.tsx';

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
  const width = columns.length + (selection ? 1 : 0) + (rowActions ? 1 : 0);
  return (
    // Its keys only move the focus among its links, which are reached without them too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className="ast-table-scroll"
      // A region that scrolls must be reachable by keyboard (WCAG 2.1.1).
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={`${label}, table`}
      onKeyDown={onRowKey}
    >
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
                {props.empty}
              </td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </section>
  );
}
