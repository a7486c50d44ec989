import { err, ok, type Result } from '../common/result.ts';
import { exactSizeText, parseSize, sizeBeforeRounding } from './size.ts';
import { allowed, refused, type Rule } from './verdict.ts';

/** A size as a person typed it, understood. */
export interface TypedSize {
  /** In the API's form: `100 GiB` for `100G`. */
  readonly text: string;
  /** What the volume gets: rounded up to a 4 KiB block. */
  readonly bytes: bigint;
  readonly isRounded: boolean;
}

/** Why a typed size is not understood, and what may be meant, each of which is understood. */
export interface UnclearSize {
  readonly reason: string;
  readonly offers: readonly string[];
}

const GROUPED = /^\d{1,3}(?:([ ,'’])\d{3}(?:\1\d{3})*)(?:\.\d+)?$/;
const NUMBER_AND_UNIT = /^([\d.,'’ ]*\d) ?([a-z]*)$/i;
const BINARY = /^[kmgtp]i?b?$|^b$/i;

const canMean = (text: string): boolean => parseSize(text).ok;
const unclear = (reason: string, offers: readonly string[] = []): Result<never, UnclearSize> =>
  err({ reason, offers: offers.filter(canMean) });

/** The number without what groups its digits, with a point before its fraction; all that it may mean. */
function numbersIn(text: string): string[] {
  if (/^\d*\.?\d+$/.test(text)) return [text.startsWith('.') ? `0${text}` : text];
  const asFraction = /^\d+,\d+$/.test(text) ? [text.replace(',', '.')] : [];
  const asGroups = GROUPED.test(text) ? [text.replaceAll(/[ ,'’]/g, '')] : [];
  return [...asGroups, ...asFraction];
}

/**
 * A size as people write it: `100G`, `1,5 TiB`, `1 500 GiB`. It means what the API means by it, or is unclear: a bare
 * number, which the API takes for bytes, has to say its unit here; `GB` can be decimal, which the API does not have.
 */
export function parseTypedSize(typed: string): Result<TypedSize, UnclearSize> {
  const text = typed.trim().replaceAll(/\s+/g, ' ');
  if (text === '') return unclear('must not be empty');
  const sign = /^([+\-−])/.exec(text)?.[1];
  if (sign !== undefined) return unclear('must be greater than zero, without a sign');
  if (/^[\d.]+e\d+/i.test(text)) return unclear('must be written without an exponent');
  const [, digits = '', unit = ''] = NUMBER_AND_UNIT.exec(text) ?? [];
  if (digits === '') return unclear('must be a number and a unit, such as "10 GiB"');
  const [number = '', otherNumber] = numbersIn(digits);
  if (number === '') return unclear(`has a number that is not clear: ${JSON.stringify(digits)}`);
  const letter = unit.charAt(0).toUpperCase();
  const inUnit = letter === 'B' ? 'B' : `${letter}iB`;

  if (unit === '') {
    const inBytes = parseSize(number).ok && BigInt(number.split('.').join('')) >= 4096n;
    const offers = [`${number} GiB`, `${number} TiB`];
    return unclear('needs a unit', inBytes ? [...offers, exactSizeText(number)] : offers);
  }
  if (!BINARY.test(unit))
    return unclear(`has an unknown unit, ${JSON.stringify(unit)}: use MiB, GiB, TiB or PiB`);
  if (otherNumber !== undefined)
    return unclear('can be read in two ways', [`${number} ${inUnit}`, `${otherNumber} ${inUnit}`]);
  if (/^[kmgtp]b$/i.test(unit)) {
    const decimal = sizeBeforeRounding(`${number} ${inUnit}`, 1000n);
    return unclear(`can be read in two ways: ${unit} as ${inUnit}, or as a decimal unit`, [
      `${number} ${inUnit}`,
      ...(decimal.ok ? [`${decimal.value} B`] : []),
    ]);
  }
  const understood = `${number} ${inUnit}`;
  const exact = sizeBeforeRounding(understood);
  const size = parseSize(understood);
  if (!exact.ok || !size.ok) return unclear(size.ok ? 'is too large' : size.error);
  return ok({ text: understood, bytes: size.value, isRounded: size.value !== exact.value });
}

/** {@link parseTypedSize} as a rule. */
export const typedSizeRule: Rule<string> = (typed) => {
  const size = parseTypedSize(typed);
  return size.ok ? allowed : refused(size.error.reason);
};
