import type { ReactNode } from 'react';
import type { Column } from './column.ts';
import type { Selection } from './use-selection.ts';

interface TableRowProps<Row, Sort extends string> {
  readonly row: Row;
  readonly columns: readonly Column<Row, Sort>[];
  readonly name: string;
  readonly selection: Selection<Row> | undefined;
  readonly isSelected: boolean;
  readonly rowActions: ((row: Row) => ReactNode) | undefined;
}

/** One row of a {@link DataTable}. */
export function TableRow<Row, Sort extends string>(props: TableRowProps<Row, Sort>) {
  const { row, columns, name, selection, isSelected, rowActions } = props;
  return (
    <tr className="pf-v6-c-table__tr" data-selected={isSelected}>
      {selection === undefined ? null : (
        <td className="pf-v6-c-table__td pf-v6-c-table__check">
          <input
            type="checkbox"
            aria-label={`Select ${name}`}
            checked={isSelected}
            onChange={(event) => selection.set(row, event.target.checked)}
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
  );
}
