/** Every number and time that people see is written here; components such as `Bytes` and `RelativeTime` use it. */
import { formatBytes as formatInBase } from '@asterism/api-types/rules/size';
import { SYSTEM_ZONE } from '@asterism/api-types/bff-api/settings-values';
import { timeZone, units } from './settings.ts';

const COUNT = new Intl.NumberFormat('en');
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** What writes times in a zone; in the system's where the browser does not know the zone. */
function exactIn(zone: string): Intl.DateTimeFormat {
  const style = { dateStyle: 'medium', timeStyle: 'long' } as const;
  try {
    const named = zone === SYSTEM_ZONE ? {} : { timeZone: zone };
    return new Intl.DateTimeFormat(undefined, { ...style, ...named });
  } catch {
    return new Intl.DateTimeFormat(undefined, style);
  }
}
/** Each costs a millisecond to make. */
const exactByZone = new Map<string, Intl.DateTimeFormat>();

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

const JUST_NOW_SECONDS = 10;

/** Truncated, like bytes and percentages: what is below a threshold never looks as if it had reached it. */
const withTwoDecimals = (value: number): string => {
  // A double has 1.1499999999999999 for 1.15.
  const hundredths = Math.trunc(Number((value * 100).toFixed(6)));
  return (hundredths / 100).toFixed(2);
};

/** A whole number: `12,345`. */
export const formatCount = (count: number | bigint): string => COUNT.format(count);

/** Bytes in the best unit, rounded: `1.5 GiB`, or `1.61 GB` for who has chosen powers of 1000. */
export const formatBytes = (bytes: bigint | string, rounding?: 'down' | 'up'): string =>
  formatInBase(bytes, rounding, units.get() === 'decimal' ? 1000n : 1024n);

/** Bytes in full: `1,610,612,736 bytes`. */
export const formatExactBytes = (bytes: bigint): string => `${formatCount(bytes)} bytes`;

/** A percentage, with at most one decimal: `33.3%`. Truncated, so that only what is full shows 100. */
export const formatPercent = (percent: number): string =>
  `${Math.trunc(Number((percent * 10).toFixed(6))) / 10}%`;

/** A provisioning ratio (provisioned to effective capacity), truncated: `1.84×`. A dash when it is not known. */
export function formatRatio(ratio: string | number | undefined): string {
  const value = ratio === '' ? Number.NaN : Number(ratio);
  return Number.isFinite(value) ? `${withTwoDecimals(value)}×` : '–';
}

/** A compression ratio: `2.50 : 1`. A dash when it is not known, which the API says by 0. */
export const formatCompression = (ratio: number): string =>
  ratio > 0 ? `${withTwoDecimals(ratio)} : 1` : '–';

/** A time relative to now: `3 minutes ago`. Empty for what is no time. */
export function formatRelativeTime(time: number, now: number): string {
  if (!Number.isFinite(time)) return '';
  const seconds = Math.round((time - now) / 1000);
  if (Math.abs(seconds) < JUST_NOW_SECONDS) return 'just now';
  const [unit, length] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return RELATIVE.format(Math.trunc(seconds / length), unit);
}

function exactNow(): Intl.DateTimeFormat {
  const zone = timeZone.get();
  const exact = exactByZone.get(zone) ?? exactIn(zone);
  exactByZone.set(zone, exact);
  return exact;
}

/** A time in full, in the zone that the reader has chosen. Empty for what is no time. */
export const formatTime = (time: number): string =>
  Number.isFinite(time) ? exactNow().format(time) : '';

/** The IANA name of the zone that times are shown in. */
export const shownZone = (): string => exactNow().resolvedOptions().timeZone;

/** How long something took, in the two largest units: `1 h 4 min`, `12 s`, `0.4 s`, `40 ms`. */
export function formatDuration(milliseconds: number): string {
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
