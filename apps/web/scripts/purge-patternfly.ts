import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { PurgeCSS } from 'purgecss';
import type { Plugin } from 'vite';

/** Specifiers of static and dynamic imports, and of what is exported from elsewhere. */
const SPECIFIER = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g;
const OURS = '#/';
const PATTERNFLY = '@patternfly/';
/** Between the files of one text: a comment that the purge keeps. */
const markOf = (file: string): string => `/*! ${file} */`;

/**
 * What PatternFly's buttons, toggles and labels can be and ours never are: the property that asks for it, and its class.
 * Their components name all of them, so that no script tells that they are not used.
 */
const UNUSED: Readonly<Record<string, readonly string[]>> = {
  isClicked: ['clicked'],
  isDocked: ['docked', 'text-expanded'],
  isEditable: ['editable', 'editable-active'],
  isFavorite: ['favorite', 'favorited'],
  isHamburger: ['hamburger'],
  isSettings: ['settings'],
  splitButtonItems: ['split-button'],
  stateful: ['stateful', 'attention'],
  tertiary: ['tertiary'],
};

const LEFT_OUT = Object.values(UNUSED).flatMap((names) =>
  names.map((name) => new RegExp(`^pf-m-${name}$`)),
);

/** What toggles of menus can be: ours are plain elements, and only `pf-m-plain` and `pf-m-expanded`. */
const UNUSED_TOGGLES =
  /\.pf-m-(primary|secondary|small|danger|success|warning|placeholder|circle|full-height|full-width|disabled|typeahead)\b/g;

const MONO_FACE = /@font-face\s*\{[^}]*RedHatMono[^}]*\}/g;

/** The fixed-width face comes with the first UUID: where it is late it is left to the next page, for what it is in would move. */
const withSteadyFaces = (css: string): string =>
  css.replaceAll(MONO_FACE, (face) => face.replace(/(font-display:\s*)\w+/, '$1optional'));

/** A sheet in which no script names what is of no use, though other sheets have the same words for something else. */
const withoutUnused = (file: string, css: string): string =>
  file.endsWith('/menu-toggle.css') ? css.replaceAll(UNUSED_TOGGLES, '.pf-m-left-out') : css;

/** Whether a class has no styles, though PatternFly's scripts name it. */
export const isLeftOut = (name: string): boolean => LEFT_OUT.some((pattern) => pattern.test(name));

const ANIMATION = /@keyframes[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g;
/** A class that an element does not have, within `:where()` or `:is()`: the purge takes it for one that it must have. */
const NEGATION = /[^{};]*:(?:where|is)\(:not\([^{}]*\{[^{}]*\}/g;
const IGNORE = '/* purgecss ignore */';

const namesIn = (text: string): string[] =>
  [...text.matchAll(/var\((--[\w-]+)/g)].map(([, name = '']) => name);

/** What animations and the rules that are not purged are made of: the purge itself does not see their custom properties. */
function variablesIn(css: string): string[] {
  const needs = new Map<string, string[]>();
  for (const [, name = '', value = ''] of css.matchAll(/(--[\w-]+)\s*:([^;}]*)/g)) {
    needs.set(name, [...(needs.get(name) ?? []), ...namesIn(value)]);
  }
  const unseen = [...css.matchAll(ANIMATION), ...css.matchAll(NEGATION)];
  // A set grows while it is walked.
  const found = new Set(unseen.flatMap(([text]) => namesIn(text)));
  for (const name of found) for (const needed of needs.get(name) ?? []) found.add(needed);
  return [...found];
}

interface Reached {
  /** Text of all scripts, and of ours alone. */
  readonly scripts: string;
  readonly ours: string;
  /** Stylesheets by path. */
  readonly sheets: ReadonlyMap<string, string>;
}

function resolverFrom(source: string) {
  const fromSource = createRequire(join(source, 'main.tsx'));
  return (specifier: string, importer: string): string | undefined => {
    if (specifier.startsWith(OURS)) return join(source, specifier.slice(OURS.length));
    if (specifier.startsWith(PATTERNFLY)) {
      const from = importer.startsWith(source) ? fromSource : createRequire(importer);
      return [specifier, `${specifier}.js`, `${specifier}/index.js`].flatMap((each) => {
        try {
          return [from.resolve(each)];
        } catch {
          return [];
        }
      })[0];
    }
    if (!specifier.startsWith('.')) return undefined;
    const path = resolve(dirname(importer), specifier);
    return [path, `${path}.js`, join(path, 'index.js')].find(
      (each) => /\.\w+$/.test(each) && existsSync(each),
    );
  };
}

/** What a script of ours asks PatternFly for that has no styles. */
export const unstyledIn = (script: string): string | undefined =>
  Object.keys(UNUSED).find((property) => new RegExp(`\\b${property}\\b`).test(script));

/** All that the console imports of its own and of PatternFly's files, and the scripts beside it. */
export function reachedFrom(source: string, beside: readonly string[]): Reached {
  const resolveImport = resolverFrom(source);
  const sheets = new Map<string, string>();
  const scripts = new Map(beside.map((file) => [file, readFileSync(file, 'utf8')]));
  const waiting = [join(source, 'main.tsx')];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (scripts.has(file) || sheets.has(file)) continue;
    const text = readFileSync(file, 'utf8');
    if (file.endsWith('.css')) {
      sheets.set(file, withSteadyFaces(withoutUnused(file, text)));
      continue;
    }
    scripts.set(file, text);
    for (const [, specifier = ''] of text.matchAll(SPECIFIER)) {
      const found = resolveImport(specifier, file);
      if (found !== undefined) waiting.push(found);
    }
  }
  const textOf = (files: readonly (readonly [string, string])[]): string =>
    files.map(([, text]) => text).join('\n');
  return {
    scripts: textOf([...scripts]),
    ours: textOf([...scripts].filter(([file]) => file.startsWith(source))),
    sheets,
  };
}

/**
 * The sheets with what the scripts can name: rules whose classes all occur in them, and the custom properties and
 * animations that those rules need. Ours are left whole.
 */
export async function purge({
  scripts,
  sheets,
}: Pick<Reached, 'scripts' | 'sheets'>): Promise<ReadonlyMap<string, string>> {
  const files = [...sheets];
  const raw = files.map(([file, text]) => `${markOf(file)}\n${text}\n`).join('');
  const [result] = await new PurgeCSS().purge({
    content: [{ raw: scripts, extension: 'js' }],
    css: [{ raw: raw.replaceAll(NEGATION, (rule) => `\n${IGNORE}${rule}`) }],
    defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
    safelist: { standard: [/^ast-/], greedy: [/ast-/], variables: variablesIn(raw) },
    blocklist: LEFT_OUT,
    variables: true,
    keyframes: true,
  });
  const css = (result?.css ?? '').replaceAll(IGNORE, '');
  return new Map(
    files.map(([file], at) => {
      const [, ...rest] = css.split(markOf(file));
      const next = files[at + 1];
      const own = rest.join('');
      return [file, next === undefined ? own : own.slice(0, own.indexOf(markOf(next[0])))];
    }),
  );
}

/**
 * Leaves out of PatternFly's stylesheets what nothing in the console can be styled by: that is half of them. It reads the
 * sources and not the bundle, so that the names of the built files still say what is in them.
 */
export function purgePatternfly(web: string): Plugin {
  let purged: ReadonlyMap<string, string> = new Map();
  return {
    name: 'asterism:purge-patternfly',
    apply: 'build',
    enforce: 'pre',
    async buildStart() {
      const theme = join(web, 'src/first/show-choices.ts');
      const reached = reachedFrom(join(web, 'src'), [theme]);
      const unstyled = unstyledIn(reached.ours);
      if (unstyled !== undefined) {
        this.error(`The console uses ${unstyled}, whose styles purge-patternfly.ts leaves out.`);
      }
      purged = await purge(reached);
    },
    transform: {
      filter: { id: /@patternfly[^?]*\.css$/ },
      handler: (_code, id) => {
        const code = purged.get(id);
        return code === undefined ? undefined : { code, map: null };
      },
    },
  };
}
