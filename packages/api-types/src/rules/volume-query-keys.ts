import { err, ok, type Result } from '../common/result.ts';
import { exactSizeText } from './size.ts';
import { parseTypedSize } from './typed-size.ts';
import { PROTECTION_STATES, VOLUME_STATES } from './volume-states.ts';

/** What volumes are put in groups by. A choice is one of some values, in any case; `cluster` is a name or a UUID. */
export const CHOICE_KEYS = ['cluster', 'project', 'state', 'protection', 'compression'] as const;
export type ChoiceKey = (typeof CHOICE_KEYS)[number];

/** What is found by a part of it, in any case. A host is one of the ACL or a connected one; a label is `key=value`. */
export const TEXT_KEYS = ['name', 'host', 'acl', 'ip', 'label', 'qos', 'uuid'] as const;
export type TextKey = (typeof TEXT_KEYS)[number];

/** What is compared. `hosts` counts the connected ones, `ratio` is that of compression, `age` is since the creation. */
export const NUMBER_KEYS = [
  'size',
  'used',
  'physical',
  'replicas',
  'hosts',
  'ratio',
  'age',
] as const;
export type NumberKey = (typeof NUMBER_KEYS)[number];

export type QueryKey = ChoiceKey | TextKey | NumberKey;
export const QUERY_KEYS: readonly QueryKey[] = [...CHOICE_KEYS, ...TEXT_KEYS, ...NUMBER_KEYS];

export const isChoiceKey = (key: QueryKey): key is ChoiceKey =>
  CHOICE_KEYS.some((one) => one === key);
export const isTextKey = (key: QueryKey): key is TextKey => TEXT_KEYS.some((one) => one === key);

/** The values of a choice that is a fixed set. */
export const CHOICES: Readonly<Record<ChoiceKey, readonly string[] | undefined>> = {
  cluster: undefined,
  project: undefined,
  state: VOLUME_STATES,
  protection: PROTECTION_STATES,
  compression: ['on', 'off'],
};

export type Unit = 'bytes' | 'percent' | 'count' | 'minutes';
/** A number to compare with: `percent` is a share of the volume's size. */
export interface Amount {
  readonly unit: Unit;
  readonly value: number;
}

const UNITS_OF: Readonly<Record<NumberKey, readonly Unit[]>> = {
  size: ['bytes'],
  used: ['percent', 'bytes'],
  physical: ['percent', 'bytes'],
  replicas: ['count'],
  hosts: ['count'],
  ratio: ['count'],
  age: ['minutes'],
};
const EXAMPLE: Readonly<Record<Unit, string>> = {
  bytes: '1TiB',
  percent: '80%',
  count: '2',
  minutes: '90d',
};
/** Values that a comparison takes, as examples. */
export const examplesOf = (key: NumberKey): readonly string[] =>
  UNITS_OF[key].map((unit) => EXAMPLE[unit]);

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

/** A number as it is written for a key; what may be meant, or examples, when it is none. */
export function parseAmount(key: NumberKey, text: string): Result<Amount, readonly string[]> {
  let offers: readonly string[] = [];
  for (const unit of UNITS_OF[key]) {
    const value = READ[unit](text);
    if (value.ok) return ok({ unit, value: value.value });
    if (value.error.length > 0) offers = value.error;
  }
  return err(offers.length > 0 ? offers : examplesOf(key));
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
