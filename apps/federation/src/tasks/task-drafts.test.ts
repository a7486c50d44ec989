import { afterAll, beforeAll, expect, test } from 'vitest';
import { DRAFTS_MAX } from '../store/task-store.ts';
import { createUserStore } from '../store/user-store.ts';
import { valueOf } from '../test-support/task-stack.ts';
import {
  ADMIN_PASSWORD,
  signIn,
  startTestFederation,
  VIEWER_PASSWORD,
  type FederationClient,
  type TestFederation,
} from '../test-support/test-federation.ts';
import { uuidOf } from '../test-support/volumes.ts';

let federation: TestFederation;
beforeAll(async () => {
  federation = await startTestFederation();
});
afterAll(() => federation.close());

const rowsOf = async (statement: string) => (await federation.database.query(statement)).rows;
const storedItems = () => rowsOf('select count(*)::int as items from federation.task_items');

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
  await expect.poll(storedItems).toEqual([{ items: DRAFTS_MAX + 1 }]);
});

test('of many drafts that a person makes at once no more stay than of those made one by one, and none without its items', async () => {
  const { client } = await signIn(federation.url, 'admin', ADMIN_PASSWORD);
  // So many that they are stored in several parts.
  const volumes = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [uuidOf(at), '1']));
  const made = await Promise.all(
    Array.from({ length: 2 * DRAFTS_MAX }, () =>
      client.draftTask({ kind: 'delete volumes', volumes }),
    ),
  );
  const refused = made.flatMap((one) => (one.ok ? [] : [one.error.status]));
  expect(new Set(refused)).toEqual(refused.length === 0 ? new Set() : new Set([409]));
  const drafts = await Promise.all(
    made.flatMap((one) => (one.ok ? [client.getTask({ taskId: one.value.id })] : [])),
  );
  expect(drafts.filter(({ ok }) => ok)).toHaveLength(DRAFTS_MAX);
  await expect
    .poll(() =>
      rowsOf(
        `select count(*)::int as items from federation.task_items join federation.tasks on id = task_id
          where started_by = 'admin'
          union all select count(*) from federation.task_items where task_id not in (select id from federation.tasks)`,
      ),
    )
    .toEqual([{ items: DRAFTS_MAX * 600 }, { items: 0 }]);
});
