import type { KeyboardEvent, ReactNode } from 'react';
import { singleKeys } from '#/lib/single-keys.ts';
import type { Column } from './column.ts';
import type { Selection } from './use-selection.ts';

/** Which row a key leads to, from the row `at` of `count` rows; -1 stands for the head of the table. */
const LEADS_TO: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement && target.type !== 'checkbox';

/**
 * Goes from row to row by the arrow keys, and chooses a row with `x`: what has the focus is the link of the row's
 * name, which Enter opens. Only while the focus is in the table, so that no key is taken from anybody else.
 */
export function onRowKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const rows = [...event.currentTarget.querySelectorAll('tbody tr')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  if (event.key === 'x' && singleKeys.get()) {
    rows[at]?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click();
    return;
  }
  const to = LEADS_TO[event.key]?.(at, rows.length);
  const link = to === undefined ? null : rows[to]?.querySelector<HTMLElement>('th a');
  if (link === null || link === undefined) return;
  event.preventDefault();
  link.focus();
}

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
