import { join } from 'node:path';
import { openSync } from 'fontkit';
import { ROOT } from '../lib/workspace.ts';
import { isTest, type Finding, type RepoFile } from './repo-file.ts';

const FONTS = join(ROOT, 'apps/web/node_modules/@patternfly/react-core/dist/styles/assets/fonts');

/** The fonts that the console ships, upright and slanted: what one of them lacks is a box where it is shown. */
const FILES = [
  'RedHatText/RedHatTextVF.woff2',
  'RedHatText/RedHatTextVF-Italic.woff2',
  'RedHatMono/RedHatMonoVF.woff2',
  'RedHatMono/RedHatMonoVF-Italic.woff2',
];

const sets = FILES.map((file) => {
  const font = openSync(join(FONTS, file));
  if ('fonts' in font) throw new Error(`${file} is a collection of fonts.`);
  return new Set(font.characterSet);
});

/** Whether each of the console's own fonts has the character. */
const consoleHasGlyph = (character: string): boolean =>
  sets.every((set) => set.has(character.codePointAt(0) ?? 0));

/** Whose texts people see: the console's own, and those that the servers and the contract write for it. */
const SHOWN = /^(apps|packages)\/[^/]+\/(src\/|public\/|index\.html$)/;

const ESCAPED = /\\u\{([0-9a-f]+)\}|\\u([0-9a-f]{4})|&#x([0-9a-f]+);/gi;
const BEYOND_ASCII = /\P{ASCII}/gu;
/** Characters by their name in HTML, apart from those that markup needs. */
const NAMED = /&(?!(amp|lt|gt|quot|nbsp);)[a-z]+\d*;/gi;

const unescape = (text: string): string =>
  text.replaceAll(ESCAPED, (_, ...codes: readonly unknown[]) => {
    const code = codes.find((group) => typeof group === 'string');
    return String.fromCodePoint(Number.parseInt(String(code), 16));
  });

/**
 * The rules about glyphs: a character that the console's fonts lack is a box on a machine without other fonts. An icon
 * takes its place. Comments count as well: nothing has to tell them from texts.
 */
export function glyphRules({ path, text }: RepoFile): Finding[] {
  if (!SHOWN.test(path) || isTest(path) || path.includes('/test-support/')) return [];
  return text.split('\n').flatMap((line, index) => {
    const shown = unescape(line);
    const lacking = (shown.match(BEYOND_ASCII) ?? []).filter((sign) => !consoleHasGlyph(sign));
    return [...lacking, ...(shown.match(NAMED) ?? [])].map((sign) => ({
      path,
      line: index + 1,
      message: `has "${sign}", for which the console's fonts have no glyph; use an icon`,
    }));
  });
}
