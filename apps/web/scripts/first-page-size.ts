import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod/mini';

// Prints what the first page costs on the wire, and fails above the budget. Run after a build.

/** In bytes. The list of volumes is what people wait for most. */
const BUDGETS = {
  'sign-in': { js: 169_500, css: 28_000 },
  overview: { js: 160_000, css: 27_000 },
  volumes: { js: 150_000, css: 23_000 },
} as const;
/** The chunk of each page, by its name. */
const PAGES = [
  ['sign-in', 'sign-in-page'],
  ['overview', 'overview'],
  ['volumes', 'list'],
] as const;

const dist = resolve(import.meta.dirname, '../dist');
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

for (const [page, name] of PAGES) {
  const files = [first, ...filesOf(chunkNamed(name), filesOf('index.html'))];
  const js = sum(files.filter((file) => file.endsWith('.js')));
  const css = sum(files.filter((file) => file.endsWith('.css')));
  const isOver = js > BUDGETS[page].js || css > BUDGETS[page].css;
  if (isOver) process.exitCode = 1;
  if (process.argv.includes('--files')) {
    for (const file of files) process.stdout.write(`  ${sizeOf(file)} ${file}\n`);
  }
  process.stdout.write(
    `${page}: ${files.length} files, JS ${js} + CSS ${css} = ${js + css} bytes (brotli)${isOver ? ', over the budget' : ''}\n`,
  );
}
