import type { Rights } from '@asterism/api-types/rules/roles';
import { useMemo } from 'react';
import { useRights, useSession } from '#/api/session.ts';
import { missingRight } from '#/domain/missing-right.ts';
import { recentPages } from '#/layouts/recent-pages.ts';
import { ranked, rankOf, type PaletteEntry, type PaletteGroup } from './entry.ts';
import { useKinds } from './kinds.ts';
import { commandsFor, pagesFor } from './places.ts';
import { readCommand, verbsFor } from './object-verbs.ts';

/** Offers of what can be typed on. */
const groupOf = (title: string, entries: readonly PaletteEntry[]): PaletteGroup => ({
  title,
  entries,
  total: entries.length,
  state: 'known',
});

const textOf = ({ text }: PaletteEntry): string => text;

/** The best of a group comes before the best of others; of equal ones, the order of the kinds decides. */
const rankOfGroup = ({ entries: [best] }: PaletteGroup, typed: string): number =>
  (best === undefined ? undefined : rankOf(best.text, typed)) ?? Number.POSITIVE_INFINITY;

/** What can be offered by itself: what was opened last, pages and actions. */
function offersFor(typed: string, rights: Rights, username: string): readonly PaletteGroup[] {
  const pages = pagesFor(rights);
  const verbs = verbsFor(rights).map(({ words: [word], hint, does }): PaletteEntry => ({
    id: `verb ${hint}`,
    text: hint,
    detail: `Type ${word} and its name`,
    act: { kind: 'type', text: `${word} ` },
    reason: missingRight(rights, does),
  }));
  const commands = commandsFor(rights);
  if (typed === '') {
    return [
      groupOf(
        'Recently opened',
        recentPages.read(username).map(({ to, text, section }): PaletteEntry => ({
          id: `recent ${to}`,
          text,
          detail: section,
          act: { kind: 'go', to },
        })),
      ),
      groupOf('Pages', pages),
      // What one may not do is found by its words, and is not offered unasked.
      groupOf(
        'Actions',
        [...verbs, ...commands].filter(({ reason }) => reason === undefined),
      ),
    ];
  }
  // Who has typed a verb is past choosing one.
  const isPastVerb = readCommand(typed, rights).verb !== undefined;
  return [
    groupOf('Pages', ranked(pages, typed, textOf)),
    groupOf('Actions', ranked(isPastVerb ? commands : [...commands, ...verbs], typed, textOf)),
  ];
}

/** Everything that the typed text may mean, in groups, those that fit best first. */
export function useGroups(typed: string): readonly PaletteGroup[] {
  const rights = useRights();
  const { username } = useSession();
  const kinds = useKinds(readCommand(typed, rights));
  const offers = useMemo(() => offersFor(typed, rights, username), [typed, rights, username]);
  if (typed === '') return offers;
  const groups = [...offers, ...kinds];
  return groups.toSorted((a, b) => Math.sign(rankOfGroup(a, typed) - rankOfGroup(b, typed)) || 0);
}
