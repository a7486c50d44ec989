import { once } from 'node:events';
import { createServer } from 'node:http';
import { Writable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod/mini';
import { createLogger } from './create-logger.ts';
import { createRequestLog } from './request-log.ts';

const line = z.record(z.string(), z.unknown());

const STATUS = new Map([
  ['/bad', 500],
  ['/gone', 404],
]);

/** A log in memory, and its lines. */
function startLog() {
  const chunks: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  const lines = () => chunks.map((chunk) => line.parse(JSON.parse(chunk)));
  return { log: createLogger({ name: 'some-server', level: 'debug', destination }), lines };
}

test('a log line names its program, and has the secrets redacted', () => {
  const { log, lines } = startLog();
  log.info({ password: 'canary', request: { token: 'canary' }, idToken: 'canary' }, 'a line');
  expect(lines()).toMatchObject([{ name: 'some-server', msg: 'a line', password: '[secret]' }]);
  expect(JSON.stringify(lines())).not.toContain('canary');
});

test('a request is one line with the id of its response, without its query and headers', async () => {
  const { log, lines } = startLog();
  const { middleware: requestLog } = createRequestLog({
    log,
    requestIdOf: () => 'r-1',
    levels: { read: 'debug', answered: 'info', failed: 'error' },
  });
  const server = createServer((request, response) => {
    requestLog(request, response);
    response.statusCode = STATUS.get(request.url ?? '') ?? 200;
    response.end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const headers = { authorization: 'Bearer canary', connection: 'close' };
  const good = await fetch(`http://127.0.0.1:${port}/good?q=canary`, { headers });
  expect(good.headers.get('x-request-id')).toBe('r-1');
  await fetch(`http://127.0.0.1:${port}/bad`, { headers });
  await fetch(`http://127.0.0.1:${port}/gone`, { headers });
  await fetch(`http://127.0.0.1:${port}/good`, { method: 'POST', headers });
  await expect.poll(() => lines()).toHaveLength(4);
  expect(lines()).toMatchObject([
    {
      level: 20,
      req: { id: 'r-1', method: 'GET', path: '/good', from: '127.0.0.1' },
      res: { status: 200 },
    },
    { level: 50, req: { path: '/bad' }, res: { status: 500 } },
    { level: 30, req: { path: '/gone' }, res: { status: 404 } },
    { level: 30, req: { method: 'POST', path: '/good' }, res: { status: 200 } },
  ]);
  expect(JSON.stringify(lines())).not.toContain('canary');
});
