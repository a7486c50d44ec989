import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { z } from 'zod/mini';
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

/** Has the browser ask at once for what every page needs beside the first script, which would ask for it only when it runs. */
function preloadLists(): Plugin {
  return {
    name: 'asterism:preload-lists',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        Object.values(bundle).flatMap((output) =>
          output.type === 'chunk' && output.name === 'list'
            ? [
                {
                  tag: 'link',
                  injectTo: 'head' as const,
                  attrs: { rel: 'modulepreload', crossorigin: true, href: `/${output.fileName}` },
                },
              ]
            : [],
        ),
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

const BFF = process.env['BFF_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [
    react(),
    purgePatternfly(import.meta.dirname),
    patternflyLayer(),
    preloadLists(),
    describeRelease(),
    precompress(),
  ],
  build: {
    // Not what is served: scripts/publish-bundle.ts puts it beside the releases before.
    outDir: '.cache/bundle',
    target: 'es2023',
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
