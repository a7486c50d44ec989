import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { ALLOW_NONE } from '@asterism/api-types/rules/access-lists';
import { createUserStore } from '../../store/user-store.ts';
import {
  SOON,
  startTaskStack,
  tasksOf,
  valueOf,
  type TaskStack,
} from '../../test-support/task-stack.ts';
import type { FederationClient } from '../../test-support/test-federation.ts';

let stack: TaskStack;
let admin: FederationClient;
let viewer: FederationClient;
const { ended, itemsOf, volumesOf } = tasksOf(() => admin);

beforeAll(async () => {
  stack = await startTaskStack(2, 30);
  ({ admin, viewer } = await stack.signIn());
});
afterAll(() => stack.close());

const KIND = { kind: 'delete snapshots' as const };
const ofName = async (search: string): Promise<readonly FleetSnapshot[]> =>
  valueOf(await admin.listFleetSnapshots({ search, sort: 'name', limit: '200' })).snapshots;

/** So many snapshots of a name that nothing else has, of one volume after the other. */
async function take(name: string, count: number): Promise<readonly FleetSnapshot[]> {
  const volumes = await volumesOf();
  for (let number = 1; number <= count; number += 1) {
    const { UUID, projectName } = volumes[number % volumes.length] ?? { UUID: '', projectName: '' };
    const request = { projectName, name: `${name}-${number}`, sourceVolumeUUID: UUID };
    valueOf(await admin.createSnapshot({ ...request, retentionTime: '72h' }));
  }
  return vi.waitFor(async () => {
    const taken = await ofName(name);
    expect(taken.filter(({ state }) => state === 'Available')).toHaveLength(count);
    return taken;
  }, SOON);
}

/** Begins to make a volume of a snapshot. */
async function clone({ projectName, size, UUID }: FleetSnapshot, name: string): Promise<void> {
  const sourceSnapshotUUID = UUID;
  const acl = { values: [ALLOW_NONE] };
  const request = { name, projectName, size, acl, replicaCount: 2, sourceSnapshotUUID };
  valueOf(await admin.createVolume(request));
}

const isAvailable = (name: string): Promise<void> =>
  vi.waitFor(async () => expect(await volumesOf(name)).toHaveLength(1), SOON);

const chosen = (snapshots: readonly FleetSnapshot[]): Record<string, string> =>
  Object.fromEntries(snapshots.map(({ UUID, ETag }) => [UUID, ETag]));

const preview = async (
  request: Omit<Parameters<FederationClient['draftSnapshotsTask']>[0], 'kind'>,
) => valueOf(await admin.draftSnapshotsTask({ ...KIND, ...request }));

async function start(taskId: string) {
  valueOf(await admin.startTask({ taskId }));
  return ended(taskId);
}

const statusOf = (answer: { readonly ok: boolean; readonly error?: { readonly status: number } }) =>
  answer.error?.status ?? 200;

describe('a task that deletes snapshots', () => {
  test('previews each with what to look at, and touches none; then deletes those that it can', async () => {
    const [plain, cloned, kept] = await take('reviewed', 3);
    if (!plain || !cloned || !kept) throw new Error('too few snapshots');
    await clone(cloned, 'made-of-reviewed');
    const startTime = new Date(Date.parse(kept.creationTime) - 1000).toISOString();
    valueOf(
      await admin.createResourcePolicy({
        projectName: kept.projectName,
        name: 'hourly',
        resourceUUID: kept.sourceVolumeUUID,
        schedulePolicy: {
          snapshotSchedulePolicy: { hourlySchedule: { startTime, hoursInCycle: 4 } },
          retentionTime: '72h',
        },
      }),
    );
    await isAvailable('made-of-reviewed');
    const missing = randomUUID();
    const snapshots = { ...chosen([cloned, kept]), [plain.UUID]: 'another', [missing]: '1' };
    const draft = await preview({ snapshots });
    expect(draft).toMatchObject({
      state: 'DRAFT',
      total: 4,
      counts: { waiting: 3, skipped: 1 },
      risks: { modified: 1, clones: 1, scheduled: 1 },
    });
    const items = new Map((await itemsOf(draft.id)).map((item) => [item.target.UUID, item]));
    expect(items.get(missing)).toMatchObject({ state: 'skipped', failure: { kind: 'gone' } });
    expect(items.get(plain.UUID)).toMatchObject({
      isModified: true,
      clones: 0,
      isScheduled: false,
    });
    expect(items.get(cloned.UUID)).toMatchObject({ isModified: false, clones: 1 });
    expect(items.get(kept.UUID)).toMatchObject({
      isScheduled: true,
      target: {
        name: kept.name,
        ETag: kept.ETag,
        volume: { UUID: kept.sourceVolumeUUID, name: kept.sourceVolumeName },
      },
    });
    expect(await ofName('reviewed')).toHaveLength(3);

    expect(await start(draft.id)).toMatchObject({
      state: 'COMPLETED',
      counts: { done: 3, failed: 0, skipped: 1 },
    });
    expect(await ofName('reviewed')).toEqual([]);
    expect(await volumesOf('made-of-reviewed')).toHaveLength(1);
  });

  test('deletes all that match but those that are left out, and one that is deleted meanwhile is no failure', async () => {
    const taken = await take('matching', 4);
    const [left, early] = taken;
    if (!left || !early) throw new Error('too few snapshots');
    const matching = { search: 'matching', except: [left.UUID.toUpperCase()] };
    const draft = await preview({ matching });
    expect(draft).toMatchObject({ total: 3, subject: '', counts: { waiting: 3 } });
    const ofVolume = { search: 'matching', volume: [early.sourceVolumeUUID] };
    expect(await preview({ matching: ofVolume })).toMatchObject({ total: 1, subject: early.name });
    const { projectName, UUID } = early;
    valueOf(await admin.deleteSnapshot({ projectName, UUID }));
    expect((await start(draft.id)).counts).toMatchObject({ done: 3, failed: 0 });
    expect((await ofName('matching')).map(({ name }) => name)).toEqual([left.name]);
  });

  test('deletes one of which a volume is being made as soon as that is there', async () => {
    const [busy] = await take('busy', 1);
    if (!busy) throw new Error('no snapshot');
    const draft = await preview({ snapshots: chosen([busy]) });
    expect(draft.subject).toBe(busy.name);
    await clone(busy, 'made-of-busy');
    const { projectName, UUID } = busy;
    const early = await admin.deleteSnapshot({ projectName, UUID });
    expect(early).toMatchObject({ error: { status: 409, code: 10 } });
    expect((await start(draft.id)).counts).toMatchObject({ done: 1, failed: 0 });
    await isAvailable('made-of-busy');
    expect(await ofName('busy')).toEqual([]);
  });

  test('says why some were kept, and deletes them when it is tried again, but what is gone meanwhile', async () => {
    const taken = await take('kept', 2);
    const [gone] = taken;
    if (!gone) throw new Error('no snapshot');
    const draft = await preview({ snapshots: chosen(taken) });
    const deletesFail = async (fault: { status: number; method: string } | null) => {
      for (const { apiEndpoint } of stack.simulator.clusters) {
        await stack.simulator.order('faults', { apiEndpoint, fault });
      }
    };
    await deletesFail({ status: 500, method: 'DELETE' });
    expect((await start(draft.id)).counts).toMatchObject({ done: 0, failed: 2 });
    await deletesFail(null);
    const failed = await itemsOf(draft.id);
    expect(new Set(failed.map(({ failure }) => failure?.kind))).toEqual(new Set(['refused']));
    valueOf(await admin.deleteSnapshot({ projectName: gone.projectName, UUID: gone.UUID }));
    await vi.waitFor(async () => expect(await ofName('kept')).toHaveLength(1), SOON);
    const retry = valueOf(await admin.retryTask({ taskId: draft.id }));
    expect(retry).toMatchObject({ ...KIND, total: 2, retryOf: draft.id, counts: { skipped: 1 } });
    const skipped = (await itemsOf(retry.id)).find(({ state }) => state === 'skipped');
    expect(skipped).toMatchObject({
      failure: { kind: 'gone', reason: 'This snapshot no longer exists.' },
      target: {
        name: gone.name,
        projectName: gone.projectName,
        volume: { UUID: gone.sourceVolumeUUID, name: gone.sourceVolumeName },
      },
    });
    expect((await start(retry.id)).counts).toMatchObject({ done: 1, skipped: 1 });
    expect(await ofName('kept')).toEqual([]);
  });

  test('does not say how many clones one has before the volumes of its cluster were read', async () => {
    const taken = await take('uncounted', 1);
    const hideVolumes = async (fault: { status: number; path: string } | null) => {
      for (const { apiEndpoint } of stack.simulator.clusters) {
        await stack.simulator.order('faults', { apiEndpoint, fault });
      }
    };
    await stack.federation.restart(() => hideVolumes({ status: 500, path: '/volumes' }));
    ({ admin, viewer } = await stack.signIn());
    const item = async () => {
      const [one] = await itemsOf((await preview({ snapshots: chosen(taken) })).id);
      return { state: one?.state, clones: one?.clones };
    };
    await vi.waitFor(
      async () => expect(await item()).toEqual({ state: 'waiting', clones: undefined }),
      SOON,
    );
    await hideVolumes(null);
    await vi.waitFor(async () => expect(await item()).toEqual({ state: 'waiting', clones: 0 }), {
      ...SOON,
      timeout: 40_000,
    });
  });

  test('takes none for gone while it is not known which projects its cluster has', async () => {
    const taken = await take('unlisted', 2);
    const { id } = await preview({ snapshots: chosen(taken) });
    valueOf(await admin.startTask({ taskId: id, undoSeconds: 3 }));
    const hideProjects = async (fault: { status: number; path: string } | null) => {
      for (const { apiEndpoint } of stack.simulator.clusters) {
        await stack.simulator.order('faults', { apiEndpoint, fault });
      }
    };
    await stack.federation.restart(() => hideProjects({ status: 500, path: '/projects' }));
    ({ admin, viewer } = await stack.signIn());
    await vi.waitFor(async () => {
      const { clusters } = valueOf(await admin.listFleetVolumes({ limit: '1' }));
      expect(clusters.map(({ status }) => status)).toEqual(['Connected', 'Connected']);
      expect(clusters.every(({ asOf }) => asOf !== undefined)).toBe(true);
      expect(valueOf(await admin.getTask({ taskId: id })).state).not.toBe('PENDING');
    }, SOON);
    await hideProjects(null);
    expect((await ended(id)).counts).toMatchObject({ done: 2, failed: 0 });
    for (const { projectName, UUID } of taken) {
      expect(statusOf(await admin.getSnapshot({ projectName, UUID }))).toBe(404);
    }
  });

  test('deletes nothing when it is canceled before its time', async () => {
    const taken = await take('spared', 2);
    const { id } = await preview({ snapshots: chosen(taken) });
    valueOf(await admin.startTask({ taskId: id, undoSeconds: 30 }));
    expect(valueOf(await admin.cancelTask({ taskId: id }))).toMatchObject({
      state: 'CANCELED',
      counts: { canceled: 2 },
    });
    expect(await ofName('spared')).toHaveLength(2);
  });

  test('deletes each once, and tells of each, when the federation starts anew meanwhile', async () => {
    // More of each cluster than it is asked for at a time.
    const taken = await take('survivor', 24);
    const slowly = async (fault: { readonly latencyMs: number } | null) => {
      for (const { apiEndpoint } of stack.simulator.clusters) {
        await stack.simulator.order('faults', { apiEndpoint, fault });
      }
    };
    await slowly({ latencyMs: 600 });
    const { id } = await preview({ matching: { query: 'name:survivor -age>10y' } });
    valueOf(await admin.startTask({ taskId: id }));
    await vi.waitFor(async () => {
      const { counts } = valueOf(await admin.getTask({ taskId: id }));
      expect(counts.done + counts.following).toBeGreaterThan(1);
      expect(counts.waiting).toBeGreaterThan(1);
    }, SOON);
    await stack.federation.restart(() => slowly(null));
    ({ admin, viewer } = await stack.signIn());
    expect((await ended(id)).counts).toMatchObject({ done: taken.length, failed: 0 });
    expect(await ofName('survivor')).toEqual([]);
  });
});

describe('who deletes snapshots', () => {
  test('is whoever may change their project: a viewer previews none, and others’ are skipped', async () => {
    expect(statusOf(await viewer.draftSnapshotsTask({ ...KIND, matching: {} }))).toBe(403);
    const taken = await take('whose', 8);
    const [mine] = taken;
    const theirs = taken.find(({ projectName }) => projectName !== mine?.projectName);
    const hidden = taken.find(
      ({ projectName }) => ![mine?.projectName, theirs?.projectName].includes(projectName),
    );
    if (!mine || !theirs || !hidden) throw new Error('too few projects');
    const users = createUserStore(stack.federation.database.orm);
    await users.enable('viewer', [`${mine.projectName}:admin`, `${theirs.projectName}:viewer`]);
    const snapshots = chosen([mine, theirs, hidden]);
    const draft = valueOf(await viewer.draftSnapshotsTask({ ...KIND, snapshots }));
    expect(draft.counts).toMatchObject({ waiting: 1, skipped: 2 });
    const { items } = valueOf(await viewer.listTaskItems({ taskId: draft.id }));
    const kinds = new Map(items.map(({ target, failure }) => [target.UUID, failure?.kind]));
    expect(kinds.get(theirs.UUID)).toBe('not-permitted');
    // What one may not see is as if it were not there.
    expect(kinds.get(hidden.UUID)).toBe('gone');
    const all = valueOf(
      await viewer.draftSnapshotsTask({ ...KIND, matching: { search: 'whose' } }),
    );
    expect(new Set(all.projects)).toEqual(new Set([mine.projectName, theirs.projectName]));
    valueOf(await viewer.cancelTask({ taskId: all.id }));
    valueOf(await viewer.startTask({ taskId: draft.id }));
    expect((await ended(draft.id)).counts).toMatchObject({ done: 1, skipped: 2 });
    await users.enable('viewer', ['blue:viewer']);
  });

  test.each([
    ['nothing chosen', {}],
    ['both chosen and matching', { snapshots: { [randomUUID()]: '1' }, matching: {} }],
    ['a line that is not understood', { matching: { query: 'used>80%' } }],
    ['nothing that a line leaves', { matching: { query: 'age>10y' } }],
    ['nothing that matches', { matching: { search: 'there is none' } }],
    ['none by name', { snapshots: {} }],
  ])('%s is refused', async (_, request) => {
    expect(statusOf(await admin.draftSnapshotsTask({ ...KIND, ...request }))).toBe(400);
  });
});
