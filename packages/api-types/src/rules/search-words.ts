/** The words of a search, in lower case: a thing is found when every word is found in it somewhere. */
export const searchWords = (search: string): readonly string[] =>
  search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

/** Fewer characters of a UUID are found in so many that they would hide what was sought. */
const UUID_PART_MIN = 4;

/** Whether a UUID, in lower case, is meant by a word: by its beginning, or by any part of four characters or more. */
export const isUuidMeant = (uuid: string, word: string): boolean =>
  word.length < UUID_PART_MIN ? uuid.startsWith(word) : uuid.includes(word);
