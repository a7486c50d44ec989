import { afterAll, beforeAll, expect, test } from 'vitest';
import { rightsOf } from '@asterism/api-types/rules/roles';
import { createInventory } from '../inventory/inventory.ts';
import { NO_SNAPSHOT } from '../monitor/cluster-snapshot.ts';
import { createSnapshotIndex } from '../snapshots/snapshot-index.ts';
import { DRAFTS_MAX } from '../store/task-store.ts';
import { createUserStore } from '../store/user-store.ts';
import { valueOf } from '../test-support/task-stack.ts';
import { openTestDatabase } from '../test-support/test-fleet.ts';
import {
  ADMIN_PASSWORD,
  signIn,
  startTestFederation,
  VIEWER_PASSWORD,
  type FederationClient,
  type TestFederation,
} from '../test-support/test-federation.ts';
import { uuidOf } from '../test-support/volumes.ts';
import { createTaskService } from './task-service.ts';

let federation: TestFederation;
beforeAll(async () => {
  federation = await startTestFederation();
});
afterAll(() => federation.close());

const draft = async (client: FederationClient): Promise<string> =>
  valueOf(await client.draftTask({ kind: 'delete volumes', volumes: { [uuidOf(1)]: '1' } })).id;

test('of too many drafts of a person the oldest goes with its items, and of nobody else', async () => {
  await createUserStore(federation.database.orm).enable('viewer', ['blue:admin']);
  const { client: admin } = await signIn(federation.url, 'admin', ADMIN_PASSWORD);
  const { client: other } = await signIn(federation.url, 'viewer', VIEWER_PASSWORD);
  const ofOther = await draft(other);
  const drafts: string[] = [];
  for (let n = 0; n <= DRAFTS_MAX; n += 1) drafts.push(await draft(admin));
  const found = await Promise.all(drafts.map((taskId) => admin.getTask({ taskId })));
  expect(found.map(({ ok }) => ok)).toEqual([false, ...Array<boolean>(DRAFTS_MAX).fill(true)]);
  expect(await other.getTask({ taskId: ofOther })).toMatchObject({ ok: true });
  const { rows } = await federation.database.query(
    'select count(*)::int as items from federation.task_items',
  );
  expect(rows).toEqual([{ items: DRAFTS_MAX + 1 }]);
});

test('a draft that the database does not take fails once, whatever else fails', async () => {
  const { database, close } = await openTestDatabase();
  await close();
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', note);
  const failing = new Error('the inventory fails too');
  const service = createTaskService({
    orm: database.orm,
    fleet: {
      inventory: {
        ...createInventory(() => undefined),
        ask() {
          throw failing;
        },
      },
      snapshots: createSnapshotIndex(() => undefined),
      monitor: {
        cluster: () => undefined,
        snapshot: () => ({ ...NO_SNAPSHOT, answeredAt: undefined, overdue: false }),
      },
    },
    engine: {
      enqueue: () => Promise.reject(failing),
      resend: () => Promise.reject(failing),
      runNow: () => Promise.reject(failing),
      wake: () => undefined,
    },
    onChange: () => undefined,
  });
  const admin = { subject: 'ada', roles: ['system:cluster-admin'] };
  const principal = { ...admin, rights: rightsOf(admin.roles) };
  const drafting = service.draft({ kind: 'delete volumes', matching: {} }, principal, 'api');
  await expect(drafting).rejects.toThrow();
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});
