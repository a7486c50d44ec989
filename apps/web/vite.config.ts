import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { z } from 'zod/mini';
import { firstScript } from './scripts/first-script.ts';
import { leanContracts } from './scripts/lean-contract.ts';
import { purgePatternfly } from './scripts/purge-patternfly.ts';
import { sharedChunks } from './scripts/shared-chunks.ts';

const COMPRESSIBLE = /\.(js|css|html|svg|json)$/;
const SMALLEST_WORTH_IT = 1024;
const BEST = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Puts a `.br` and a `.gz` beside each asset, all at once, so that the server compresses nothing while it serves. */
function precompress(): Plugin {
  return {
    name: 'asterism:precompress',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        await Promise.all(
          Object.entries(bundle).map(async ([fileName, output]) => {
            const source = output.type === 'chunk' ? output.code : output.source;
            const bytes = Buffer.from(source);
            if (!COMPRESSIBLE.test(fileName) || bytes.length < SMALLEST_WORTH_IT) return;
            const [br, gz] = await Promise.all([brotli(bytes, BEST), zip(bytes, { level: 9 })]);
            this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: br });
            this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gz });
          }),
        );
      },
    },
  };
}

/** What every page needs beside the first script and its sheet, which would be asked for only when those run or are laid out. */
const isNeededFirst = (output: Rolldown.OutputAsset | Rolldown.OutputChunk): boolean =>
  output.type === 'chunk' ? output.name === 'list' : output.names.includes('RedHatTextVF.woff2');

/** Has the browser ask at once for what every page needs. */
function preloadFirst(): Plugin {
  return {
    name: 'asterism:preload-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        Object.values(bundle)
          .filter(isNeededFirst)
          .map(({ type, fileName }) => ({
            tag: 'link',
            injectTo: 'head' as const,
            attrs: {
              ...(type === 'chunk' ? { rel: 'modulepreload' } : { rel: 'preload', as: 'font' }),
              crossorigin: true,
              href: `/${fileName}`,
            },
          })),
    },
  };
}

/** Writes which release this is. It is a file, so that the chunks of two commits differ only where their code does. */
function describeRelease(): Plugin {
  return {
    name: 'asterism:release',
    generateBundle() {
      const root = new URL('../../package.json', import.meta.url);
      const { version, license } = z
        .object({ version: z.string(), license: z.string() })
        .parse(JSON.parse(readFileSync(root, 'utf8')));
      this.emitFile({
        type: 'asset',
        fileName: 'release.json',
        source: JSON.stringify({
          version,
          license,
          commit: process.env['BUILD_COMMIT'] || undefined,
        }),
      });
    },
  };
}

/** Puts PatternFly's styles into a layer, so that ours win by standing outside it, in whatever order chunks are loaded. */
function patternflyLayer(): Plugin {
  return {
    name: 'asterism:patternfly-layer',
    enforce: 'pre',
    transform: {
      filter: { id: /@patternfly[^?]*\.css$/ },
      handler: (code) => ({ code: `@layer patternfly {\n${code}\n}`, map: null }),
    },
  };
}

const TARGET = 'es2023';
/**
 * Leaves out of PatternFly's icons the second drawing that some have, for a theme that the console does not have. Both
 * would be in the page, and one of them be hidden.
 */
function singleIcons(): Plugin {
  return {
    name: 'asterism:single-icons',
    apply: 'build',
    transform: {
      filter: { id: /@patternfly\/react-icons\/dist\/esm\/icons\/[^?]*\.js$/ },
      handler: (code) => ({
        code: code.replace(/^ *rhUiIcon: \{.*\},$/m, '  rhUiIcon: null,'),
        map: null,
      }),
    },
  };
}

const BFF = process.env['BFF_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [
    react(),
    purgePatternfly(import.meta.dirname),
    patternflyLayer(),
    singleIcons(),
    leanContracts(),
    firstScript(import.meta.dirname, TARGET),
    preloadFirst(),
    describeRelease(),
    precompress(),
  ],
  build: {
    // Not what is served: scripts/publish-bundle.ts puts it beside the releases before.
    outDir: '.cache/bundle',
    target: TARGET,
    manifest: true,
    // No data: URLs for fonts and scripts: the content policy refuses them.
    assetsInlineLimit: 0,
    // The polyfill would be an inline script.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // A few chunks of what pages share, instead of one for each set of pages that share something.
        codeSplitting: {
          groups: sharedChunks,
        },
      },
    },
  },
  server: {
    // The BFF takes changes from its own origin alone, and knows that by the Host header: it must stay.
    proxy: Object.fromEntries(
      ['/api', '/auth', '/events', '/demo', '/docs'].map((path) => [
        path,
        { target: BFF, changeOrigin: false },
      ]),
    ),
  },
});
