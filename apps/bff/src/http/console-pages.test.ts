import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBff } from '../bff.ts';
import { sendRaw, statusOf } from '../test-support/raw-socket.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';

let bff: TestBff;

beforeAll(async () => {
  bff = await startTestBff();
});
afterAll(() => bff.close());

/** Sends exactly these header lines; returns the raw response. */
const ask = (path: string, ...lines: string[]): Promise<string> =>
  sendRaw(bff.port, [`GET ${path} HTTP/1.1`, 'Host: localhost', ...lines, '', ''].join('\r\n'));

const PAGE = '<title>Asterism</title>';

describe('a page of the console', () => {
  test.each(['/', '/login', '/volumes', '/clusters/attach', '/clusters/some.name', '/nothing'])(
    'is served at %s to a client that accepts HTML or anything',
    async (path) => {
      for (const accept of ['text/html', 'text/html,*/*;q=0.8', '*/*', 'text/*']) {
        const answer = await ask(path, `Accept: ${accept}`);
        expect([accept, statusOf(answer)]).toEqual([accept, 200]);
        expect(answer).toContain(PAGE);
      }
      expect(await ask(path)).toContain(PAGE);
    },
  );

  test.each(['application/json', 'image/png', 'text/html;q=0, application/json'])(
    'is not served to a client that accepts only %s',
    async (accept) => {
      expect(statusOf(await ask('/volumes', `Accept: ${accept}`))).toBe(404);
    },
  );

  test.each([
    '/api/v2/nothing',
    '/auth/nothing',
    '/demo/nothing',
    '/events/nothing',
    '/assets/gone.js',
    '/docs/nothing',
    '/metrics',
    '/favicon.ico',
    '/config.json',
  ])('is not served to a program that requests %s', async (path) => {
    const answer = await ask(path, 'Accept: */*');
    expect(statusOf(answer)).toBe(404);
    expect(answer).toContain('Content-Type: application/json');
  });

  test('is not a file that the build keeps for itself', async () => {
    expect(statusOf(await ask('/.vite/manifest.json'))).toBe(404);
  });
});

describe('a file of the console', () => {
  test('is served whole, even when a range is requested', async () => {
    const answer = await ask('/assets/a-1.js', 'Range: bytes=1-2');
    expect(statusOf(answer)).toBe(200);
    expect(answer).toContain('Accept-Ranges: none');
    expect(answer).toContain('\r\n\r\nplain');
  });

  test.each(['bytes=10-5', 'bytes=99-', 'bytes=-0'])('has no range %s', async (range) => {
    const answer = await ask('/assets/a-1.js', `Range: ${range}`);
    expect(statusOf(answer)).toBe(416);
    expect(answer).toContain('Content-Range: bytes */5');
    expect(answer).toContain('Cache-Control: no-store');
  });

  test.each(['lines=1-2', 'bytes', 'bytes=a-b'])(
    'is served whole when the range is "%s"',
    async (range) => {
      expect(statusOf(await ask('/assets/a-1.js', `Range: ${range}`))).toBe(200);
    },
  );

  test('is revalidated by its ETag, which differs by encoding', async () => {
    const tagOf = (answer: string): string => /ETag: (\S+)/.exec(answer)?.[1] ?? '';
    const plain = tagOf(await ask('/assets/a-1.js'));
    const brotli = tagOf(await ask('/assets/a-1.js', 'Accept-Encoding: gzip, deflate, br'));
    expect(plain).toMatch(/^"[\w-]{27}"$/);
    expect(brotli).not.toBe(plain);
    const again = await ask('/assets/a-1.js', `If-None-Match: "other", W/${plain}`);
    expect(statusOf(again)).toBe(304);
    expect(again.split('\r\n\r\n')[1]).not.toContain('plain');
    expect(statusOf(await ask('/assets/a-1.js', `If-None-Match: ${brotli}`))).toBe(200);
  });

  test('is compressed only for clients that accept it', async () => {
    const refused = await ask('/assets/a-1.js', 'Accept-Encoding: br;q=0, gzip');
    expect(refused).not.toContain('Content-Encoding');
    expect(refused).toContain('\r\n\r\nplain');
  });

  test('can be requested with HEAD', async () => {
    const answer = await fetch(`${bff.url}/assets/a-1.js`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '5']);
    expect(await answer.text()).toBe('');
  });
});

test('concurrent readiness requests share one check', async () => {
  const before = bff.upstream.healthChecks();
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => fetch(`${bff.url}/ready`, { headers: { accept: '*/*' } })),
  );
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(bff.upstream.healthChecks() - before).toBeLessThan(20);
});

test('aborted downloads leave no file open', async () => {
  const descriptors = async (): Promise<number> => (await readdir('/proc/self/fd')).length;
  const breakOff = async (): Promise<void> => {
    const socket = connect(bff.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    socket.destroy();
    await once(socket, 'close');
  };
  if (!existsSync('/proc/self/fd')) return;
  await breakOff();
  const before = await descriptors();
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(Array.from({ length: 10 }, breakOff));
  }
  await expect.poll(descriptors).toBeLessThanOrEqual(before + 5);
});

describe('the build of the console', () => {
  let own: TestBff;
  let dist: string;
  beforeAll(async () => {
    own = await startTestBff();
    dist = join(own.dataDir, 'dist');
  });
  afterAll(() => own.close());

  test('serves the hashed files of the release before like its own, and the lists of the build to nobody', async () => {
    await writeFile(join(dist, 'assets', 'before-1.css'), 'plain');
    await writeFile(join(dist, 'assets', 'before-1.css.br'), 'brotli');
    await mkdir(join(dist, '.vite'));
    await writeFile(join(dist, '.vite', 'releases.json'), '[]');
    await own.restart();
    for (const path of ['/assets/a-1.js', '/assets/before-1.css']) {
      const answer = await fetch(own.url + path, { headers: { 'accept-encoding': 'identity' } });
      expect([answer.status, await answer.text()]).toEqual([200, 'plain']);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
    const packed = await sendRaw(
      own.port,
      'GET /assets/before-1.css HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n',
    );
    expect(packed).toContain('Content-Encoding: br');
    expect(packed).toContain('Content-Type: text/css');
    expect((await fetch(`${own.url}/.vite/releases.json`)).status).toBe(404);
  });

  test('fails the start with one clear line when it cannot be read', async () => {
    await symlink('/nowhere', join(dist, 'assets', 'b-1.js'));
    const started = await startBff({
      port: 0,
      host: '127.0.0.1',
      federationUrl: own.upstream.url,
      dataDir: own.dataDir,
      database: own.database,
      webDist: dist,
      log: pino({ level: 'silent' }),
    });
    expect(started.ok ? '' : started.error.message).toMatch(
      /^The files of the console cannot be read: ENOENT.*b-1\.js'\.$/,
    );
  });

  test('is still served unchanged after it was removed', async () => {
    await rm(dist, { recursive: true });
    const texts = ['/', '/volumes', '/assets/a-1.js'].map(async (path) => {
      const answer = await fetch(own.url + path);
      return [answer.status, await answer.text()];
    });
    expect(await Promise.all(texts)).toEqual([
      [200, expect.stringContaining(PAGE)],
      [200, expect.stringContaining(PAGE)],
      [200, 'plain'],
    ]);
  });
});
