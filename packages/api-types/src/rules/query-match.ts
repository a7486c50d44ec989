import type { QueryFields } from './query-fields.ts';
import type { Comparison, NumberTerm, Query, QueryTerm, TextTerm } from './query-line.ts';

const MINUTE_MS = 60_000;

/** What a row of a list says to the terms of a line. */
export interface QueryValues<Row, C extends string, T extends string, N extends string> {
  /** Its groups; it may be in several of one kind, and a group may have several names. */
  readonly choices: Readonly<Record<C, (row: Row) => readonly string[]>>;
  readonly texts: Readonly<Record<T, (row: Row) => readonly string[]>>;
  /** Bytes, a count, or milliseconds since the row began or until it ends; NaN, which nothing compares with, when not known. */
  readonly numbers: Readonly<Record<N, (row: Row, now: number) => number>>;
  /** What a share is a share of, in bytes. */
  readonly whole: (row: Row) => number;
  /** Whether a word, in lower case, is found in a row. */
  readonly hasWord: (word: string) => (row: Row) => boolean;
}

/** {@link QueryValues} for the lines of a list. */
export type QueryValuesOf<Row, F extends QueryFields> = QueryValues<
  Row,
  keyof F['choices'] & string,
  F['texts'][number],
  keyof F['numbers'] & string
>;

export const COMPARE: Readonly<Record<Comparison, (one: number, other: number) => boolean>> = {
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '=': (one, other) => one === other,
};

type Check<Row> = (row: Row) => boolean;

/** Whether one of the values of a term is a part of a text, or all of it. */
export function isTextMeant({ values, isExact }: TextTerm): (text: string) => boolean {
  const wanted = values.map((value) => value.toLowerCase());
  return (text) => {
    const own = text.toLowerCase();
    return wanted.some((value) => (isExact ? own === value : own.includes(value)));
  };
}

function numberCheck<Row>(
  { comparison, amount: { unit, value } }: NumberTerm,
  own: (row: Row) => number,
  whole: (row: Row) => number,
): Check<Row> {
  const compare = COMPARE[comparison];
  if (unit !== 'percent') {
    const limit = unit === 'minutes' ? value * MINUTE_MS : value;
    return (row) => compare(own(row), limit);
  }
  // What has no size has no share.
  return (row) => whole(row) > 0 && compare(own(row) * 100, whole(row) * value);
}

function checkOf<Row, C extends string, T extends string, N extends string>(
  term: QueryTerm<C, T, N>,
  values: QueryValues<Row, C, T, N>,
  now: number,
): Check<Row> {
  if (term.kind === 'word') return values.hasWord(term.text);
  if (term.kind === 'choice') {
    const own = values.choices[term.key];
    const wanted = new Set(term.values.map((value) => value.toLowerCase()));
    return (row) => own(row).some((value) => wanted.has(value.toLowerCase()));
  }
  if (term.kind === 'text') {
    const own = values.texts[term.key];
    const isMeant = isTextMeant(term);
    return (row) => own(row).some(isMeant);
  }
  const own = values.numbers[term.key];
  return numberCheck(term, (row) => own(row, now), values.whole);
}

/** Whether a row matches all terms of a line, at a time in milliseconds since the epoch. */
export function queryCheck<Row, C extends string, T extends string, N extends string>(
  query: Query<C, T, N>,
  values: QueryValues<Row, C, T, N>,
  now: number,
): Check<Row> {
  const checks = query.map((term) => {
    const isMet = checkOf(term, values, now);
    return (row: Row) => isMet(row) !== term.isNegated;
  });
  return (row) => checks.every((isMet) => isMet(row));
}
