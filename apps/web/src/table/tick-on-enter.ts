import type { KeyboardEvent } from 'react';

/** In a menu of checkboxes Enter chooses as the space bar does; PatternFly leaves it without effect. */
export function tickOnEnter(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  event.target.click();
}
