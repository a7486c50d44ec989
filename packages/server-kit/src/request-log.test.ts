import { once } from 'node:events';
import { createServer } from 'node:http';
import { Writable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod/mini';
import { createLogger } from './create-logger.ts';
import { createRequestLog } from './request-log.ts';

const line = z.record(z.string(), z.unknown());

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
  const requestLog = createRequestLog({
    log,
    requestIdOf: () => 'r-1',
    levels: { answered: 'debug', failed: 'error' },
  });
  const server = createServer((request, response) => {
    requestLog(request, response);
    response.statusCode = request.url?.startsWith('/bad') === true ? 500 : 200;
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
  await expect.poll(() => lines()).toHaveLength(2);
  expect(lines()).toMatchObject([
    {
      level: 20,
      req: { id: 'r-1', method: 'GET', path: '/good', from: '127.0.0.1' },
      res: { status: 200 },
    },
    { level: 50, req: { path: '/bad' }, res: { status: 500 } },
  ]);
  expect(JSON.stringify(lines())).not.toContain('canary');
});
