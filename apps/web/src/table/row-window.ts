import type { Density } from '@asterism/api-types/bff-api/settings-values';
import type { KeyboardEvent } from 'react';
import { createStore, type Store } from '#/lib/store.ts';
import type { ListRows, RowRange } from './list-rows.ts';
import { expectedRows } from './expected-rows.ts';
import { createRowKeys, type RowKeys } from './row-keys.ts';
import { follow, placeAt, scrolledHeight, type Extent, type Place } from './scroll-scale.ts';
import { onTab } from './tab-key.ts';
import type { KeptPlace } from './use-kept-place.ts';
import { density } from '#/lib/settings.ts';

/** The height of a row in rem, as list-table.css has it; how high it really is, is measured. */
const ROW_REM: Readonly<Record<Density, number>> = { compact: 1.875, comfortable: 2.5 };
/** How many rows are drawn above and below what is in sight, and how many come and go at once as one scrolls. */
interface Margin {
  readonly above: number;
  readonly below: number;
  readonly step: number;
}
/** Nobody waits for a row that is out of sight: those around come once the list is at rest, or is scrolled. */
const AT_FIRST: Margin = { above: 2, below: 2, step: 1 };
const AT_REST: Margin = { above: 8, below: 8, step: 8 };
const UPWARDS: Margin = { above: 16, below: 4, step: 8 };
const DOWNWARDS: Margin = { above: 4, below: 16, step: 8 };
/** So many rows are read beyond either end of what is in sight, so that they are at hand when they are drawn. */
const READ_BEYOND = 16;
/** After so long without scrolling, the list is at rest. */
const REST_MS = 150;

/** Heights in pixels. */
interface Sizes {
  readonly row: number;
  readonly head: number;
  /** Of what can be seen, the head of the table excepted. */
  readonly view: number;
}

/** As last measured: the next list is most likely to be as large. */
let lastSizes: Sizes | undefined;

function expectedSizes(): Sizes {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const row = ROW_REM[density.get()] * rem;
  return { row, head: 0, view: expectedRows() * row };
}

/** What is drawn of a list. */
export interface Drawn extends RowRange {
  readonly sizes: Sizes;
  /** How far the scale of the scroll bar moves the rows. */
  readonly shift: number;
  /** How high a list of so many rows is as a whole, and how far down that is which is drawn of it, in pixels. */
  readonly layout: (total: number) => { readonly height: number; readonly above: number };
}

const areSame = (a: Drawn, b: Drawn): boolean =>
  a.first === b.first && a.end === b.end && a.shift === b.shift && a.sizes === b.sizes;

/** There nobody scrolls, and all that is at hand is in sight. */
const isOnPaper = (): boolean => matchMedia('print').matches;

function measure(table: HTMLElement, before: Sizes): Sizes {
  if (isOnPaper()) return before;
  const heightOf = (selector: string): number =>
    table.querySelector(selector)?.getBoundingClientRect().height ?? 0;
  const rows = table.querySelectorAll('tbody tr').length;
  const row = rows === 0 ? before.row : heightOf('tbody') / rows;
  const head = heightOf('thead');
  const view = Math.max(0, Math.min(table.clientHeight, innerHeight) - head);
  const isSame = row === before.row && head === before.head && view === before.view;
  if (!isSame) lastSizes = { row, head, view };
  return isSame ? before : { row, head, view };
}

function drawnAt({ position, scrollTop }: Place, sizes: Sizes, margin: Margin): Drawn {
  const { row, head, view } = sizes;
  const { above, below, step } = margin;
  const at = position / row;
  const first = Math.max(0, Math.floor((at - above) / step) * step);
  const shift = scrollTop - position;
  return {
    first,
    end: Math.ceil((at + view / row + below) / step) * step,
    sizes,
    shift,
    layout: (total) => ({
      height: head + scrolledHeight({ content: total * row, view }),
      above: Math.min(first, total) * row + shift,
    }),
  };
}

/** The window through which a list of any length is seen. */
export interface RowWindow<Row> {
  readonly drawn: Pick<Store<Drawn>, 'get' | 'subscribe'>;
  /** Of the rows that are drawn. */
  readonly keys: RowKeys;
  /** Follows the size of the element that scrolls, until the returned function is called. */
  readonly attach: (table: HTMLElement) => () => void;
  /** What the window is of: goes to the place where a new list is to be seen. */
  readonly show: (list: ListRows<Row>, kept: KeptPlace) => void;
  readonly onScroll: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** Scrolls as little as brings a row into sight. */
  readonly bringIntoSight: (row: number) => void;
}

/** A window onto a list that is to be seen from the row `start` on, or as far down as it was left. */
export function createRowWindow<Row>(start: number, kept: KeptPlace): RowWindow<Row> {
  let sizes = lastSizes ?? expectedSizes();
  let margin = AT_FIRST;
  const position = kept.read() ?? start * sizes.row;
  let place: Place = { position, scrollTop: position };
  const drawn = createStore(drawnAt(place, sizes, margin));
  let direction = 0;
  let table: HTMLElement | undefined;
  let shown: { readonly list: ListRows<Row>; readonly kept: KeptPlace } | undefined;
  /** Whether another list has been asked for: then this one's place is of no interest any more. */
  let isLeft = false;
  /** The row that was said to be the first in sight, until the address has it. */
  let said: number | undefined;
  let resting: ReturnType<typeof setTimeout> | undefined;

  const total = (): number => shown?.list.total ?? 0;
  const extent = (): Extent => ({ content: total() * sizes.row, view: sizes.view });

  /** Draws what is in sight, has it read, and says which rows those are. */
  function draw(to: Place): void {
    place = to;
    const next = drawnAt(place, sizes, margin);
    if (!areSame(next, drawn.get())) drawn.set(next);
    if (shown === undefined || isLeft) return;
    const { need, inSight } = shown.list;
    const first = Math.round(place.position / sizes.row);
    const end = Math.min(total(), Math.round((place.position + sizes.view) / sizes.row));
    need(
      { first: Math.max(0, first - READ_BEYOND), end: Math.min(end + READ_BEYOND, total()) },
      direction,
    );
    if (isOnPaper()) return;
    const before = inSight.get();
    if (before.first !== first || before.end !== end) inSight.set({ first, end });
  }
  function goTo(position: number): void {
    const to = placeAt(extent(), position);
    draw(to);
    if (table !== undefined) table.scrollTop = to.scrollTop;
  }
  function resize(): void {
    if (table === undefined) return;
    const before = sizes;
    sizes = measure(table, before);
    if (sizes !== before) goTo((place.position / before.row) * sizes.row);
  }
  function rest(): void {
    direction = 0;
    margin = AT_REST;
    draw(place);
    if (shown === undefined || isLeft || said !== undefined || table === undefined) return;
    // Scrolled by somebody, of which the event is still to come.
    if (Math.abs(table.scrollTop - place.scrollTop) > 1) return restSoon();
    goTo(place.position);
    const first = Math.round(place.position / sizes.row);
    if (first === shown.list.start) return;
    if (shown.list.onRest(first)) said = first;
    else restSoon();
  }

  function restSoon(): void {
    clearTimeout(resting);
    resting = setTimeout(rest, REST_MS);
  }

  return {
    drawn,
    keys: createRowKeys(),
    attach: (element) => {
      table = element;
      const observer = new ResizeObserver(resize);
      observer.observe(element);
      return () => {
        observer.disconnect();
        clearTimeout(resting);
        table = undefined;
      };
    },
    show: (list, kept) => {
      isLeft = list.isStale;
      if (list.total === undefined || isLeft) return;
      const before = shown;
      shown = { list, kept };
      const isSaid = said === list.start;
      const isElsewhere = before?.list.start !== list.start && !isSaid;
      if (isSaid) {
        said = undefined;
        // In the meantime one may have scrolled on.
        restSoon();
      }
      if (before?.list.question !== list.question || isElsewhere) {
        said = undefined;
        margin = AT_FIRST;
        if (table !== undefined) sizes = measure(table, sizes);
        goTo(kept.read() ?? list.start * sizes.row);
        return restSoon();
      }
      if (before.kept !== kept) kept.keep(place.position);
      // The list may have become shorter.
      const { position } = placeAt(extent(), place.position);
      return position < place.position ? goTo(position) : draw(place);
    },
    onScroll: () => {
      if (table === undefined || shown === undefined) return;
      const before = place;
      const next = follow(extent(), before, table.scrollTop);
      if (next.position !== before.position) {
        direction = Math.sign(next.position - before.position);
        margin = direction < 0 ? UPWARDS : DOWNWARDS;
      }
      draw(next);
      if (next.scrollTop !== table.scrollTop) table.scrollTop = next.scrollTop;
      if (!isLeft) shown.kept.keep(next.position);
      restSoon();
    },
    onKeyDown: (event) => {
      if (shown !== undefined) onTab(event, shown.list.inSight.get());
    },
    bringIntoSight: (row) => {
      const top = row * sizes.row;
      if (top < place.position) goTo(top);
      else if (top + sizes.row > place.position + sizes.view) goTo(top + sizes.row - sizes.view);
    },
  };
}
