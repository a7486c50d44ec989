import { useMemo, type ReactNode } from 'react';
import { Skeleton } from '@patternfly/react-core/dist/esm/components/Skeleton';
import type { Column } from './column.ts';
import type { Selection } from './use-selection.ts';

interface TableRowProps<Row, Sort extends string> {
  readonly row: Row;
  /** Its place in the list, from 0. */
  readonly at: number;
  readonly columns: readonly Column<Row, Sort>[];
  readonly name: string;
  readonly isSelected: boolean;
  /** With it, the row has a checkbox. */
  readonly onSelect: Selection<Row>['set'] | undefined;
  readonly rowActions: ((row: Row) => ReactNode) | undefined;
}

/** One row of a table; what it shows is rendered again only when something of it has changed. */
export function TableRow<Row, Sort extends string>(props: TableRowProps<Row, Sort>) {
  const { row, at, columns, name, isSelected, onSelect, rowActions } = props;
  return useMemo(
    () => (
      <tr className="pf-v6-c-table__tr" aria-rowindex={at + 2} data-selected={isSelected}>
        {onSelect === undefined ? null : (
          <td className="pf-v6-c-table__td pf-v6-c-table__check">
            <input
              type="checkbox"
              aria-label={`Select ${name}`}
              checked={isSelected}
              onChange={({ target, nativeEvent }) =>
                onSelect(
                  row,
                  target.checked,
                  'shiftKey' in nativeEvent && nativeEvent.shiftKey === true,
                )
              }
            />
          </td>
        )}
        {columns.map(({ id, cell, align, isName }) =>
          isName === true ? (
            <th key={id} scope="row" className="pf-v6-c-table__td ast-cell-name">
              {cell(row)}
            </th>
          ) : (
            <td
              key={id}
              className={align === 'end' ? 'pf-v6-c-table__td ast-cell-end' : 'pf-v6-c-table__td'}
            >
              {cell(row)}
            </td>
          ),
        )}
        {rowActions === undefined ? null : (
          <td className="pf-v6-c-table__td pf-v6-c-table__action">{rowActions(row)}</td>
        )}
      </tr>
    ),
    [row, at, columns, name, isSelected, onSelect, rowActions],
  );
}

/** A row in the place of one that is on its way. */
export function SkeletonRow({ at, cells }: { readonly at: number; readonly cells: number }) {
  return (
    <tr className="pf-v6-c-table__tr" aria-hidden="true">
      {Array.from({ length: cells }, (_, cell) => (
        <td key={cell} className="pf-v6-c-table__td">
          <Skeleton width={`${50 + ((at * 7 + cell * 13) % 40)}%`} />
        </td>
      ))}
    </tr>
  );
}
