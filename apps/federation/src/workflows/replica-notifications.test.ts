import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@asterism/database/database';
import { createWorkflowStore } from '../store/workflow-store.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';
import { volumeOf } from '../test-support/volumes.ts';
import { openReplicaNotifications, type ReplicaNotifications } from './replica-notifications.ts';

let fleet: TestFleet;
let notifications: ReplicaNotifications;
/** Does what the connection does when it is back after it was lost. */
let reconnect = (): void => {};
let receive = (_payload: string): void => {};

/** The workflows that were stopped in this process. */
const stopped: string[] = [];

/** The states of the workflow that were published. */
const publishedStates = (id: string): string[] =>
  fleet.events.flatMap((event) =>
    event.type === 'workflow' && event.workflow.id === id ? [event.workflow.state] : [],
  );

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 1 });
});
afterAll(async () => {
  await notifications.close();
  await fleet.close();
});

test('a cluster that was attached while nobody was listening is watched from the start', async () => {
  const id = fleet.clusters[0]?.id ?? '';
  await fleet.monitor.unwatch(id);
  const database: Database = {
    ...fleet.database,
    kind: 'postgres',
    listen(_channel, handler, onReconnect = () => {}) {
      receive = handler;
      reconnect = onReconnect;
      return Promise.resolve(() => Promise.resolve());
    },
  };
  const { bus, monitor } = fleet;
  const running = { stop: (id: string) => void stopped.push(id) };
  notifications = await openReplicaNotifications({
    database,
    bus,
    monitor,
    running,
    log: pino({ level: 'silent' }),
  });
  expect(monitor.cluster(id)).toMatchObject({ id });
});

test('a notification that cannot be read is ignored', () => {
  expect(() => receive('{')).not.toThrow();
});

test('an attach that ends in another process stops in this one, and the volumes that it read here are forgotten', async () => {
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
  if (run === undefined) throw new Error('the run was not claimed');
  const changed = JSON.stringify({ from: 'another', about: 'workflow', id });
  receive(changed);
  await expect.poll(() => publishedStates(id)).toEqual(['RUNNING']);
  expect(inventory.totals(clusterId).volumes).toBe(1);
  expect(stopped).toEqual([]);
  await store.fail(run, { message: 'no luck', stages: [] });
  receive(changed);
  await expect.poll(() => inventory.totals(clusterId).volumes).toBe(0);
  expect(publishedStates(id)).toEqual(['RUNNING', 'FAILED']);
  expect(stopped).toEqual([id]);
});

test('after a lost connection, missed changes are caught up with and published as a resync', async () => {
  const { id = '', keyId = '' } = fleet.clusters[0] ?? {};
  await fleet.store.remove({ id, keyId });
  fleet.events.length = 0;
  reconnect();
  await expect.poll(() => fleet.events).toContainEqual({ type: 'resync' });
  expect(fleet.monitor.cluster(id)).toBeUndefined();
});
