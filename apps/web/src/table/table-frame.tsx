import { LongArrowAltDownIcon } from '@patternfly/react-icons/dist/esm/icons/long-arrow-alt-down-icon';
import { LongArrowAltUpIcon } from '@patternfly/react-icons/dist/esm/icons/long-arrow-alt-up-icon';
import {
  lazy,
  Suspense,
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { useNavigate } from 'react-router';
import '@patternfly/react-styles/css/components/Table/table.css';
import { firstShown } from '#/api/first-shown.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import type { Column, ColumnHead } from './column.ts';
import { widthOfTable, type Widths } from './column-widths.ts';
import { followRowLink } from './row-link.tsx';
import { SkeletonRow, TableRow } from './table-row.tsx';
import type { Selection } from './use-selection.ts';
import './data-table.css';

// Nobody drags the edge of a column, or rests on a cell, before there are rows.
const ColumnHandle = lazy(() =>
  firstShown()
    .then(() => loadChunk(() => import('./column-handle.tsx')))
    .then((module) => ({ default: module.ColumnHandle })),
);

const TableTips = lazy(() =>
  firstShown()
    .then(() => loadChunk(() => import('./table-tips.tsx')))
    .then((module) => ({ default: module.TableTips })),
);

/** Of a column of which nobody has said anything, beside others that have been dragged. */
const OTHER_WIDTH = '10rem';
const widthOf = ({ id, width }: ColumnHead, widths: Widths | undefined): string | undefined =>
  widths?.[id] === undefined ? width : `${widths[id]}rem`;

interface HeaderCellProps<Row, Sort extends string> {
  readonly column: Column<Row, Sort>;
  /** How the table is sorted by this column; undefined when it is not. */
  readonly order: 'asc' | 'desc' | undefined;
  readonly onSort: ((sort: Sort, order: 'asc' | 'desc') => void) | undefined;
  /** How wide it is; undefined: as wide as there is room for. */
  readonly width: string | undefined;
  /** Its edge, which makes it wider or narrower. */
  readonly handle: ReactNode;
}

/** The head of a column; a button when the table can be sorted by it. */
function HeaderCell<Row, Sort extends string>(props: HeaderCellProps<Row, Sort>) {
  const { column, order, onSort, width, handle } = props;
  const { id, sort, header, align } = column;
  const isSorted = sort !== undefined && onSort !== undefined;
  const sorted = order === undefined ? 'none' : order === 'asc' ? 'ascending' : 'descending';
  return (
    <th
      scope="col"
      className={`pf-v6-c-table__th${align === 'end' ? ' ast-cell-end' : ''}`}
      data-column={id}
      // Not what its edge says of itself.
      aria-label={header}
      aria-sort={isSorted ? sorted : undefined}
      style={width === undefined ? undefined : { inlineSize: width }}
    >
      {isSorted ? (
        <button
          type="button"
          className="ast-sort"
          onClick={() => onSort(sort, order === 'asc' ? 'desc' : 'asc')}
        >
          {header}
          <span className="ast-sort-icon" data-sorted={sorted}>
            {order === 'desc' ? <LongArrowAltDownIcon /> : <LongArrowAltUpIcon />}
          </span>
        </button>
      ) : (
        header
      )}
      {handle}
    </th>
  );
}

/** What every table is shown by, wherever its rows come from. */
export interface TableProps<Row, Sort extends string> {
  /** Names the table for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row, Sort>[];
  readonly rowId: (row: Row) => string;
  /** The row's name in words, for its checkbox. */
  readonly rowName: (row: Row) => string;
  readonly sort?: Sort;
  readonly order?: 'asc' | 'desc';
  readonly onSort?: (sort: Sort, order: 'asc' | 'desc') => void;
  /** How wide the columns are, in rem, where the person has chosen. */
  readonly widths?: Widths | undefined;
  readonly onWidths?: (widths: Widths | undefined) => void;
  /** With it, each row has a checkbox. */
  readonly selection?: Selection<Row>;
  /** Buttons or a menu at the end of each row. */
  readonly rowActions?: (row: Row) => ReactNode;
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode;
}

/** How many cells a row has. */
const cellsOf = (props: {
  readonly columns: readonly unknown[];
  readonly selection?: unknown;
  readonly rowActions?: unknown;
}): number =>
  props.columns.length +
  (props.selection === undefined ? 0 : 1) +
  (props.rowActions === undefined ? 0 : 1);

/** One row of a table, or a skeleton in the place of one that is on its way. Its key is that of its element. */
export function drawRow<Row, Sort extends string>(
  props: TableProps<Row, Sort>,
  row: Row | undefined,
  at: number,
  key?: number,
): ReactNode {
  if (row === undefined) return <SkeletonRow key={-1 - at} at={at} cells={cellsOf(props)} />;
  const { columns, rowId, rowName, selection, rowActions } = props;
  return (
    <TableRow
      key={key ?? rowId(row)}
      row={row}
      at={at}
      columns={columns}
      name={rowName(row)}
      isSelected={selection?.isSelected(row) ?? false}
      onSelect={selection?.set}
      rowActions={rowActions}
    />
  );
}

interface TableFrameProps<Row, Sort extends string> extends TableProps<Row, Sort> {
  readonly className: string;
  readonly table: RefObject<HTMLElement | null>;
  /** How many rows the list has; undefined while that is not known. */
  readonly count: number | undefined;
  /** The rows at hand: those that the checkbox in the head is about. */
  readonly atHand: readonly Row[];
  readonly isBusy: boolean;
  /** Shown rows belong to the question before: they are dimmed until the new ones come. */
  readonly isStale?: boolean;
  /** Of a list of which a part is drawn: how high it is as a whole, and how far down that part is. */
  readonly window?: { readonly height: number; readonly above: number } | undefined;
  readonly onScroll: () => void;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
  readonly onFocus?: (event: FocusEvent<HTMLElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly children: ReactNode;
}

/** A dense table whose head stays in sight and that scrolls within itself. Sorting and filters are the server's. */
export function TableFrame<Row, Sort extends string>(props: TableFrameProps<Row, Sort>) {
  const { label, columns, table, count, atHand, selection, rowActions, isStale = false } = props;
  const { className, isBusy, onScroll, onClick, onKeyDown, window, empty, children } = props;
  const { widths, onWidths } = props;
  const navigate = useNavigate();
  const whole: CSSProperties | undefined =
    window === undefined ? undefined : { blockSize: window.height };
  const part: CSSProperties = {
    ...(window === undefined ? {} : { marginBlockStart: window.above }),
    ...(widths === undefined
      ? {}
      : {
          tableLayout: 'fixed',
          inlineSize: widthOfTable(columns.map((column) => widthOf(column, widths) ?? OTHER_WIDTH)),
        }),
  };
  return (
    // Its keys only move the focus among its links, which are reached without them too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={table}
      className={className}
      onScroll={onScroll}
      onClick={(event) => {
        onClick(event);
        followRowLink(event, navigate);
      }}
      onFocus={props.onFocus}
      // A region that scrolls must be reachable by keyboard (WCAG 2.1.1).
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={`${label}, table`}
      onKeyDown={onKeyDown}
    >
      <Suspense>
        <TableTips table={table} />
      </Suspense>
      <div className="ast-table-whole" style={whole}>
        <table
          className="pf-v6-c-table pf-m-compact ast-table"
          aria-label={label}
          // The head is a row too.
          aria-rowcount={count === undefined ? -1 : count + 1}
          aria-busy={isBusy}
          data-stale={isStale}
          style={part}
        >
          <thead className="pf-v6-c-table__thead">
            <tr className="pf-v6-c-table__tr" aria-rowindex={1}>
              {selection === undefined ? null : (
                <td className="pf-v6-c-table__td pf-v6-c-table__check">
                  <input
                    type="checkbox"
                    aria-label="Select all loaded rows"
                    checked={selection.allSelected(atHand)}
                    onChange={(event) => selection.setAll(atHand, event.target.checked)}
                  />
                </td>
              )}
              {columns.map((column) => (
                <HeaderCell
                  key={column.id}
                  column={column}
                  order={
                    column.sort !== undefined && column.sort === props.sort
                      ? props.order
                      : undefined
                  }
                  onSort={props.onSort}
                  width={
                    widths !== undefined && column === columns.at(-1)
                      ? undefined
                      : widthOf(column, widths)
                  }
                  handle={
                    onWidths === undefined ? null : (
                      <Suspense>
                        <ColumnHandle
                          id={column.id}
                          header={column.header}
                          width={widths?.[column.id]}
                          onWidths={onWidths}
                        />
                      </Suspense>
                    )
                  }
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
            {children}
            {count === 0 ? (
              <tr className="pf-v6-c-table__tr" aria-rowindex={2}>
                <td className="pf-v6-c-table__td" colSpan={cellsOf(props)}>
                  <div className="ast-table-empty">{empty}</div>
                </td>
              </tr>
            ) : null}
          </tbody>
        </table>
      </div>
      {/* From here the browser goes on behind the rows. */}
      <span data-behind-rows="" tabIndex={-1} />
    </section>
  );
}
