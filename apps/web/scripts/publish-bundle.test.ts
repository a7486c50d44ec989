import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { publishBundle } from './publish-bundle.ts';

let folder = '';
let served = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asterism-bundle-'));
  served = join(folder, 'dist');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const name of ['assets', '.vite']) mkdirSync(join(root, name), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
}

/** What Vite builds: pages, and hashed files of which all builds share one. */
const built = (name: string) => ({
  'index.html': `page of ${name}`,
  'release.json': `{"commit":"${name}"}`,
  '.vite/manifest.json': `{"of":"${name}"}`,
  [`assets/page-${name}.js`]: name,
  [`assets/page-${name}.js.br`]: `${name} in brotli`,
  [`assets/page-${name}.js.gz`]: `${name} in gzip`,
  [`assets/style-${name}.css`]: name,
  [`assets/font-${name}.woff2`]: name,
  'assets/shared-1.js': 'shared',
});

function release(name: string, changed: Readonly<Record<string, string>> = {}): void {
  const bundle = join(folder, 'bundle');
  rmSync(bundle, { recursive: true, force: true });
  write(bundle, { ...built(name), ...changed });
  publishBundle(bundle, served);
}

const read = (file: string): string => readFileSync(join(served, file), 'utf8');
const hashed = (): string[] => globSync('assets/*', { cwd: served }).toSorted();
const hashedOf = (...names: string[]): string[] => [
  ...new Set(names.flatMap((name) => Object.keys(built(name)).filter((f) => f.startsWith('as')))),
];

test('a first build is served as it is', () => {
  release('a');
  expect(hashed()).toEqual(hashedOf('a').toSorted());
  expect(read('index.html')).toBe('page of a');
  expect(read('.vite/manifest.json')).toBe('{"of":"a"}');
});

test('the files of the two releases before stay, with their compressed forms; older ones go', () => {
  for (const name of ['a', 'b', 'c']) release(name);
  expect(hashed()).toEqual(hashedOf('a', 'b', 'c').toSorted());
  expect(read('assets/page-a.js.br')).toBe('a in brotli');
  expect(read('index.html')).toBe('page of c');

  release('d');
  expect(hashed()).toEqual(hashedOf('b', 'c', 'd').toSorted());
  expect(read('assets/shared-1.js')).toBe('shared');
});

test('a build of the same files is no release, and writes none of them again', () => {
  for (const name of ['a', 'b', 'c']) release(name);
  const writes = () => hashed().map((file) => statSync(join(served, file)).ino);
  const before = writes();
  for (let time = 0; time < 3; time += 1) release('c', { 'release.json': '{"commit":"later"}' });
  expect(hashed()).toEqual(hashedOf('a', 'b', 'c').toSorted());
  expect(writes()).toEqual(before);
  expect(read('release.json')).toBe('{"commit":"later"}');
});

test('the release that a rollback has left is one of those before', () => {
  for (const name of ['a', 'b', 'a', 'c']) release(name);
  expect(hashed()).toEqual(hashedOf('a', 'b', 'c').toSorted());
});

test('what a build before this one has left without a list is a release', () => {
  write(served, built('old'));
  release('a');
  release('b');
  expect(hashed()).toEqual(hashedOf('old', 'a', 'b').toSorted());
  release('c');
  expect(hashed()).toEqual(hashedOf('a', 'b', 'c').toSorted());
});

test('a page that a build no longer has is gone', () => {
  release('a', { 'index.html.br': 'a in brotli' });
  release('b');
  expect(globSync('index.html*', { cwd: served })).toEqual(['index.html']);
});
