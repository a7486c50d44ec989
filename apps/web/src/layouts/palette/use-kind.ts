import type { Rights } from '@asterism/api-types/rules/roles';
import {
  keepPreviousData,
  useQuery,
  type DefaultError,
  type QueryKey,
  type UseQueryOptions,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { useRights } from '#/api/session.ts';
import { missingRight } from '#/domain/missing-right.ts';
import { ranked, type PaletteEntry, type PaletteGroup } from './entry.ts';
import type { Verb } from './verb.ts';
import type { Command } from './object-verbs.ts';

/** So many of a kind are offered: to see others, one types on or opens their list. */
export const SHOWN = 6;

/** A kind of thing that the palette finds. */
export interface Kind<Data, Answer, Key extends QueryKey, Thing> {
  readonly title: string;
  /** What is asked: for what matches, or for all of them where `isWhole`, once for all that is typed. */
  readonly query: (search: string) => UseQueryOptions<Data, DefaultError, Answer, Key>;
  readonly isWhole?: boolean;
  readonly isForAdmins?: boolean;
  readonly thingsOf: (answer: Answer) => readonly Thing[];
  /** How many match; without this, as many as there are. */
  readonly totalOf?: (answer: Answer) => number;
  /** What clusters are called, by their id. */
  readonly clusterNames?: (answer: Answer) => ReadonlyMap<string, string>;
  readonly verbs: readonly Verb<Thing>[];
  readonly idOf: (thing: Thing) => string;
  readonly nameOf: (thing: Thing) => string;
  /** What else is sought in, of kinds that come as a whole. */
  readonly alsoIn?: (thing: Thing) => string;
  readonly clusterOf?: (thing: Thing) => string;
  readonly detailOf: (thing: Thing, cluster: string) => string;
  readonly pathOf: (thing: Thing) => string;
  /** The list with the search in it. */
  readonly all?: (search: string) => string;
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** What is known of the answer to a question. */
interface Asked<Data> {
  readonly data: Data | undefined;
  /** Whether it is that of the question before. */
  readonly isPlaceholderData: boolean;
  readonly isLoading: boolean;
  readonly isError: boolean;
}

const verbOf = <Thing>(verbs: readonly Verb<Thing>[], { verb }: Command) =>
  verbs.find(({ words }) => words.some((word) => word === verb));

function groupOf<Data, Answer, Key extends QueryKey, Thing>(
  kind: Kind<Data, Answer, Key, Thing>,
  command: Command,
  rights: Rights,
  { data, isPlaceholderData, isLoading, isError }: Asked<Answer>,
): PaletteGroup {
  const { title, isWhole = false, alsoIn, nameOf } = kind;
  const { search } = command;
  const done = verbOf(kind.verbs, command);
  const things = data === undefined ? [] : kind.thingsOf(data);
  const fitting = ranked(things, search, nameOf, isWhole ? alsoIn : undefined);
  // Enter opens the first: until the answer is there, only those of the one before that fit by their name.
  const found = isWhole || isPlaceholderData ? fitting : [...new Set([...fitting, ...things])];
  const clusterNames = data === undefined ? NO_NAMES : (kind.clusterNames?.(data) ?? NO_NAMES);
  const total =
    data === undefined || kind.totalOf === undefined ? found.length : kind.totalOf(data);
  return {
    title,
    entries: found.slice(0, SHOWN).map((thing): PaletteEntry => {
      const id = `${title} ${kind.idOf(thing)}`;
      const clusterId = kind.clusterOf?.(thing) ?? '';
      const cluster = clusterNames.get(clusterId) ?? clusterId;
      const detail = kind.detailOf(thing, cluster);
      if (done === undefined)
        return { id, text: nameOf(thing), detail, act: { kind: 'go', to: kind.pathOf(thing) } };
      return {
        id,
        text: done.text(nameOf(thing)),
        detail,
        act: done.act(thing, cluster),
        reason: missingRight(rights, done.does, ...done.projectsOf(thing)) ?? done.notNow?.(thing),
      };
    }),
    total,
    all: kind.all?.(search),
    state: isError ? 'failed' : isLoading || isPlaceholderData ? 'searching' : 'known',
  };
}

/**
 * Finds things of a kind: the things themselves, or what the typed verb does with each. It is the same group until its own
 * answer or what is sought changes: the answers of other kinds, one after the other, draw nothing of it again.
 */
export function useKind<Data, Answer, Key extends QueryKey, Thing>(
  kind: Kind<Data, Answer, Key, Thing>,
  { verb, search }: Command,
): PaletteGroup {
  const rights = useRights();
  const isWanted =
    (rights.isClusterAdmin || kind.isForAdmins !== true) &&
    (verb === undefined ? search !== '' : verbOf(kind.verbs, { verb, search }) !== undefined);
  const { data, isPlaceholderData, isLoading, isError } = useQuery({
    ...kind.query(search),
    enabled: isWanted,
    placeholderData: keepPreviousData,
  });
  return useMemo(
    () =>
      isWanted
        ? groupOf(kind, { verb, search }, rights, { data, isPlaceholderData, isLoading, isError })
        : { title: kind.title, entries: [], total: 0, state: 'known' },
    [kind, verb, search, rights, isWanted, data, isPlaceholderData, isLoading, isError],
  );
}
