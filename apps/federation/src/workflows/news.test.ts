import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@asterism/database/database';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';
import { openNews, type WorkflowNews } from './news.ts';

let fleet: TestFleet;
let news: WorkflowNews;
/** What the connection to the server does when it stands again after it was lost. */
let reconnect = (): void => {};
let tell = (_payload: string): void => {};

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 1 });
});
afterAll(async () => {
  await news.close();
  await fleet.close();
});

test('a cluster that was attached while nobody listened is watched from the start', async () => {
  const id = fleet.clusters[0]?.id ?? '';
  await fleet.monitor.unwatch(id);
  const database: Database = {
    ...fleet.database,
    kind: 'postgres',
    listen(_channel, handler, onReconnect = () => {}) {
      tell = handler;
      reconnect = onReconnect;
      return Promise.resolve(() => Promise.resolve());
    },
  };
  const { bus, monitor } = fleet;
  news = await openNews({ database, bus, monitor, log: pino({ level: 'silent' }) });
  expect(monitor.cluster(id)).toMatchObject({ id });
});

test('what is no news is passed over', () => {
  expect(() => tell('{')).not.toThrow();
});

test('what was missed while the connection was lost is caught up with, and told', async () => {
  const { id = '', keyId = '' } = fleet.clusters[0] ?? {};
  await fleet.store.remove({ id, keyId });
  reconnect();
  await expect.poll(() => fleet.events.at(-1)).toEqual({ type: 'resync' });
  expect(fleet.monitor.cluster(id)).toBeUndefined();
});
