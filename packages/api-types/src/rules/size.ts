import { err, ok, type Result } from '../common/result.ts';
import { allowed, refused, type Rule } from './verdict.ts';

const UNITS = ['b', 'kib', 'mib', 'gib', 'tib', 'pib'] as const;
type Unit = (typeof UNITS)[number];
const UNIT_NAMES: Record<Unit, string> = {
  b: 'B',
  kib: 'KiB',
  mib: 'MiB',
  gib: 'GiB',
  tib: 'TiB',
  pib: 'PiB',
};

const SIZE = /^(\d{1,19})(?:\.(\d{1,9}))? ?(b|kib|mib|gib|tib|pib)?$/i;
const SIZE_LIMIT = 2n ** 63n - 1n;
const BLOCK = 4096n;
/** Two decimals, everywhere: one size never reads as two. */
const SCALE = 100n;

const unitBytes = (unit: Unit, base = 1024n): bigint => base ** BigInt(UNITS.indexOf(unit));
const toUnit = (text: string): Unit | undefined =>
  UNITS.find((unit) => unit === text.toLowerCase());

/** {@link parseSize} to the byte; in powers of 1000 where the unit is to be read so. */
export function sizeBeforeRounding(text: string, base = 1024n): Result<bigint, string> {
  const match = SIZE.exec(text.trim());
  if (match === null) return err('must be a size such as "10 GiB" or a number of bytes');
  const [, whole = '0', fraction = '', unitText = 'b'] = match;
  const unit = toUnit(unitText);
  if (unit === undefined) return err(`must be in one of ${Object.values(UNIT_NAMES).join(', ')}`);
  if (unit === 'b' && fraction !== '') return err('must be a whole number of bytes');
  const scale = 10n ** BigInt(fraction.length);
  const bytes = (BigInt(whole + fraction) * unitBytes(unit, base) + scale - 1n) / scale;
  return bytes <= 0n ? err('must be greater than zero') : ok(bytes);
}

/**
 * Bytes of a written size: a number, an optional space and an optional binary unit in any case
 * (`"10737418240"`, `"1073741824b"`, `"4 gib"`, `"20Gib"`, `"1.5 TiB"`); lightbits-api §2.2.
 * Positive, below 2^63-1, rounded up to a 4 KiB block (§4).
 */
export function parseSize(text: string): Result<bigint, string> {
  const size = sizeBeforeRounding(text);
  if (!size.ok) return size;
  const rounded = ((size.value + BLOCK - 1n) / BLOCK) * BLOCK;
  return rounded >= SIZE_LIMIT ? err('is too large') : ok(rounded);
}

/** {@link parseSize} as a rule. */
export const sizeRule: Rule<string> = (text) => {
  const size = parseSize(text);
  return size.ok ? allowed : refused(size.error);
};

/**
 * Bytes for people, in the largest unit that keeps the number at 1 or more, with at most two decimals: `1.5 TiB`, or
 * `1.64 TB` in powers of 1000. Rounded down by default; a need is rounded up, so that it never looks smaller than it is.
 */
export function formatBytes(
  bytes: bigint | string,
  rounding: 'down' | 'up' = 'down',
  base: 1024n | 1000n = 1024n,
): string {
  const exact = typeof bytes === 'bigint' ? bytes : BigInt(bytes);
  const unit = UNITS.findLast((candidate) => exact >= unitBytes(candidate, base)) ?? 'b';
  const whole = unitBytes(unit, base);
  const hundredths = (exact * SCALE + (rounding === 'up' ? whole - 1n : 0n)) / whole;
  const name = UNIT_NAMES[unit];
  const shown = base === 1024n ? name : name.replace('Ki', 'k').replace('i', '');
  return `${Number(hundredths) / Number(SCALE)} ${shown}`;
}

/** Bytes written so that {@link parseSize} gives back the same number: in a unit when it divides, else in bytes. */
export function exactSizeText(bytes: bigint | string): string {
  const exact = typeof bytes === 'bigint' ? bytes : BigInt(bytes);
  const unit =
    UNITS.findLast((candidate) => exact > 0n && exact % unitBytes(candidate) === 0n) ?? 'b';
  return `${exact / unitBytes(unit)} ${UNIT_NAMES[unit]}`;
}
