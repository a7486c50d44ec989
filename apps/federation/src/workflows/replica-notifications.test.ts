import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@asterism/database/database';
import { createWorkflowStore } from '../store/workflow-store.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';
import { volumeOf } from '../test-support/volumes.ts';
import { openReplicaNotifications, type ReplicaNotifications } from './replica-notifications.ts';

let fleet: TestFleet;
let news: ReplicaNotifications;
/** What the connection to the server does when it stands again after it was lost. */
let reconnect = (): void => {};
let tell = (_payload: string): void => {};

/** The workflows that were stopped in this process. */
const stopped: string[] = [];

/** The states that were told of the workflow. */
const statesTold = (id: string): string[] =>
  fleet.events.flatMap((event) =>
    event.type === 'workflow' && event.workflow.id === id ? [event.workflow.state] : [],
  );

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
  const running = { stop: (id: string) => void stopped.push(id) };
  news = await openReplicaNotifications({
    database,
    bus,
    monitor,
    running,
    log: pino({ level: 'silent' }),
  });
  expect(monitor.cluster(id)).toMatchObject({ id });
});

test('what is no news is passed over', () => {
  expect(() => tell('{')).not.toThrow();
});

test('an attach that ends elsewhere stops here, and the volumes that it had read here are forgotten', async () => {
  const { database, inventory } = fleet;
  const store = createWorkflowStore(database.orm);
  const [id, clusterId] = [randomUUID(), randomUUID()];
  const who = { startedBy: 'admin', startedByRoles: [] };
  await store.add({ id, type: 'attach cluster', target: '', stages: [], clusterId, ...who });
  const walk = inventory.walk(clusterId);
  walk.beginPage();
  walk.takePage([volumeOf(1)]);
  await walk.commit();
  const run = await store.claimRun(id);
  if (run === undefined) throw new Error('it did not begin');
  const changed = JSON.stringify({ from: 'another', about: 'workflow', id });
  tell(changed);
  await expect.poll(() => statesTold(id)).toEqual(['RUNNING']);
  expect(inventory.totals(clusterId).volumes).toBe(1);
  expect(stopped).toEqual([]);
  await store.fail(run, { message: 'no luck', stages: [] });
  tell(changed);
  await expect.poll(() => inventory.totals(clusterId).volumes).toBe(0);
  expect(statesTold(id)).toEqual(['RUNNING', 'FAILED']);
  expect(stopped).toEqual([id]);
});

test('what was missed while the connection was lost is caught up with, and told', async () => {
  const { id = '', keyId = '' } = fleet.clusters[0] ?? {};
  await fleet.store.remove({ id, keyId });
  fleet.events.length = 0;
  reconnect();
  await expect.poll(() => fleet.events).toContainEqual({ type: 'resync' });
  expect(fleet.monitor.cluster(id)).toBeUndefined();
});
