import type { Volume } from '../cluster-api/volume.ts';
import { ALLOW_ANY, ALLOW_NONE } from './access-lists.ts';
import { isUuidMeant } from './search-words.ts';

/** What of a volume a search looks at. */
export type SearchedVolume = Pick<
  Volume,
  'name' | 'UUID' | 'labels' | 'qosPolicyName' | 'acl' | 'IPAcl' | 'connectedHosts'
>;

/** A text of a volume in which words are sought. */
export interface SearchedText {
  readonly where: 'name' | 'label' | 'QoS policy' | 'host' | 'IP ACL' | 'UUID';
  readonly text: string;
}

const isEverybodyOrNobody = (text: string): boolean => text === ALLOW_ANY || text === ALLOW_NONE;

/** The texts of a volume in which words are sought, but for its UUID, the name first. */
export const searchedTexts = (volume: SearchedVolume): readonly SearchedText[] => [
  { where: 'name', text: volume.name },
  ...volume.labels.map(({ key, value }) => ({ where: 'label' as const, text: `${key}=${value}` })),
  ...(volume.qosPolicyName === ''
    ? []
    : [{ where: 'QoS policy' as const, text: volume.qosPolicyName }]),
  ...[...volume.acl.values, ...volume.connectedHosts].map((text) => ({
    where: 'host' as const,
    text,
  })),
  ...volume.IPAcl.values.map((text) => ({ where: 'IP ACL' as const, text })),
];

/**
 * Whether a text of a volume has a word, in lower case. The words for everybody and nobody are on most volumes: they are found
 * when they are written in full.
 */
export const hasWord = (text: string, word: string): boolean =>
  isEverybodyOrNobody(text) ? text.toLowerCase() === word : text.toLowerCase().includes(word);

/** Where a word, in lower case, is found in a volume; undefined when it is not. */
export const findWord = (volume: SearchedVolume, word: string): SearchedText | undefined =>
  searchedTexts(volume).find(({ text }) => hasWord(text, word)) ??
  (isUuidMeant(volume.UUID.toLowerCase(), word) ? { where: 'UUID', text: volume.UUID } : undefined);

const SPELLED_OUT = new Set([ALLOW_ANY.toLowerCase(), ALLOW_NONE.toLowerCase()]);

/** Whether a word can be found by {@link searchText} alone. */
export const isPlainWord = (word: string): boolean => !SPELLED_OUT.has(word);

/**
 * The texts of a volume as one, in lower case, made once for a volume that is searched often. A word that is plain
 * ({@link isPlainWord}) is found in it exactly when {@link findWord} finds it elsewhere than in the UUID.
 */
export const searchText = (volume: SearchedVolume): string =>
  searchedTexts(volume)
    .filter(({ text }) => !isEverybodyOrNobody(text))
    .map(({ text }) => text)
    .join('\n')
    .toLowerCase();
