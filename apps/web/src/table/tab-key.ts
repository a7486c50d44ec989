import type { KeyboardEvent } from 'react';
import type { RowRange } from './list-rows.ts';
import { placeOfRow } from './table-keys.ts';

/**
 * Tab passes the rows that are in sight, and then leaves the table: through a list of any length one goes by the other
 * keys.
 */
export function onTab(event: KeyboardEvent<HTMLElement>, inSight: RowRange): void {
  const row = document.activeElement?.closest('tbody tr');
  const at = placeOfRow(row);
  if (event.key !== 'Tab' || !row || at === undefined) return;
  const stopsIn = (element: Element | null): HTMLElement[] => [
    ...(element?.querySelectorAll<HTMLElement>('a[href], button:enabled, input:enabled') ?? []),
  ];
  const stops = stopsIn(row);
  if (event.shiftKey && at <= inSight.first && stops[0] === document.activeElement) {
    event.preventDefault();
    stopsIn(event.currentTarget.querySelector('thead')).at(-1)?.focus();
  }
  if (!event.shiftKey && at >= inSight.end - 1 && stops.at(-1) === document.activeElement)
    event.currentTarget
      .querySelector<HTMLElement>('[data-behind-rows]')
      ?.focus({ preventScroll: true });
}
