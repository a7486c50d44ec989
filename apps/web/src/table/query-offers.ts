import {
  keepBestNamed,
  NAME_RANK,
  rankOfName,
  soughtName,
} from '@asterism/api-types/rules/name-rank';
import { printValue } from '@asterism/api-types/rules/query-value';
import { examplesOf } from '@asterism/api-types/rules/query-amount';
import { knownKey, queryKeys, type QueryFields } from '@asterism/api-types/rules/query-fields';
import type { FilterChoice } from './filter-bar.tsx';

/** Something that a line can go on with, in the place of the word at the caret. */
export interface QueryOffer {
  /** What is put there. */
  readonly text: string;
  readonly label: string;
  /** What it is about, or how many volumes have it. */
  readonly note: string | number | undefined;
}

/** The word that the caret is at the end of, and where it begins. */
export function wordBefore(line: string, caret: number) {
  const [word = ''] = /(?:"(?:\\.|[^"\\])*"?|[^\s"])*$/.exec(line.slice(0, caret)) ?? [];
  return { word, start: caret - word.length };
}

const OFFERS_MAX = 12;

interface Known {
  readonly fields: QueryFields;
  readonly notes: Readonly<Record<string, string>>;
  readonly choices: readonly FilterChoice<string>[];
}

/** The values of a choice, with how many rows have each where that is known. */
function valuesOf(key: string, fixed: readonly string[] | undefined, { choices }: Known) {
  const filter = choices.find((one) => one.filter === key);
  if (filter === undefined) return (fixed ?? []).map((value) => ({ value, count: undefined }));
  return filter.choices.map(({ value, label, count }) => ({
    value: key === 'cluster' ? label : value,
    count,
  }));
}

/** The values that a part is of, best first. */
function valuesWith(part: string, values: ReturnType<typeof valuesOf>) {
  const sought = soughtName(part);
  const kept = keepBestNamed<(typeof values)[number]>(OFFERS_MAX);
  for (const one of values) {
    const rank = rankOfName(one.value, sought);
    if (rank !== NAME_RANK.elsewhere) kept.offer(one, rank);
  }
  return kept.best();
}

const keyOffers = (sign: string, part: string, { fields, notes }: Known): QueryOffer[] =>
  queryKeys(fields)
    .filter((key) => key.toLowerCase().startsWith(part.toLowerCase()))
    .map((key) => {
      const text = `${sign}${key}${knownKey(fields, key)?.kind === 'number' ? '>' : ':'}`;
      return { text, label: text, note: notes[key] };
    });

/** What the word at the caret can become: keys, then values with how many volumes have them. */
export function offersFor(word: string, known: Known): readonly QueryOffer[] {
  const sign = word.startsWith('-') ? '-' : '';
  const rest = word.slice(sign.length);
  const [, name = '', operator = '', typed = ''] =
    /^([a-z]+)(:|>=|<=|>|<|=)(.*)$/i.exec(rest) ?? [];
  if (operator === '') return keyOffers(sign, rest, known).slice(0, OFFERS_MAX);
  const meant = knownKey(known.fields, name);
  if (meant === undefined || meant.kind === 'text') return [];
  const before = `${sign}${meant.key}${operator}`;
  if (meant.kind === 'number') {
    return typed === ''
      ? examplesOf(meant.units).map((value) => ({
          text: `${before}${value} `,
          label: value,
          note: 'Example',
        }))
      : [];
  }
  const at = typed.lastIndexOf(',') + 1;
  const part = typed.slice(at).replaceAll('"', '');
  return valuesWith(part, valuesOf(meant.key, meant.values, known)).map(({ value, count }) => ({
    text: `${before}${typed.slice(0, at)}${printValue(value)} `,
    label: value,
    note: count,
  }));
}
