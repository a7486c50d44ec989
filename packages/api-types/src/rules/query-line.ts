import { err, ok, type Result } from '../common/result.ts';
import { examplesOf, parseAmount, type Amount, type Unit } from './query-amount.ts';
import type { QueryFault } from './query-fault.ts';
import { knownKey, queryKeys, type KnownKey, type QueryFields } from './query-fields.ts';

const COMPARISONS = ['>=', '<=', '>', '<', '='] as const;
export type Comparison = (typeof COMPARISONS)[number];

interface CanBeNegated {
  readonly isNegated: boolean;
}
/** Any of the values is meant. */
export interface ChoiceTerm<Key extends string = string> extends CanBeNegated {
  readonly kind: 'choice';
  readonly key: Key;
  readonly values: readonly string[];
}
/** One of the values is a part of the text, or all of it. */
export interface TextTerm<Key extends string = string> extends CanBeNegated {
  readonly kind: 'text';
  readonly key: Key;
  readonly isExact: boolean;
  readonly values: readonly string[];
}
export interface NumberTerm<Key extends string = string> extends CanBeNegated {
  readonly kind: 'number';
  readonly key: Key;
  readonly comparison: Comparison;
  readonly amount: Amount;
}
/** A word as a search takes it. */
export interface WordTerm extends CanBeNegated {
  readonly kind: 'word';
  readonly text: string;
}
export type QueryTerm<
  Choice extends string = string,
  Text extends string = string,
  Num extends string = string,
> = ChoiceTerm<Choice> | TextTerm<Text> | NumberTerm<Num> | WordTerm;
/** All of its terms must match. */
export type Query<
  Choice extends string = string,
  Text extends string = string,
  Num extends string = string,
> = readonly QueryTerm<Choice, Text, Num>[];

/** {@link Query} by the keys of a list. */
export type QueryOf<F extends QueryFields> = Query<
  keyof F['choices'] & string,
  F['texts'][number],
  keyof F['numbers'] & string
>;

const WORDS = /(?:"(?:\\.|[^"\\])*"?|[^\s"])+/g;
const KEY = /^([a-z]+)(:|>=|<=|>|<|=)(.*)$/i;
const WHOLE_QUOTES = /^(?:"(?:\\.|[^"\\])*"|[^"])*$/;
const PARTS = /(?:"(?:\\.|[^"\\])*"|[^",])+|(?<=,|^)(?=,|$)/g;

const unquoted = (text: string): string =>
  text.replaceAll(/"((?:\\.|[^"\\])*)"/g, (_, inner: string) => inner.replaceAll(/\\(.)/g, '$1'));

const fault = (
  kind: QueryFault['kind'],
  word: string,
  key: string,
  allowed: readonly string[],
  isAll = true,
): Result<never, QueryFault> => err({ kind, word, key, allowed, isAll });

interface Written {
  readonly word: string;
  readonly isNegated: boolean;
  readonly operator: string;
  readonly value: string;
}

function numberTerm<N extends string>(
  key: N,
  units: readonly Unit[],
  written: Written,
): Result<NumberTerm<N>, QueryFault> {
  const { word, isNegated, operator, value } = written;
  const comparison = operator === ':' ? '=' : COMPARISONS.find((one) => one === operator);
  // Nothing is of one age for longer than a minute.
  if (comparison === undefined || (units.includes('minutes') && comparison === '='))
    return fault('operator', word, key, ['>', '>=', '<', '<=']);
  const amount = parseAmount(units, unquoted(value));
  if (!amount.ok) return fault('value', word, key, amount.error, false);
  return ok({ kind: 'number', key, comparison, amount: amount.value, isNegated });
}

function textTerm<T extends string>(key: T, written: Written): Result<TextTerm<T>, QueryFault> {
  const { word, isNegated, operator, value } = written;
  if (operator !== ':' && operator !== '=') return fault('operator', word, key, [':', '=']);
  const values = (value.match(PARTS) ?? []).map(unquoted);
  if (values.includes('') || values.length === 0) return fault('noValue', word, key, []);
  return ok({ kind: 'text', key, isExact: operator === '=', values, isNegated });
}

function choiceTerm<C extends string>(
  key: C,
  choices: readonly string[] | undefined,
  written: Written,
): Result<ChoiceTerm<C>, QueryFault> {
  const { word, isNegated, operator, value } = written;
  if (operator !== ':' && operator !== '=') return fault('operator', word, key, [':', '=']);
  const meant = (value.match(PARTS) ?? [])
    .map(unquoted)
    .map((one) =>
      choices === undefined ? one : choices.find((it) => it.toLowerCase() === one.toLowerCase()),
    );
  const known = meant.filter((one) => one !== undefined && one !== '');
  if (known.length < meant.length || known.length === 0)
    return fault('value', word, key, choices ?? []);
  return ok({ kind: 'choice', key, values: known.map(String), isNegated });
}

/** Understands one word of a line; see {@link parseQuery}. */
export function parseTerm<C extends string, T extends string, N extends string>(
  fields: QueryFields<C, T, N>,
  word: string,
): Result<QueryTerm<C, T, N>, QueryFault> {
  if (!WHOLE_QUOTES.test(word)) return fault('openQuote', word, '', ['"']);
  const isNegated = word.startsWith('-') && word.length > 1;
  const rest = isNegated ? word.slice(1) : word;
  const [, name = '', operator = '', value = ''] = KEY.exec(rest) ?? [];
  const known = knownKey(fields, name);
  if (known === undefined) {
    // Labels were always found as `env=prod`.
    if (name !== '' && operator !== '=') return fault('unknownKey', word, name, queryKeys(fields));
    const text = unquoted(rest).toLowerCase();
    return text === '' ? fault('noValue', word, '', []) : ok({ kind: 'word', text, isNegated });
  }
  const written = { word, isNegated, operator, value };
  if (value === '') return fault('noValue', word, known.key, examplesFor(known));
  if (known.kind === 'choice') return choiceTerm(known.key, known.values, written);
  return known.kind === 'text'
    ? textTerm(known.key, written)
    : numberTerm(known.key, known.units, written);
}

/** Values that a key takes. */
function examplesFor(known: KnownKey<string, string, string>): readonly string[] {
  if (known.kind === 'text') return [];
  return known.kind === 'choice' ? (known.values ?? []) : examplesOf(known.units);
}

/**
 * Understands a line such as `used>80% cluster:lb-north-01 -project:test "two words"`, by the keys of its list.
 *
 *     line  = { term }                        all of its terms must match
 *     term  = [ "-" ] ( word | key op value ) with "-": must not match
 *     op    = ":" | "="                       of a text: has, or is; of a choice and a number: is
 *           | ">" | ">=" | "<" | "<="         of a number alone
 *     value = part { "," part }               any of them; of a number one alone
 *     part  = text | '"' text '"'             with `\"` and `\\` within quotes
 *
 * A number is a size (`1TiB`), a share of the size (`80%`), an age (`90d`, `6h`, `2w`, `3mo`, `1y`, `30min`) or a plain one. What
 * has no key is a word of the search, as `env=prod` is with a key that is not ours.
 */
export function parseQuery<C extends string, T extends string, N extends string>(
  fields: QueryFields<C, T, N>,
  line: string,
): Result<Query<C, T, N>, QueryFault> {
  const terms: QueryTerm<C, T, N>[] = [];
  for (const word of line.match(WORDS) ?? []) {
    const term = parseTerm(fields, word);
    if (!term.ok) return term;
    terms.push(term.value);
  }
  return ok(terms);
}
