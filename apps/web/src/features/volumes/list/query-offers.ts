import type { FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import { printValue } from '@asterism/api-types/rules/query-value';
import {
  CHOICES,
  examplesOf,
  isChoiceKey,
  isTextKey,
  QUERY_KEYS,
  type ChoiceKey,
  type QueryKey,
} from '@asterism/api-types/rules/volume-query-keys';

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

const KEY_NOTE: Readonly<Record<QueryKey, string>> = {
  cluster: 'A name',
  project: 'A name',
  state: 'Available, Failed …',
  protection: 'Degraded …',
  compression: 'on or off',
  name: 'Has this text',
  host: 'In the ACL or connected',
  acl: 'Hosts that may connect',
  ip: 'Addresses that may connect',
  label: 'key=value',
  qos: 'QoS policy',
  uuid: 'Has this part',
  size: '1TiB',
  used: '80% or 1TiB',
  physical: '80% or 1TiB',
  replicas: 'How many',
  hosts: 'How many are connected',
  ratio: 'Of compression',
  age: '90d, 6h, 2w, 3mo, 1y',
};

const OFFERS_MAX = 12;

interface Known {
  readonly facets: FleetVolumes['facets'] | undefined;
  readonly clusterNames: ReadonlyMap<string, string>;
}

function valuesOf(key: ChoiceKey, { facets, clusterNames }: Known) {
  if (key === 'compression')
    return (CHOICES[key] ?? []).map((value) => ({ value, count: undefined }));
  return Object.entries(facets?.[key] ?? {})
    .map(([value, count]) => ({
      value: key === 'cluster' ? (clusterNames.get(value) ?? value) : value,
      count,
    }))
    .toSorted((a, b) => compareNames(a.value, b.value));
}

const isAbout = (text: string, part: string): boolean =>
  text.toLowerCase().includes(part.toLowerCase());

const keyOffers = (sign: string, part: string): QueryOffer[] =>
  QUERY_KEYS.filter((key) => key.startsWith(part.toLowerCase())).map((key) => {
    const text = `${sign}${key}${isChoiceKey(key) || isTextKey(key) ? ':' : '>'}`;
    return { text, label: text, note: KEY_NOTE[key] };
  });

/** What the word at the caret can become: keys, then values with how many volumes have them. */
export function offersFor(word: string, known: Known): readonly QueryOffer[] {
  const sign = word.startsWith('-') ? '-' : '';
  const rest = word.slice(sign.length);
  const [, name = '', operator = '', typed = ''] =
    /^([a-z]+)(:|>=|<=|>|<|=)(.*)$/i.exec(rest) ?? [];
  if (operator === '') return keyOffers(sign, rest).slice(0, OFFERS_MAX);
  const key = QUERY_KEYS.find((one) => one === name.toLowerCase());
  if (key === undefined || isTextKey(key)) return [];
  const before = `${sign}${key}${operator}`;
  if (!isChoiceKey(key)) {
    return typed === ''
      ? examplesOf(key).map((value) => ({
          text: `${before}${value} `,
          label: value,
          note: 'Example',
        }))
      : [];
  }
  const at = typed.lastIndexOf(',') + 1;
  const part = typed.slice(at).replaceAll('"', '');
  return valuesOf(key, known)
    .filter(({ value }) => isAbout(value, part))
    .slice(0, OFFERS_MAX)
    .map(({ value, count }) => ({
      text: `${before}${typed.slice(0, at)}${printValue(value)} `,
      label: value,
      note: count,
    }));
}
