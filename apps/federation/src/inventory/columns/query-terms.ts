import { hasWord } from '@asterism/api-types/rules/volume-search';
import { printTerm } from '@asterism/api-types/rules/print-query';
import type { ChoiceTerm, NumberTerm, TextTerm } from '@asterism/api-types/rules/query-line';
import { COMPARE } from '@asterism/api-types/rules/query-match';
import {
  VOLUME_QUERY,
  type VolumeChoice,
  type VolumeNumber,
  type VolumeTerm,
  type VolumeText,
} from '@asterism/api-types/rules/volume-query';
import type { SearchedList } from './searched-rows.ts';
import type { VolumeColumns } from './volume-columns.ts';

const MINUTE_MS = 60_000;

type Check = (slot: number) => boolean;

/** A condition that rows are looked at for one by one: all but words, which have an index, and what groups are known by. */
export type RowTerm = TextTerm<VolumeText> | NumberTerm<VolumeNumber> | ChoiceTerm<VolumeChoice>;

const LISTS: Readonly<Record<Exclude<VolumeText, 'name' | 'uuid'>, readonly SearchedList[]>> = {
  host: ['acl', 'connectedHosts'],
  acl: ['acl'],
  ip: ['IPAcl'],
  label: ['labels'],
  qos: ['qosPolicyName'],
};

function textCheck(columns: VolumeColumns, { key, values, isExact }: TextTerm<VolumeText>): Check {
  const wanted = values.map((value) => value.toLowerCase());
  const isMeant = (text: string): boolean =>
    wanted.some((value) => (isExact ? text.toLowerCase() === value : hasWord(text, value)));
  const { searched, uuids } = columns;
  if (key === 'uuid') return (slot) => isMeant(uuids.text(slot));
  if (key === 'name') return (slot) => isMeant(searched.name(slot));
  const lists = LISTS[key];
  /** Of each text whether it is meant: 1 when it is, 2 when it is not, 0 while that is not known. */
  const known = new Uint8Array(searched.texts.limit());
  function isMeantBy(code: number): boolean {
    if (known[code] === 0) known[code] = isMeant(searched.texts.entry(code).text) ? 1 : 2;
    return known[code] === 1;
  }
  return (slot) => {
    let isFound = false;
    searched.eachListed(slot, (code, list) => {
      isFound ||= lists.includes(list) && isMeantBy(code);
    });
    return isFound;
  };
}

/** What is compared, by key; NaN, which nothing compares with, where it is not known. */
function numberOf(
  columns: VolumeColumns,
  now: number,
): Record<VolumeNumber, (slot: number) => number> {
  const { packed, searched, sizes, created } = columns;
  return {
    size: (slot) => sizes.at(slot),
    used: (slot) => packed.usage(slot).logical,
    physical: (slot) => packed.usage(slot).physical,
    ratio: (slot) => packed.usage(slot).ratio,
    replicas: (slot) => packed.replicas(slot),
    hosts(slot) {
      let count = 0;
      searched.eachListed(slot, (_, list) => {
        if (list === 'connectedHosts') count += 1;
      });
      return count;
    },
    age: (slot) => (created.at(slot) === 0 ? Number.NaN : now - created.at(slot)),
  };
}

function numberCheck(
  columns: VolumeColumns,
  { key, comparison, amount: { unit, value } }: NumberTerm<VolumeNumber>,
  now: number,
): Check {
  const compare = COMPARE[comparison];
  const own = numberOf(columns, now)[key];
  if (unit !== 'percent') {
    const limit = unit === 'minutes' ? value * MINUTE_MS : value;
    return (slot) => compare(own(slot), limit);
  }
  // A volume of no size has no share.
  return (slot) => {
    const size = columns.sizes.at(slot);
    return size > 0 && compare(own(slot) * 100, size * value);
  };
}

/** Says of single rows whether a term matches, before it is negated. */
export function termCheck(columns: VolumeColumns, term: RowTerm, now: number): Check {
  if (term.kind === 'text') return textCheck(columns, term);
  if (term.kind === 'number') return numberCheck(columns, term, now);
  const wanted = new Set<string>(term.values.map((value) => (value === 'on' ? 'true' : 'false')));
  return (slot) => wanted.has(columns.packed.compression(slot));
}

/** Under what the rows of a term are known: what depends on the time is right for a minute. */
export const termKey = (term: VolumeTerm, now: number): string =>
  `${printTerm(VOLUME_QUERY, { ...term, isNegated: false })}${
    term.kind === 'number' && term.key === 'age' ? ` at ${Math.floor(now / MINUTE_MS)}` : ''
  }`;
