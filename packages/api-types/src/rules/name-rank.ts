/** How well a name fits what is sought: the less, the better. */
export const NAME_RANK = { exact: 0, beginning: 1, word: 2, part: 3, elsewhere: 4 } as const;
export type NameRank = (typeof NAME_RANK)[keyof typeof NAME_RANK];

/** What is sought, as it is compared with names: in lower case, words one blank apart. */
export const soughtName = (search: string): string =>
  search.trim().toLowerCase().replaceAll(/\s+/g, ' ');

const isInWord = (character: string): boolean => /[a-z0-9]/.test(character);

/** Ranks a name by what is sought, as {@link soughtName} has it. */
export function rankOfName(name: string, sought: string): NameRank {
  const text = name.toLowerCase();
  if (text === sought) return NAME_RANK.exact;
  if (text.startsWith(sought)) return NAME_RANK.beginning;
  let at = text.indexOf(sought, 1);
  const isPart = at > 0;
  for (; at > 0; at = text.indexOf(sought, at + 1)) {
    if (!isInWord(text.charAt(at - 1))) return NAME_RANK.word;
  }
  if (isPart) return NAME_RANK.part;
  const words = sought.split(' ');
  return words.length > 1 && words.every((word) => text.includes(word))
    ? NAME_RANK.part
    : NAME_RANK.elsewhere;
}

/** Things as they are offered, of which those are kept that fit best. */
export interface BestNamed<T> {
  /** Offers one more; false once no other can be among the kept ones. */
  readonly offer: (thing: T, rank: NameRank) => boolean;
  /** Those that fit best, of those that fit alike the first. */
  readonly best: () => T[];
}

/** Keeps so many of the things that are offered: those whose names fit best, each rank in the order of the offers. */
export function keepBestNamed<T>(count = Number.POSITIVE_INFINITY): BestNamed<T> {
  const alike: Readonly<Record<NameRank, T[]>> = { 0: [], 1: [], 2: [], 3: [], 4: [] };
  return {
    offer(thing, rank) {
      const kept = alike[rank];
      if (kept.length < count) kept.push(thing);
      return alike[NAME_RANK.exact].length < count;
    },
    best: () => Object.values(alike).flat().slice(0, count),
  };
}
