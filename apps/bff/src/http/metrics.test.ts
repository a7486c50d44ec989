import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBff } from '../bff.ts';
import { sendClosing, statusOf } from '../test-support/raw-socket.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';

let bff: TestBff;

beforeAll(async () => {
  bff = await startTestBff({ metrics: { host: '127.0.0.1', port: 0 } });
});
afterAll(() => bff.close());

test('the metrics are served on their own port, with nothing else on it', async () => {
  await fetch(`${bff.url}/health`);
  const answer = await fetch(bff.metricsUrl);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/plain');
  const text = await answer.text();
  expect(text).toContain('asterism_bff_request_duration_seconds_count{method="GET"');
  expect(text).toContain('asterism_bff_connections_dropped_total');
  for (const path of ['/', '/health', '/auth/session', '/api/v2/volumes']) {
    expect((await fetch(new URL(path, bff.metricsUrl))).status).toBe(404);
  }
  expect((await fetch(bff.metricsUrl, { method: 'POST' })).status).toBe(404);
});

test.each([
  ['', 200],
  ['the-best', 417],
])('a metrics request with "Expect: %s" is answered with %i', async (expected, status) => {
  const { port, pathname } = new URL(bff.metricsUrl);
  const lines = [`GET ${pathname} HTTP/1.1`, 'Host: x', 'Connection: close', `Expect: ${expected}`];
  const answer = await sendClosing(Number(port), [...lines, '', ''].join('\r\n'));
  expect(statusOf(answer)).toBe(status);
});

test('a metrics port in use fails the start with one clear line and leaves nothing open', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const dataDir = await mkdtemp(join(tmpdir(), 'asterism-bff-'));
  const started = await startBff({
    port: 0,
    host: '127.0.0.1',
    federationUrl: bff.upstream.url,
    dataDir,
    database: bff.database,
    webDist: '/nowhere',
    metrics: { host: '127.0.0.1', port },
    log: pino({ level: 'silent' }),
  });
  holder.close();
  await rm(dataDir, { recursive: true });
  expect(started.ok ? '' : started.error.message).toBe(
    `The metrics cannot listen on 127.0.0.1:${port}: the port is taken; set ASTERISM_BFF_METRICS_PORT to one that is free.`,
  );
});
