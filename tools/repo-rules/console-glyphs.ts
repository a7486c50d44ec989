import { join } from 'node:path';
import { openSync } from 'fontkit';
import { ROOT } from '../lib/workspace.ts';

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
export const consoleHasGlyph = (character: string): boolean =>
  sets.every((set) => set.has(character.codePointAt(0) ?? 0));
