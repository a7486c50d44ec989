import { err, ok, type Result } from '../common/result.ts';
import { printValue, quotedText } from './query-value.ts';
import {
  CHOICES,
  examplesOf,
  isChoiceKey,
  isTextKey,
  parseAmount,
  printAmount,
  QUERY_KEYS,
  type Amount,
  type ChoiceKey,
  type NumberKey,
  type QueryKey,
  type TextKey,
} from './volume-query-keys.ts';

const COMPARISONS = ['>=', '<=', '>', '<', '='] as const;
export type Comparison = (typeof COMPARISONS)[number];

interface CanBeNegated {
  readonly isNegated: boolean;
}
/** Any of the values is meant. */
export interface ChoiceTerm extends CanBeNegated {
  readonly kind: 'choice';
  readonly key: ChoiceKey;
  readonly values: readonly string[];
}
/** One of the values is a part of the text, or all of it. */
export interface TextTerm extends CanBeNegated {
  readonly kind: 'text';
  readonly key: TextKey;
  readonly isExact: boolean;
  readonly values: readonly string[];
}
export interface NumberTerm extends CanBeNegated {
  readonly kind: 'number';
  readonly key: NumberKey;
  readonly comparison: Comparison;
  readonly amount: Amount;
}
/** A word as a search takes it; see `findWord`. */
export interface WordTerm extends CanBeNegated {
  readonly kind: 'word';
  readonly text: string;
}
export type VolumeTerm = ChoiceTerm | TextTerm | NumberTerm | WordTerm;
/** All of its terms must match. */
export type VolumeQuery = readonly VolumeTerm[];

/** Why a line is not understood: the word at fault, and what is allowed in its place. */
export interface QueryFault {
  readonly kind: 'unknownKey' | 'noValue' | 'operator' | 'value' | 'openQuote';
  readonly word: string;
  readonly key: string;
  readonly allowed: readonly string[];
}

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
): Result<never, QueryFault> => err({ kind, word, key, allowed });

interface Written {
  readonly word: string;
  readonly isNegated: boolean;
  readonly operator: string;
  readonly value: string;
}

function numberTerm(key: NumberKey, written: Written): Result<VolumeTerm, QueryFault> {
  const { word, isNegated, operator, value } = written;
  const comparison = operator === ':' ? '=' : COMPARISONS.find((one) => one === operator);
  // No volume is of one age for longer than a minute.
  if (comparison === undefined || (key === 'age' && comparison === '='))
    return fault('operator', word, key, ['>', '>=', '<', '<=']);
  const amount = parseAmount(key, unquoted(value));
  if (!amount.ok) return fault('value', word, key, amount.error);
  return ok({ kind: 'number', key, comparison, amount: amount.value, isNegated });
}

function valueTerm(key: ChoiceKey | TextKey, written: Written): Result<VolumeTerm, QueryFault> {
  const { word, isNegated, operator, value } = written;
  if (operator !== ':' && operator !== '=') return fault('operator', word, key, [':', '=']);
  const values = (value.match(PARTS) ?? []).map(unquoted);
  if (!isChoiceKey(key)) {
    if (values.includes('') || values.length === 0) return fault('noValue', word, key, []);
    return ok({ kind: 'text', key, isExact: operator === '=', values, isNegated });
  }
  const choices = CHOICES[key];
  const meant = values.map((one) =>
    choices === undefined ? one : choices.find((it) => it.toLowerCase() === one.toLowerCase()),
  );
  const known = meant.filter((one) => one !== undefined && one !== '');
  if (known.length < meant.length || known.length === 0)
    return fault(value === '' ? 'noValue' : 'value', word, key, choices ?? []);
  return ok({ kind: 'choice', key, values: known.map(String), isNegated });
}

const keyOf = (text: string): QueryKey | undefined =>
  QUERY_KEYS.find((key) => key === text.toLowerCase());

function parseTerm(word: string): Result<VolumeTerm, QueryFault> {
  if (!WHOLE_QUOTES.test(word)) return fault('openQuote', word, '', ['"']);
  const isNegated = word.startsWith('-') && word.length > 1;
  const rest = isNegated ? word.slice(1) : word;
  const [, name = '', operator = '', value = ''] = KEY.exec(rest) ?? [];
  const key = keyOf(name);
  if (key === undefined) {
    // Labels were always found as `env=prod`.
    if (name !== '' && operator !== '=') return fault('unknownKey', word, name, QUERY_KEYS);
    const text = unquoted(rest).toLowerCase();
    return text === '' ? fault('noValue', word, '', []) : ok({ kind: 'word', text, isNegated });
  }
  const written = { word, isNegated, operator, value };
  if (value === '') return fault('noValue', word, key, allowedFor(key));
  return isChoiceKey(key) || isTextKey(key) ? valueTerm(key, written) : numberTerm(key, written);
}

const allowedFor = (key: QueryKey): readonly string[] => {
  if (isChoiceKey(key)) return CHOICES[key] ?? [];
  return isTextKey(key) ? [] : examplesOf(key);
};

/**
 * Understands a line such as `used>80% cluster:lb-north-01 -project:test "two words"`.
 *
 *     line  = { term }                        all of its terms must match
 *     term  = [ "-" ] ( word | key op value ) with "-": must not match
 *     op    = ":" | "="                       of a text: has, or is; of a choice and a number: is
 *           | ">" | ">=" | "<" | "<="         of a number alone
 *     value = part { "," part }               any of them; of a number one alone
 *     part  = text | '"' text '"'             with `\"` and `\\` within quotes
 *
 * A number is a size (`1TiB`), a share of the volume's size (`80%`), an age (`90d`, `6h`, `2w`, `3mo`, `1y`, `30min`) or a plain
 * one. What has no key is a word of the search, as `env=prod` is with a key that is not ours.
 */
export function parseVolumeQuery(line: string): Result<VolumeQuery, QueryFault> {
  const terms: VolumeTerm[] = [];
  for (const word of line.match(WORDS) ?? []) {
    const term = parseTerm(word);
    if (!term.ok) return term;
    terms.push(term.value);
  }
  return ok(terms);
}

function printWord(text: string): string {
  const isPlain = !/[\s"\\]/.test(text) && !text.startsWith('-');
  const read = isPlain ? parseTerm(text) : undefined;
  return read?.ok === true && read.value.kind === 'word' ? text : quotedText(text);
}

function printWithoutSign(term: VolumeTerm): string {
  if (term.kind === 'word') return printWord(term.text);
  if (term.kind === 'number') return `${term.key}${term.comparison}${printAmount(term.amount)}`;
  const operator = term.kind === 'text' && term.isExact ? '=' : ':';
  return `${term.key}${operator}${term.values.map(printValue).join(',')}`;
}

/** A term as {@link parseVolumeQuery} reads it again. */
export const printTerm = (term: VolumeTerm): string =>
  `${term.isNegated ? '-' : ''}${printWithoutSign(term)}`;

/** A line that {@link parseVolumeQuery} reads as the very same question. */
export const printVolumeQuery = (query: VolumeQuery): string => query.map(printTerm).join(' ');

const listed = (allowed: readonly string[]): string =>
  allowed.length < 2
    ? allowed.join('')
    : `${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1) ?? ''}`;

const isFixed = (key: string): boolean => {
  const known = keyOf(key);
  return known !== undefined && isChoiceKey(known);
};

const SAY: Readonly<Record<QueryFault['kind'], (fault: QueryFault) => string>> = {
  unknownKey: ({ key, allowed }) =>
    `: there is no key “${key}”. Use ${listed(allowed)}, or put the word in quotes.`,
  noValue: ({ allowed }) =>
    ` needs a value${allowed.length === 0 ? '' : `, such as ${listed(allowed)}`}.`,
  operator: ({ key, allowed }) => `: ${key} takes ${listed(allowed)}.`,
  value: ({ key, allowed }) =>
    allowed.length === 0
      ? ' has an empty value.'
      : `: ${key} must be ${isFixed(key) ? '' : 'such as '}${listed(allowed)}.`,
  openQuote: () => ' has a quote that is not closed.',
};

/** For people: what is wrong with a line, and what is allowed. */
export const describeQueryFault = (queryFault: QueryFault): string =>
  `“${queryFault.word}”${SAY[queryFault.kind](queryFault)}`;
