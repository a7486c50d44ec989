import { err, ok, type Result } from '../common/result.ts';
import { exactSizeText } from './size.ts';
import { parseTypedSize } from './typed-size.ts';

export type Unit = 'bytes' | 'percent' | 'count' | 'minutes';
/** A number to compare with: `percent` is a share of the size of what is sought. */
export interface Amount {
  readonly unit: Unit;
  readonly value: number;
}

const EXAMPLE: Readonly<Record<Unit, string>> = {
  bytes: '1TiB',
  percent: '80%',
  count: '2',
  minutes: '90d',
};
/** Values that a comparison takes, as examples. */
export const examplesOf = (units: readonly Unit[]): readonly string[] =>
  units.map((unit) => EXAMPLE[unit]);

const MINUTES: Readonly<Record<string, number>> = {
  min: 1,
  h: 60,
  d: 1440,
  w: 7 * 1440,
  mo: 30 * 1440,
  y: 365 * 1440,
};

const numberIn = (text: string, form: RegExp): number | undefined => {
  const digits = form.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

const READ: Readonly<Record<Unit, (text: string) => Result<number, readonly string[]>>> = {
  bytes(text) {
    if (/^0b?$/i.test(text)) return ok(0);
    const size = parseTypedSize(text);
    return size.ok
      ? ok(Number(size.value.bytes))
      : err(size.error.offers.map((offer) => offer.replace(' ', '')));
  },
  percent(text) {
    const value = numberIn(text, /^(\d{1,4}(?:\.\d{1,3})?)%$/);
    return value === undefined ? err([]) : ok(value);
  },
  count(text) {
    const value = numberIn(text, /^(\d{1,9}(?:\.\d{1,3})?)$/);
    return value === undefined ? err([]) : ok(value);
  },
  minutes(text) {
    const [, digits = '', unit = ''] = /^(\d{1,6})(min|h|d|w|mo|y)$/i.exec(text) ?? [];
    const minutes = MINUTES[unit.toLowerCase()];
    return minutes === undefined ? err([]) : ok(Number(digits) * minutes);
  },
};

/** A number as it is written in one of some units; what may be meant, or examples, when it is none. */
export function parseAmount(
  units: readonly Unit[],
  text: string,
): Result<Amount, readonly string[]> {
  let offers: readonly string[] = [];
  for (const unit of units) {
    const value = READ[unit](text);
    if (value.ok) return ok({ unit, value: value.value });
    if (value.error.length > 0) offers = value.error;
  }
  return err(offers.length > 0 ? offers : examplesOf(units));
}

const minutesText = (minutes: number): string => {
  const unit = ['d', 'h'].find((one) => minutes % (MINUTES[one] ?? 1) === 0) ?? 'min';
  return `${minutes / (MINUTES[unit] ?? 1)}${unit}`;
};

const PRINT: Readonly<Record<Unit, (value: number) => string>> = {
  bytes: (value) => exactSizeText(BigInt(value)).replace(' ', ''),
  percent: (value) => `${value}%`,
  count: String,
  minutes: minutesText,
};

export const printAmount = ({ unit, value }: Amount): string => PRINT[unit](value);
