import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod/mini';

// Prints what each page costs on the wire, and fails above a budget. Run after a build.

/** In bytes. The list of volumes is what people wait for most. */
const BUDGETS: ReadonlyMap<string, { readonly js: number; readonly css: number }> = new Map([
  ['sign-in-page', { js: 169_700, css: 27_500 }],
  ['overview-page', { js: 160_000, css: 27_000 }],
  ['volumes-page', { js: 150_000, css: 23_000 }],
]);
/** What every other page may load before it is shown, beside what the list of volumes loads by itself. */
const MORE = 80 * 1024;
const FIRST_PAGE = 'volumes-page';
/** What every page loads by itself once its rows are painted, and once it is live. */
const AFTER_ROWS = ['notices', 'bell', 'task-drawer'];
/** Pages that are in a chunk with what others share; all others are in one of their own. */
const CHUNKS: ReadonlyMap<string, string> = new Map([
  ['sign-in-page', 'form'],
  ['overview-page', 'overview'],
  ['volumes-page', 'list'],
]);

const web = resolve(import.meta.dirname, '..');
const dist = resolve(web, 'dist');
const manifest = z
  .record(
    z.string(),
    z.object({
      file: z.string(),
      name: z.optional(z.string()),
      imports: z.optional(z.array(z.string())),
      css: z.optional(z.array(z.string())),
    }),
  )
  .parse(JSON.parse(readFileSync(resolve(dist, '.vite/manifest.json'), 'utf8')));

/** The pages of all routes, by the names of their modules. */
function readPages(): string[] {
  const routes = readFileSync(resolve(web, 'src/routes.tsx'), 'utf8');
  const pages = [...routes.matchAll(/import\('[^']*\/([\w-]+)\.tsx'\)/g)].map(
    ([, name = '']) => name,
  );
  const lazy = routes.match(/\blazy:/g)?.length ?? 0;
  if (pages.length === 0 || pages.length !== lazy)
    throw new Error(`${lazy} routes load a page, and the pages of ${pages.length} were found.`);
  return pages;
}

/** The files that a browser loads for a module: itself, and what it imports statically. */
function filesOf(entry: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[entry];
  if (chunk === undefined) throw new Error(`The build has no ${entry}.`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const sheet of chunk.css ?? []) seen.add(sheet);
  for (const imported of chunk.imports ?? []) filesOf(imported, seen);
  return seen;
}

const sizeOf = (file: string): number => {
  const brotli = resolve(dist, `${file}.br`);
  return statSync(existsSync(brotli) ? brotli : resolve(dist, file)).size;
};
const sum = (files: readonly string[]): number =>
  files.reduce((bytes, file) => bytes + sizeOf(file), 0);

const chunkNamed = (wanted: string): string =>
  Object.entries(manifest).find(([, { name }]) => name === wanted)?.[0] ?? wanted;

/** The script before all others, which is in no chunk. */
const [, first] =
  /<script src="\/([^"]+)"/.exec(readFileSync(resolve(dist, 'index.html'), 'utf8')) ?? [];
if (first === undefined) throw new Error('The page has no first script.');

const loadedFor = (page: string): readonly string[] => [
  first,
  ...filesOf(chunkNamed(CHUNKS.get(page) ?? page), filesOf('index.html')),
];
const loadedByFirstPage = new Set(loadedFor(FIRST_PAGE));
for (const chunk of AFTER_ROWS) filesOf(chunkNamed(chunk), loadedByFirstPage);
const bytesOf = (files: readonly string[], ending: string): number =>
  sum(files.filter((file) => file.endsWith(ending)));

for (const page of readPages()) {
  const files = loadedFor(page);
  const [js, css] = [bytesOf(files, '.js'), bytesOf(files, '.css')];
  const more = sum(files.filter((file) => !loadedByFirstPage.has(file)));
  const budget = BUDGETS.get(page);
  const isOver = budget === undefined ? more > MORE : js > budget.js || css > budget.css;
  if (isOver) process.exitCode = 1;
  if (process.argv.includes('--files')) {
    for (const file of files) process.stdout.write(`  ${sizeOf(file)} ${file}\n`);
  }
  process.stdout.write(
    `${page}: ${files.length} files, JS ${js} + CSS ${css} = ${js + css} bytes (brotli), ${more} of them beside the list of volumes${isOver ? ', over the budget' : ''}\n`,
  );
}
