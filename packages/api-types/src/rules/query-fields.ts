import type { Unit } from './query-amount.ts';

/** What the lines of a list can be about: the keys of its conditions. */
export interface QueryFields<
  Choice extends string = string,
  Text extends string = string,
  Num extends string = string,
> {
  /** What the rows are put in groups by; with the values, in any case, where they are a fixed set. */
  readonly choices: Readonly<Record<Choice, readonly string[] | undefined>>;
  /** What is found by a part of it, in any case. */
  readonly texts: readonly Text[];
  /** What is compared, in one of these units. */
  readonly numbers: Readonly<Record<Num, readonly Unit[]>>;
}

/** What a key is, by its kind; undefined when there is no such key. */
export type KnownKey<C extends string, T extends string, N extends string> =
  | { readonly kind: 'choice'; readonly key: C; readonly values: readonly string[] | undefined }
  | { readonly kind: 'text'; readonly key: T }
  | { readonly kind: 'number'; readonly key: N; readonly units: readonly Unit[] };

const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] =>
  Object.keys(record).filter((key): key is Key => key in record);

/** The keys of a list, in the order in which they are offered. */
export const queryKeys = (fields: QueryFields): readonly string[] => [
  ...keysOf(fields.choices),
  ...fields.texts,
  ...keysOf(fields.numbers),
];

/** The key of that name, in any case. */
export function knownKey<C extends string, T extends string, N extends string>(
  fields: QueryFields<C, T, N>,
  name: string,
): KnownKey<C, T, N> | undefined {
  const isMeant = (key: string): boolean => key.toLowerCase() === name.toLowerCase();
  const choice = keysOf(fields.choices).find(isMeant);
  if (choice !== undefined) return { kind: 'choice', key: choice, values: fields.choices[choice] };
  const text = fields.texts.find(isMeant);
  if (text !== undefined) return { kind: 'text', key: text };
  const number = keysOf(fields.numbers).find(isMeant);
  return number === undefined
    ? undefined
    : { kind: 'number', key: number, units: fields.numbers[number] };
}
