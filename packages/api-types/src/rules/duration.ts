import { err, ok, type Result } from '../common/result.ts';
import { allowed, refused, type Rule } from './verdict.ts';

const UNIT_NANOSECONDS = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
} as const;
type Unit = keyof typeof UNIT_NANOSECONDS;

const PART = /(\d+)(?:\.(\d+))?(ns|us|µs|ms|s|m|h)/g;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/;
const MOST_NANOSECONDS = 2n ** 63n - 1n;

const isUnit = (text: string): text is Unit => text in UNIT_NANOSECONDS;

/**
 * Nanoseconds of a duration as the wire takes it: numbers with units, `"7200s"`, `"2h"`, `"1h30m"`;
 * a number without a unit is refused (lightbits-api §1.1). Never negative: nothing here lasts less than no time.
 */
export function parseDuration(text: string): Result<bigint, string> {
  if (!DURATION.test(text)) return err('must be a duration such as "7200s", "120m" or "2h"');
  let total = 0n;
  for (const [, whole = '0', fraction = '', unit = ''] of text.matchAll(PART)) {
    if (!isUnit(unit)) return err('must be in h, m, s, ms, us or ns');
    const scale = 10n ** BigInt(fraction.length);
    total += (BigInt(whole + fraction) * UNIT_NANOSECONDS[unit]) / scale;
  }
  return total > MOST_NANOSECONDS ? err('is too long') : ok(total);
}

/** {@link parseDuration} as a rule. */
export const durationRule: Rule<string> = (text) => {
  const parsed = parseDuration(text);
  return parsed.ok ? allowed : refused(parsed.error);
};

/** A duration as the wire gives it: seconds with 0, 3, 6 or 9 digits of a fraction, `"7200s"`, `"0.500s"`. */
export function formatDuration(nanoseconds: bigint): string {
  const perSecond = UNIT_NANOSECONDS.s;
  const digits = String(nanoseconds % perSecond).padStart(9, '0');
  const fraction = digits.replace(/(?:000)+$/, '');
  return `${nanoseconds / perSecond}${fraction === '' ? '' : `.${fraction}`}s`;
}
