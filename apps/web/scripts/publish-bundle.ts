import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod/mini';

// Puts what Vite has built into the folder that is served. Run by the build, also when its bundle comes from a cache.

/** Where Vite puts files whose names contain a hash of their content. */
const HASHED = 'assets/';
/** The hashed files of each release that is served, newest first. */
const RELEASES = '.vite/releases.json';
const KEPT_BEFORE = 2;

const releasesFile = z.array(z.array(z.string()));

const filesIn = (folder: string): readonly string[] =>
  globSync(['**', '.vite/**'], { cwd: folder })
    .filter((file) => statSync(join(folder, file)).isFile())
    .toSorted();

/** The releases that a folder has. What an older build has left there, which kept no list, is one release. */
function releasesIn(folder: string): readonly (readonly string[])[] {
  const list = join(folder, RELEASES);
  if (existsSync(list)) return releasesFile.parse(JSON.parse(readFileSync(list, 'utf8')));
  return existsSync(folder) ? [filesIn(folder).filter((file) => file.startsWith(HASHED))] : [];
}

/** Writes a file where its content changes, and never leaves half of one. */
function replace(file: string, content: Buffer): void {
  if (existsSync(file) && readFileSync(file).equals(content)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}

/**
 * Makes `served` the build in `bundle`, with the hashed files of the two releases before: a page that was opened before
 * a deploy still finds the parts that it loads later. A build of the same hashed files is no release of its own.
 */
export function publishBundle(bundle: string, served: string): void {
  const files = filesIn(bundle);
  const release = files.filter((file) => file.startsWith(HASHED));
  const isThis = (other: readonly string[]): boolean => String(other) === String(release);
  const before = releasesIn(served).filter((other) => other.length > 0 && !isThis(other));
  const releases = [release, ...before.slice(0, KEPT_BEFORE)];

  // A page never names a file that is not there yet: what is hashed comes first.
  const pages = files.filter((file) => !release.includes(file));
  for (const file of [...release, ...pages]) {
    replace(join(served, file), readFileSync(join(bundle, file)));
  }
  replace(join(served, RELEASES), Buffer.from(JSON.stringify(releases)));

  const wanted = new Set([...files, ...releases.flat(), RELEASES]);
  for (const file of filesIn(served)) {
    if (!wanted.has(file)) rmSync(join(served, file));
  }
}

if (import.meta.main) {
  const web = resolve(import.meta.dirname, '..');
  publishBundle(join(web, '.cache/bundle'), join(web, 'dist'));
}
