import type { RolldownOptions } from 'rolldown';

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
  output: {
    dir: 'dist',
    cleanDir: true,
    // Traces in the log name the lines of the source.
    sourcemap: true,
    sourcemapExcludeSources: true,
    chunkFileNames: '[name]-[hash].js',
  },
});
