import type { KeyboardEvent } from 'react';
import { singleKeys } from '#/lib/settings.ts';
import { createStore } from '#/lib/store.ts';

/** From the row `at` of `count` rows, of which `screen` can be seen at once. */
type Lead = (at: number, count: number, screen: number) => number;

/** Which row a key leads to. */
export const ROW_LEADS = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  PageDown: (at, count, screen) => Math.min(at + screen, count - 1),
  PageUp: (at, _, screen) => Math.max(at - screen, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
} as const satisfies Readonly<Record<string, Lead>>;
const isLead = (key: string): key is keyof typeof ROW_LEADS => Object.hasOwn(ROW_LEADS, key);

/** A table as keys lead through it. */
export interface RowsByKey {
  readonly count: number;
  /** The row before the first in sight: where one starts when no row has the focus. */
  readonly beforeFirst: number;
  /** Brings a row into sight, and the focus to it. */
  readonly goTo: (row: number) => void;
}

/** Whether what has the focus takes letters itself. */
export const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement && target.type !== 'checkbox';

/** The place of a row in its list, from 0; the head of the table is the first row to a screen reader. */
export const placeOfRow = (row: Element | null | undefined): number | undefined => {
  const index = Number(row?.getAttribute('aria-rowindex') ?? 0);
  return index > 1 ? index - 2 : undefined;
};

const rowAt = (table: HTMLElement | null, row: number): Element | undefined =>
  table?.querySelector(`tbody tr[aria-rowindex="${row + 2}"]`) ?? undefined;

/** What has the focus in a row: the link of its name, which Enter opens, or the field in its place. */
export const linkOfRow = (table: HTMLElement | null, row: number): HTMLElement | undefined =>
  rowAt(table, row)?.querySelector<HTMLElement>('th :is(a, input)') ?? undefined;

/** Whether its rows have no links to lead to: then its keys are the browser's, which scroll it. */
const isWithoutLinks = (table: HTMLElement): boolean =>
  table.querySelector('tbody tr[aria-rowindex]') !== null &&
  table.querySelector('tbody th a') === null;

/** How many rows of a table can be seen at once, the last one of them excepted: it stays in sight as the first. */
function screenOf(table: HTMLElement): number {
  const heightOf = (selector: string): number =>
    table.querySelector(selector)?.getBoundingClientRect().height ?? 0;
  const rows = (table.clientHeight - heightOf('thead')) / heightOf('tbody tr');
  return Math.max(1, Math.floor(rows) - 1);
}

/** What single keys press in the row that has the focus. */
export const ROW_PRESSES = {
  x: 'input[type="checkbox"]',
  '.': '.ast-row-menu',
} as const satisfies Readonly<Record<string, string>>;
const isPress = (key: string): key is keyof typeof ROW_PRESSES => Object.hasOwn(ROW_PRESSES, key);

/** Shows the row that has the focus beside its table; once more, goes into what is shown. */
export const GLANCE_KEY = 'q';

/** The row whose quick look was asked for by its key, until `QuickGlance`, which comes after the rows, is there to show it. */
export const askedGlance = createStore<{ readonly id: string } | undefined>(undefined);

/** What row something is in, by what its menu is of. */
export const idOfRow = (element: Element | null): string | undefined =>
  element?.closest('tbody tr')?.querySelector<HTMLElement>('.ast-row-menu')?.dataset['row'];

/**
 * Goes from row to row by the arrow keys and screen by screen, selects a row with `x`, opens its menu, and asks for a quick look
 * at it. Only while the focus is in the
 * table, so that no key is taken from anybody else.
 */
export function onRowKey(event: KeyboardEvent<HTMLElement>, rows: RowsByKey): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (isWithoutLinks(event.currentTarget)) return;
  const row = document.activeElement?.closest('tbody tr');
  const { key } = event;
  if (singleKeys.get() === 'on') {
    if (isPress(key)) return row?.querySelector<HTMLElement>(ROW_PRESSES[key])?.click();
    const id = key === GLANCE_KEY ? idOfRow(document.activeElement) : undefined;
    if (id !== undefined) {
      event.preventDefault();
      return askedGlance.set({ id });
    }
  }
  if (!isLead(key)) return;
  const at = placeOfRow(row) ?? rows.beforeFirst;
  const to = ROW_LEADS[key](at, rows.count, screenOf(event.currentTarget));
  if (to < 0) return;
  event.preventDefault();
  rows.goTo(to);
}
