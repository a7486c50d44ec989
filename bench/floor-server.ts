import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const TYPES = { html: 'text/html', js: 'text/javascript', json: 'application/json' } as const;

interface StaticFile {
  readonly type: string;
  readonly body: Buffer;
}

const fileOf = (type: keyof typeof TYPES, text: string): StaticFile => ({
  type: TYPES[type],
  body: brotliCompressSync(text),
});

/** The floor's app: its page and its script, by path. */
export async function buildFloor(): Promise<Map<string, string>> {
  const built = await build({
    root: join(import.meta.dirname, 'floor'),
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    build: { write: false, target: 'es2023', modulePreload: { polyfill: false } },
  });
  const files = new Map<string, string>();
  for (const { output } of [built].flat().filter((result) => 'output' in result)) {
    for (const file of output) {
      files.set(`/${file.fileName}`, file.type === 'chunk' ? file.code : String(file.source));
    }
  }
  return files;
}

/** Serves the least app that shows the rows of `list`, from memory: what the console is measured against. */
export async function startFloor(list: string) {
  const files = new Map<string, StaticFile>();
  for (const [path, text] of await buildFloor())
    files.set(path, fileOf(path.endsWith('.js') ? 'js' : 'html', text));
  files.set('/volumes.json', fileOf('json', list));
  const index = files.get('/index.html');
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '') ?? index;
    response.writeHead(200, {
      'Content-Type': file?.type,
      'Content-Encoding': 'br',
      'Cache-Control': file?.type === TYPES.js ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    response.end(file?.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
