import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { firstShown } from '#/api/first-shown.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { createStore, useStore } from '#/lib/store.ts';
import type { ListRows, RowRange } from './list-rows.ts';
import { expectedRows } from './expected-rows.ts';
import type { createRowWindow, Drawn, RowWindow } from './row-window.ts';
import { drawRow, TableFrame, type TableProps } from './table-frame.tsx';
import { linkOfRow, onRowKey, placeOfRow } from './table-keys.ts';
import { useKeptPlace, type KeptPlace } from './use-kept-place.ts';
import { usePrinting } from './use-printing.ts';
import './list-table.css';

const SKELETON_ROWS = 10;

/** All rows that are at hand: what goes on paper. */
function rangeAtHand(rows: ReadonlyMap<number, unknown>): RowRange {
  const places = [...rows.keys()];
  return places.length === 0
    ? { first: 0, end: 0 }
    : { first: Math.min(...places), end: Math.max(...places) + 1 };
}

const NOT_SCROLLED = createStore<Drawn | undefined>(undefined);

// What scrolls is not needed to see the first rows, and is loaded after them.
let createWindow: typeof createRowWindow | undefined;
const loadScrolling = () => loadChunk(() => import('./row-window.ts'));

/** The window onto the list; undefined until it can be scrolled. */
function useScrolling<Row>(
  table: RefObject<HTMLElement | null>,
  list: ListRows<Row>,
  kept: KeptPlace,
): RowWindow<Row> | undefined {
  const [window, setWindow] = useState(() => createWindow?.<Row>(list.start, kept));
  useEffect(() => {
    let isWanted = window === undefined;
    if (isWanted)
      void firstShown()
        .then(loadScrolling)
        .then((loaded) => {
          createWindow = loaded.createRowWindow;
          if (isWanted) setWindow(loaded.createRowWindow<Row>(list.start, kept));
        });
    return () => {
      isWanted = false;
    };
  }, [window, list.start, kept]);
  useLayoutEffect(
    () => (table.current === null ? undefined : window?.attach(table.current)),
    [table, window],
  );
  useLayoutEffect(() => window?.show(list, kept), [window, list, kept]);
  return window;
}

interface ListTableProps<Row, Sort extends string> extends TableProps<Row, Sort> {
  readonly list: ListRows<Row>;
}

/** A table of any length: of its rows, those are drawn that are in sight, and some around them. */
export function ListTable<Row, Sort extends string>(props: ListTableProps<Row, Sort>) {
  const { label, list, rowId } = props;
  const { total, rows, isStale, inSight } = list;
  const table = useRef<HTMLElement>(null);
  const kept = useKeptPlace(label, table, total !== undefined && !isStale);
  const window = useScrolling(table, list, kept);
  const drawn = useStore(window?.drawn ?? NOT_SCROLLED);
  const isPrinting = usePrinting();
  const within = ({ first, end }: RowRange) => ({
    first: Math.min(first, total ?? 0),
    end: Math.min(end, total ?? 0),
  });
  const { first, end } = isPrinting
    ? rangeAtHand(rows)
    : within(
        // Before it can be scrolled, the list begins with the row that is to be the first in sight.
        drawn ?? { first: list.start, end: list.start + expectedRows() },
      );
  useLayoutEffect(() => {
    if (!isPrinting) return undefined;
    const before = inSight.get();
    inSight.set({ first, end });
    return () => inSight.set(before);
  }, [isPrinting, inSight, first, end]);

  /** The row that has the focus, and the one that is to have it once it is there. */
  const focused = useRef<number>(undefined);
  const wanted = useRef<number>(undefined);
  useLayoutEffect(() => {
    // A key was pressed before the list could be scrolled.
    if (wanted.current !== undefined) window?.bringIntoSight(wanted.current);
  }, [window]);
  useLayoutEffect(() => {
    const link =
      wanted.current === undefined ? undefined : linkOfRow(table.current, wanted.current);
    if (link !== undefined) wanted.current = undefined;
    link?.focus({ preventScroll: true });
    const at = focused.current;
    if (at === undefined || (at >= first && at < end)) return;
    focused.current = undefined;
    // The row that had the focus is drawn no more: the keys go on from what is in sight.
    if (document.activeElement === document.body) table.current?.focus({ preventScroll: true });
  });
  function goTo(row: number): void {
    const link = linkOfRow(table.current, row);
    if (link !== undefined) return link.focus();
    wanted.current = row;
    return window?.bringIntoSight(row);
  }

  const drawnRows = Array.from(
    { length: total === undefined ? SKELETON_ROWS : end - first },
    (_, index) => rows.get(first + index),
  );
  const keys = window?.keys.of(
    drawnRows.map((row) => (row === undefined ? undefined : rowId(row))),
  );

  return (
    <TableFrame
      {...props}
      className="ast-table-scroll ast-table-long"
      table={table}
      count={total}
      atHand={[...rows.values()]}
      isBusy={total === undefined || isStale}
      isStale={isStale}
      window={!total || drawn === undefined ? undefined : drawn.layout(total)}
      onScroll={() => window?.onScroll()}
      onClick={kept.onClick}
      onFocus={({ target }) => {
        focused.current = placeOfRow(target.closest('tr'));
        window?.keys.keepApart((focused.current ?? -1) - first);
        if (target !== table.current) wanted.current = undefined;
      }}
      onKeyDown={(event) => {
        window?.onKeyDown(event);
        onRowKey(event, { count: total ?? 0, beforeFirst: inSight.get().first - 1, goTo });
      }}
    >
      {drawnRows.map((row, index) =>
        // Before there are keys, these are what they begin with.
        drawRow(props, row, first + index, keys === undefined ? index + 1 : keys[index]),
      )}
    </TableFrame>
  );
}
