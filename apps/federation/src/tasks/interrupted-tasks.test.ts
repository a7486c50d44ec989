import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createUserStore } from '../store/user-store.ts';
import {
  chosen,
  SOON,
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

describe('what its cluster has accepted and cannot show yet', () => {
  /** Nobody can read what is under this path; it can be written. */
  const hide = (path: string | undefined): Promise<void> =>
    stack.simulator.order('faults', {
      apiEndpoint: stack.simulator.clusters[0]?.apiEndpoint,
      fault: path === undefined ? null : { status: 500, method: 'GET', path },
    });
  const accepted = (taskId: string): Promise<void> =>
    vi.waitFor(async () => {
      const { counts, state } = valueOf(await admin.getTask({ taskId }));
      expect({ state, following: counts.following, running: counts.running }).toEqual({
        state: 'RUNNING',
        following: 1,
        running: 0,
      });
    }, SOON);

  test('of a snapshot is no failure to delete it', async () => {
    const [{ UUID: sourceVolumeUUID, projectName } = { UUID: '', projectName: '' }] =
      await volumesOf();
    const named = { projectName, name: 'hidden', sourceVolumeUUID };
    const { UUID } = valueOf(await admin.createSnapshot(named));
    const taken = await vi.waitFor(async () => {
      const { snapshots } = valueOf(await admin.listFleetSnapshots({ search: 'hidden' }));
      expect(snapshots).toMatchObject([{ UUID, state: 'Available' }]);
      return snapshots;
    }, SOON);
    const snapshots = Object.fromEntries(taken.map(({ ETag }) => [UUID, ETag]));
    const draft = valueOf(await admin.draftSnapshotsTask({ kind: 'delete snapshots', snapshots }));
    await hide(`/snapshots/${UUID}`);
    valueOf(await admin.startTask({ taskId: draft.id }));
    await accepted(draft.id);
    await hide(undefined);
    await vi.waitFor(async () => {
      const found = await admin.getSnapshot({ projectName, UUID });
      expect(found.ok ? 200 : found.error.status).toBe(404);
    }, SOON);
    expect(await ended(draft.id)).toMatchObject({ state: 'COMPLETED', counts: { done: 1 } });
  });

  test('of a volume is not told as done by what the volume was before', async () => {
    const [volume] = await volumesOf();
    if (volume === undefined) throw new Error('no volume');
    const { UUID } = volume;
    const size = String(BigInt(volume.size) + 1024n ** 3n);
    const label = { key: 'tier', value: 'gold' };
    const asked = { kind: 'change volumes' as const, change: { labels: { set: [label] } } };
    const draft = valueOf(await admin.draftTask({ ...asked, volumes: chosen([volume]) }));
    await hide(`/volumes/${UUID}`);
    valueOf(await admin.startTask({ taskId: draft.id }));
    await accepted(draft.id);
    expect(valueOf(await admin.getVolume({ UUID })).labels).not.toContainEqual(label);
    await hide(undefined);
    // Which reads it anew.
    await vi.waitFor(async () => valueOf(await admin.updateVolume({ UUID, size })), SOON);
    expect(await ended(draft.id)).toMatchObject({ state: 'COMPLETED', counts: { done: 1 } });
    expect(valueOf(await admin.getVolume({ UUID })).labels).toContainEqual(label);
  });
});
