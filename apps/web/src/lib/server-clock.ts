/**
 * The server's clock, from which every age, duration and deadline on the page is told. The browser's own clock may be
 * minutes off, and may be set while the page is open: it only serves until the server has told its time.
 */

/** How many of the newest exact times count: the one that took the shortest way to us is the best. */
const KEPT = 4;
/** After so many milliseconds without an exact time, whole seconds are better. */
const EXACT_FOR_MS = 30_000;
/** A `Date` header says whole seconds, and is on its way for a while. */
const HEADER_ERROR_MS = 1500;

/** What is to be added to `performance.now()`, which nobody can set. */
let offset = performance.timeOrigin;
let exact: readonly number[] = [];
let exactAt = Number.NEGATIVE_INFINITY;

/** The time of the server's clock, in epoch milliseconds. */
export const serverNow = (): number => offset + performance.now();

/** Notes a time that the server has sent just now. */
export function noteServerTime(at: number): void {
  if (!Number.isFinite(at)) return;
  exactAt = performance.now();
  exact = [...exact, at - exactAt].slice(-KEPT);
  offset = Math.max(...exact);
}

/** Notes the `Date` header of an answer, unless a better time is known. */
export function noteDateHeader(headers: Headers): void {
  const at = Date.parse(headers.get('date') ?? '') + 500;
  if (!Number.isFinite(at) || performance.now() - exactAt < EXACT_FOR_MS) return;
  const found = at - performance.now();
  if (Math.abs(found - offset) <= HEADER_ERROR_MS) return;
  exact = [];
  offset = found;
}
