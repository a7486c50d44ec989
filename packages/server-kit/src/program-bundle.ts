import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { Plugin, RolldownOptions } from 'rolldown';

/** The file of a bundle that has the digest of each of our sources in it, by their paths from the app's folder. */
export const SOURCES = 'sources.json';

export const digestOf = (file: string): string => hash('sha256', readFileSync(file));

/** Tells of what a bundle was made. Times of files do not: a bundle out of the build's cache is older than a checkout. */
const noteSources: Plugin = {
  name: 'note-sources',
  generateBundle() {
    const ids = [...this.getModuleIds()];
    const entry = ids.find((id) => this.getModuleInfo(id)?.isEntry);
    if (entry === undefined) throw new Error('a bundle without a program');
    const folder = dirname(dirname(entry));
    const ours = ids.filter((id) => id.startsWith('/') && !id.includes('/node_modules/'));
    const digests = ours.map((id) => [relative(folder, id), digestOf(id)]);
    const source = JSON.stringify(Object.fromEntries(digests));
    this.emitFile({ type: 'asset', fileName: SOURCES, source });
  },
};

/**
 * How the programs of an app are bundled: each into one file of `dist`, which lies as deep as `src`, so that the folders
 * that they look for beside it are found from there too. Node loads the 1,500 modules of a server one by one, which is
 * more than half of its start.
 */
export const programBundle = (programs: readonly string[]): RolldownOptions => ({
  input: Object.fromEntries(programs.map((name) => [name, `src/${name}.ts`])),
  platform: 'node',
  // The files of the embedded database, and those of the documentation: what a module finds beside it.
  experimental: { resolveNewUrlToAsset: true },
  plugins: [noteSources],
  output: {
    dir: 'dist',
    cleanDir: true,
    // Traces in the log name the lines of the source.
    sourcemap: true,
    sourcemapExcludeSources: true,
    chunkFileNames: '[name]-[hash].js',
  },
});
