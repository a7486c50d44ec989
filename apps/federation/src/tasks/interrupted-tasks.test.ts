import { afterAll, beforeAll, expect, test } from 'vitest';
import { createUserStore } from '../store/user-store.ts';
import {
  chosen,
  startTaskStack,
  tasksOf,
  valueOf,
  type TaskStack,
} from '../test-support/task-stack.ts';
import {
  ADMIN_PASSWORD,
  signIn,
  VIEWER_PASSWORD,
  type FederationClient,
} from '../test-support/test-federation.ts';

let stack: TaskStack;
let admin: FederationClient;
const { ended, itemsOf, volumesOf } = tasksOf(() => admin);

beforeAll(async () => {
  stack = await startTaskStack(1, 12);
  ({ admin } = await stack.signIn());
});
afterAll(() => stack.close());

test('what was begun before its person lost their rights may have been done, and what was not is not permitted', async () => {
  const { database } = stack.federation;
  const users = createUserStore(database.orm);
  const { projects } = valueOf(await admin.listFleetProjects({}));
  const passwordHash = (await users.get('viewer'))?.passwordHash ?? '';
  const roles = projects.map(({ name }) => `${name}:admin`);
  await users.add({ name: 'ada', passwordHash, roles });
  const { client: ada } = await signIn(stack.federation.url, 'ada', VIEWER_PASSWORD);
  const volumes = (await volumesOf()).slice(0, 3);
  const asked = { kind: 'delete volumes' as const, volumes: chosen(volumes) };
  const { id } = valueOf(await ada.draftTask(asked));
  valueOf(await ada.startTask({ taskId: id, undoSeconds: 300 }));
  await stack.federation.restart(async () => {
    // As a kill leaves what it interrupts.
    await database.query(
      `update federation.task_items set state = 'running', started_at = now() where index = 0`,
    );
    await users.disable('ada');
  });
  ({ client: admin } = await signIn(stack.federation.url, 'admin', ADMIN_PASSWORD));
  valueOf(await admin.resumeTask({ taskId: id }));
  expect((await ended(id)).counts).toMatchObject({ failed: 3 });
  const items = (await itemsOf(id)).toSorted((a, b) => a.index - b.index);
  expect(items.map(({ failure }) => failure?.kind)).toEqual([
    'unknown',
    'not-permitted',
    'not-permitted',
  ]);
  expect(items[0]?.failure?.reason).toContain('may not sign in any more');
});
