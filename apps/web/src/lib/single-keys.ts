import { createStore } from './store.ts';

const KEY = 'asterism-single-keys';

function chosen(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    // Storage may be forbidden: then the keys work until somebody turns them off.
    return true;
  }
}

/** Whether keys without Ctrl are shortcuts. Who dictates to the computer turns them off (WCAG 2.1.4). */
export const singleKeys = createStore(chosen());

/** Turns the keys on or off, and remembers it. */
export function chooseSingleKeys(work: boolean): void {
  singleKeys.set(work);
  try {
    localStorage.setItem(KEY, work ? 'on' : 'off');
  } catch {
    // As above: the choice then lasts as long as the page.
  }
}
