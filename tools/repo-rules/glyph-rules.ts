import { consoleHasGlyph } from './console-glyphs.ts';
import { isTest, type Finding, type RepoFile } from './repo-file.ts';

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
