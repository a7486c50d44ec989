/** How well a name fits what is sought: the less, the better. */
export const NAME_RANK = { exact: 0, beginning: 1, word: 2, part: 3, elsewhere: 4 } as const;
export type NameRank = (typeof NAME_RANK)[keyof typeof NAME_RANK];

/** So many ranks there are. */
export const NAME_RANKS = Object.keys(NAME_RANK).length;

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
