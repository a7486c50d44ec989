import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { isLeftOut, purge, reachedFrom, unstyledIn } from './purge-patternfly.ts';

const web = resolve(import.meta.dirname, '..');
const reached = reachedFrom(resolve(web, 'src'), [resolve(web, 'src/first/show-choices.ts')]);
const purged = await purge(reached);

const isPatternfly = (file: string): boolean => file.includes('@patternfly');
const textOf = (sheets: ReadonlyMap<string, string>): string =>
  [...sheets].flatMap(([file, text]) => (isPatternfly(file) ? [text] : [])).join('\n');
const classesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/pf-(?:v6|m)-[\w-]+/g)].map(([name]) => name)),
];
const before = textOf(reached.sheets);
const after = textOf(purged);

test('every class of PatternFly that our own scripts name keeps its styles', () => {
  const styled = new Set(classesIn(before));
  const kept = new Set(classesIn(after));
  const named = classesIn(reached.ours).filter((name) => styled.has(name));
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((name) => !kept.has(name))).toEqual([]);
});

/** The selectors of a text of CSS, each by itself, that name a class. */
function selectorsIn(css: string): ReadonlySet<string> {
  const heads = css.replaceAll(/\/\*[^]*?\*\//g, '').match(/[^{};]+(?=\{)/g) ?? [];
  // At commas outside of parentheses.
  const single = heads.flatMap((head) => head.split(/,(?![^(]*\))/));
  return new Set(
    single
      .map((selector) => selector.replaceAll(/\s+/g, ' ').trim())
      .filter((selector) => /^[^@]*\.pf-/.test(selector)),
  );
}

test('no rule is lost whose classes are all named, whatever classes it is not for', () => {
  const names = new Set(reached.scripts.match(/[\w-]+/g));
  const kept = selectorsIn(after);
  const lost = [...selectorsIn(before)].filter((selector) => {
    const required = selector.replaceAll(/:not\((?:[^()]|\([^()]*\))*\)/g, '');
    // One of several will do.
    if (/:(?:is|where)\([^)]*,/.test(required)) return false;
    const isNamed = classesIn(required).every((name) => names.has(name) && !isLeftOut(name));
    return isNamed && !kept.has(selector);
  });
  expect(lost).toEqual([]);
});

/** Set only in what the console does not have: toggles of menus with a field within. */
const OF_NO_USE = new Set(['--pf-v6-c-text-input-group__utilities--MarginInlineEnd']);

test('both themes, what the kept rules refer to and our own sheets are kept', () => {
  expect(after).toContain('.pf-v6-theme-dark');
  expect(after).toContain('.pf-v6-theme-high-contrast');
  const definedIn = (text: string) => new Set(text.match(/--pf-[\w-]+(?=\s*:)/g));
  const [defined, kept] = [definedIn(before), definedIn(after)];
  const ours = [...reached.sheets].flatMap(([file, text]) => (isPatternfly(file) ? [] : [text]));
  const used = [...`${after} ${ours.join(' ')}`.matchAll(/var\((--pf-[\w-]+)/g)].map((m) => m[1]);
  const lost = used.filter(
    (name) => name !== undefined && !OF_NO_USE.has(name) && defined.has(name) && !kept.has(name),
  );
  expect(lost).toEqual([]);
});

test('the typefaces, which only custom properties name, are kept', () => {
  for (const face of ['RedHatText', 'RedHatMono']) {
    expect(after).toMatch(new RegExp(`@font-face\\s*\\{[^}]*${face}`));
  }
});

test('a fixed-width face that comes late moves nothing, and the one of the text is still waited for', () => {
  const displays = [...after.matchAll(/@font-face\s*\{[^}]*\}/g)].map(([face]) => [
    /RedHat(\w+)VF/.exec(face)?.[1],
    /font-display:\s*(\w+)/.exec(face)?.[1],
  ]);
  expect(displays).toContainEqual(['Mono', 'optional']);
  expect(displays).toContainEqual(['Text', 'fallback']);
  expect(displays).not.toContainEqual(['Mono', 'fallback']);
});

test('what nothing can name is left out, which is three tenths', () => {
  expect(after).not.toContain('pf-v6-theme-felt');
  expect(after).not.toContain('pf-m-hamburger');
  expect(after.length).toBeLessThan(0.7 * before.length);
});

test('a script that asks for what has no styles is found', () => {
  expect(unstyledIn('<Button isFavorite />')).toBe('isFavorite');
  expect(unstyledIn('<Button isBlock variant="primary" />')).toBeUndefined();
  expect(unstyledIn(reached.ours)).toBeUndefined();
});
