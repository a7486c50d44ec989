import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import {
  startReadyBalancer,
  type ReadyBalancer,
} from '@asterism/server-kit/test-support/ready-balancer';
import { startSteadyReaders } from '@asterism/server-kit/test-support/steady-readers';
import { createBrowser } from './test-support/browser.ts';
import { openEvents } from './test-support/event-reader.ts';
import { startTestBff, type TestBff } from './test-support/test-bff.ts';

let bff: TestBff;
let balancer: ReadyBalancer;
/** Awaited while a BFF drains. */
let drained: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  balancer = await startReadyBalancer();
  bff = await startTestBff({
    databaseUrl: await createPostgresDatabase(),
    drained: () => drained(),
  });
});
afterAll(async () => {
  drained = async () => undefined;
  await bff.close();
  await balancer.close();
});

test('BFFs that restart one after the other lose no read in the meantime', async () => {
  const replica = await bff.startReplica();
  const [first, second] = [bff.url, replica.url];
  await balancer.add(first);
  await balancer.add(second);
  const browser = createBrowser(balancer);
  await browser.login('admin');
  const paths = ['/auth/session', '/api/v2/volumes', '/volumes', '/health'];
  let turn = 0;
  const readers = startSteadyReaders(8, async () => {
    const { status } = await browser.get(paths[turn++ % paths.length] ?? '/');
    return status;
  });
  await balancer.answered(first, 50);
  await balancer.answered(second, 50);

  drained = () => balancer.leave(first);
  await bff.restart();
  await balancer.add(bff.url);
  await balancer.answered(bff.url, 50);
  drained = () => balancer.leave(second);
  await replica.close();
  await balancer.answered(bff.url, 50);
  expect(await readers.stop()).toEqual([]);
});

test('a draining BFF is not ready, asks clients to disconnect, and keeps streaming until its port closes', async () => {
  const browser = createBrowser(bff);
  await browser.login('admin');
  const events = await openEvents(bff, browser);
  const draining = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  drained = () => {
    draining.resolve();
    return over.promise;
  };
  const restarted = bff.restart();
  await draining.promise;
  const ready = await browser.get('/ready');
  expect(ready.status).toBe(503);
  expect(ready.text).toContain('shutting down');
  const answer = await browser.get('/auth/session');
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
  over.resolve();
  expect(await events.next()).toMatchObject({ event: 'bye' });
  expect(await events.next()).toBeUndefined();
  await restarted;
});
