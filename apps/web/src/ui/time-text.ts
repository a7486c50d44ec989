const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

const JUST_NOW_SECONDS = 10;

/** A time relative to now: `3 minutes ago`. Empty for what is no time. */
export function relativeTime(time: number, now: number): string {
  if (!Number.isFinite(time)) return '';
  const seconds = Math.round((time - now) / 1000);
  if (Math.abs(seconds) < JUST_NOW_SECONDS) return 'just now';
  const [unit, length] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return RELATIVE.format(Math.trunc(seconds / length), unit);
}

/** A time in full, in the reader's zone. Empty for what is no time. */
export const exactTime = (time: number): string =>
  Number.isFinite(time) ? EXACT.format(time) : '';

/** How long something took, in the two largest units: `1 h 4 min`, `12 s`, `0.4 s`, `40 ms`. */
export function durationText(milliseconds: number): string {
  if (milliseconds >= 1 && milliseconds < 100) return `${Math.floor(milliseconds)} ms`;
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return `${Math.floor(seconds * 10) / 10} s`;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? `${hours} h ${minutes % 60} min`
    : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
