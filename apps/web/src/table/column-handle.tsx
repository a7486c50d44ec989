import { useEffect, useEffectEvent, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { widthOfTable, type Widths } from './column-widths.ts';
import './column-handle.css';

const MIN_REM = 3;
const MAX_REM = 80;

/** How many pixels a rem has. */
const rem = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
const within = (width: number): number =>
  Math.round(Math.min(Math.max(width, MIN_REM), MAX_REM) * 100) / 100;

const headsOf = (table: HTMLTableElement): HTMLElement[] => [
  ...table.querySelectorAll<HTMLElement>('th[data-column]'),
];

/** How wide each column is now, in rem. */
const measure = (table: HTMLTableElement): Widths =>
  Object.fromEntries(
    headsOf(table).map((head) => [
      head.dataset['column'] ?? '',
      within(head.getBoundingClientRect().width / rem()),
    ]),
  );

/** How wide a column must be for all that is drawn of it, in rem. */
function widthOfContent(table: HTMLTableElement, head: HTMLElement): number {
  const at = [...(head.parentElement?.children ?? [])].indexOf(head);
  const before = { head: head.style.inlineSize, table: table.style.inlineSize };
  // What has no room says how much it needs.
  head.style.inlineSize = '0';
  table.style.inlineSize = '0';
  const needed = [...table.rows].map(({ cells }) => cells[at]?.scrollWidth ?? 0);
  head.style.inlineSize = before.head;
  table.style.inlineSize = before.table;
  return Math.max(...needed) / rem();
}

/** How a table is drawn, to be put back when a column is not made wider after all. */
function looksOf(table: HTMLTableElement): () => void {
  const heads = headsOf(table).map((head) => [head, head.style.inlineSize] as const);
  const { tableLayout, inlineSize } = table.style;
  return () => {
    for (const [head, size] of heads) head.style.inlineSize = size;
    Object.assign(table.style, { tableLayout, inlineSize });
  };
}

/** An edge that is being dragged. */
interface Drag {
  /** How far from the edge it is held. */
  readonly grip: number;
  readonly before: Widths;
  readonly putBack: () => void;
  /** Ends what the page hears of it. */
  readonly ended: AbortController;
  to: number;
}

/** What keys do at the edge of a column: by how many rem it grows, or to which width it goes. */
export const COLUMN_KEYS = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Enter: 'fit',
  Delete: 'usual',
  Backspace: 'usual',
} as const;
const isColumnKey = (key: string): key is keyof typeof COLUMN_KEYS =>
  Object.hasOwn(COLUMN_KEYS, key);

interface ColumnHandleProps {
  readonly id: string;
  readonly header: string;
  /** In rem, if it was chosen. */
  readonly width: number | undefined;
  readonly onWidths: (widths: Widths | undefined) => void;
}

/** The edge of a column, which makes it wider or narrower: by the pointer, and by the arrow keys while it has the focus. */
export function ColumnHandle({ id, header, width, onWidths }: ColumnHandleProps) {
  const handle = useRef<HTMLSpanElement>(null);
  const drag = useRef<Drag>(undefined);
  const putBack = useEffectEvent(() => end()?.putBack());
  useEffect(() => () => putBack(), []);
  const parts = () => {
    const head = handle.current?.closest<HTMLElement>('th');
    const table = head?.closest('table');
    return head && table ? { head, table } : undefined;
  };
  const change = (next: (widthNow: number) => number): void => {
    const found = parts();
    if (found === undefined) return;
    const now = measure(found.table);
    onWidths({ ...now, [id]: within(next(now[id] ?? MIN_REM)) });
  };
  const fit = (): void => {
    const found = parts();
    if (found === undefined) return;
    const now = measure(found.table);
    onWidths({ ...now, [id]: within(widthOfContent(found.table, found.head)) });
  };

  function onPointerDown(event: PointerEvent<HTMLSpanElement>): void {
    const found = parts();
    if (event.button !== 0 || found === undefined) return;
    end();
    // From here on it has the pointer, wherever that goes, also beyond the window.
    event.currentTarget.setPointerCapture(event.pointerId);
    const before = measure(found.table);
    const { right } = found.head.getBoundingClientRect();
    const ended = new AbortController();
    drag.current = {
      grip: right - event.clientX,
      before,
      putBack: looksOf(found.table),
      ended,
      to: before[id] ?? MIN_REM,
    };
    addEventListener('keydown', takeBack, { capture: true, signal: ended.signal });
  }
  function onPointerMove(event: PointerEvent<HTMLSpanElement>): void {
    const { clientX, buttons, currentTarget, pointerId } = event;
    const found = parts();
    const { current } = drag;
    if (current === undefined || found === undefined) return;
    // It was let go where the page was not told, such as over a dialog of the system.
    if (buttons === 0) return currentTarget.releasePointerCapture(pointerId);
    // From where the column begins now: the table may have been scrolled.
    const { left } = found.head.getBoundingClientRect();
    current.to = within((clientX + current.grip - left) / rem());
    const widths = { ...current.before, [id]: current.to };
    // React draws it when it is let go: until then nothing but these two changes.
    const heads = headsOf(found.table);
    for (const head of heads) {
      const chosen = widths[head.dataset['column'] ?? ''];
      head.style.inlineSize = head === heads.at(-1) ? '' : `${chosen}rem`;
    }
    found.table.style.tableLayout = 'fixed';
    found.table.style.inlineSize = widthOfTable(Object.values(widths).map((one) => `${one}rem`));
  }
  function end(): Drag | undefined {
    const { current } = drag;
    current?.ended.abort();
    drag.current = undefined;
    return current;
  }
  /** However it ends, the pointer is lost: let go, or taken by the system. */
  function letGo(): void {
    const dragged = end();
    if (dragged === undefined) return;
    if (dragged.to === dragged.before[id]) dragged.putBack();
    else onWidths({ ...dragged.before, [id]: dragged.to });
  }
  function takeBack(event: globalThis.KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    // The pointer stays until it is let go, which is then a click on nothing else.
    end()?.putBack();
    event.preventDefault();
    event.stopPropagation();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (!isColumnKey(event.key)) return;
    const what = COLUMN_KEYS[event.key];
    if (what === 'fit') fit();
    else if (what === 'usual') onWidths(undefined);
    else change((now) => now + what);
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <span
      ref={handle}
      // One that has the focus and a value is a control, which no element of its own makes (WAI-ARIA, window splitter).
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="separator"
      className="ast-column-handle"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${header}`}
      aria-valuemin={MIN_REM}
      aria-valuemax={MAX_REM}
      aria-valuenow={Math.round(width ?? MIN_REM)}
      aria-valuetext={width === undefined ? 'As usual' : `${width} em`}
      title="Drag to change the width (Escape takes it back), double-click to fit, Delete for the usual widths"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onLostPointerCapture={letGo}
      onDoubleClick={fit}
      onKeyDown={onKeyDown}
    />
  );
}
