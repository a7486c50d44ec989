import { setTimeout as pause } from 'node:timers/promises';
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
import type { FederationClient, TestFederation } from '../test-support/test-federation.ts';
import type { TestSimulator } from '../test-support/test-simulator.ts';

const GIB = 1024n ** 3n;

let stack: TaskStack;
let federation: TestFederation;
let simulator: TestSimulator;
let admin: FederationClient;
let viewer: FederationClient;
const { ended, run, itemsOf, volumesOf } = tasksOf(() => admin);

beforeAll(async () => {
  stack = await startTaskStack(2, 160);
  ({ federation, simulator } = stack);
  ({ admin, viewer } = await stack.signIn());
});
afterAll(() => stack.close());

describe('a task that changes volumes', () => {
  test('previews each volume and touches none, then changes those that can be, and says of each what became of it', async () => {
    const bySize = (await volumesOf()).toSorted((a, b) => Number(BigInt(a.size) - BigInt(b.size)));
    const [small, large, other] = [bySize[0], bySize[1], bySize[2]];
    if (!small || !large || !other) throw new Error('too few volumes');
    const size = String(BigInt(other.size) + GIB);
    valueOf(await admin.updateVolume({ UUID: other.UUID, size: String(BigInt(size) + GIB) }));
    const missing = '00000000-0000-4000-8000-000000000000';
    const draft = valueOf(
      await admin.draftTask({
        kind: 'change volumes',
        change: { size, labels: { set: [{ key: 'tier', value: 'gold' }] } },
        volumes: { ...chosen([small, large]), [other.UUID]: other.ETag, [missing]: '1' },
      }),
    );
    expect(draft).toMatchObject({ state: 'DRAFT', total: 4, startedBy: 'admin' });
    expect(draft.counts).toMatchObject({ waiting: 3, skipped: 1 });
    expect(draft.risks.modified).toBe(1);
    const items = await itemsOf(draft.id);
    expect(items.find(({ target }) => target.UUID === missing)?.failure?.kind).toBe('gone');
    expect(items.find(({ target }) => target.UUID === other.UUID)?.isModified).toBe(true);
    expect(valueOf(await admin.getVolume({ UUID: small.UUID })).size).toBe(small.size);

    valueOf(await admin.startTask({ taskId: draft.id }));
    const task = await ended(draft.id);
    expect(task).toMatchObject({ state: 'COMPLETED', percent: 100 });
    expect(task.counts).toMatchObject({ done: 3, skipped: 1, failed: 0 });
    const again = valueOf(await admin.getTask({ taskId: draft.id }));
    expect(again.usualSeconds).toBeGreaterThan(0);
    const ofKind = valueOf(await admin.listTasks({ kind: 'change volumes' }));
    expect(ofKind.tasks[0]).toEqual(again);
    const now = valueOf(await admin.getVolume({ UUID: small.UUID }));
    expect(now.size).toBe(size);
    expect(now.labels).toContainEqual({ key: 'tier', value: 'gold' });
    // It was larger already.
    expect(BigInt(valueOf(await admin.getVolume({ UUID: other.UUID })).size)).toBe(
      BigInt(size) + GIB,
    );
  });

  test('adds hosts to what each volume allows, instead of replacing it', async () => {
    const volumes = (await volumesOf()).slice(0, 3);
    const acl = { values: ['nqn.2024-01.com.example:first'] };
    for (const { UUID } of volumes) valueOf(await admin.updateVolume({ UUID, acl }));
    await vi.waitFor(async () => expect(await volumesOf('example:first')).toHaveLength(3), SOON);
    const asked = {
      kind: 'change volumes' as const,
      change: { acl: { add: ['nqn.2024-01.com.example:second'] } },
      matching: { search: 'example:first' },
    };
    const except = volumes.slice(0, 1).map(({ UUID }) => UUID.toUpperCase());
    const others = await admin.draftTask({ ...asked, matching: { ...asked.matching, except } });
    expect(valueOf(others).total).toBe(2);
    const task = await run(asked);
    expect(task.counts).toMatchObject({ done: 3, failed: 0 });
    const changed = await volumesOf('example:second');
    expect(changed.map((volume) => volume.acl.values.toSorted())).toEqual(
      Array.from({ length: 3 }, () => [
        'nqn.2024-01.com.example:first',
        'nqn.2024-01.com.example:second',
      ]),
    );
    const again = await admin.draftTask({
      kind: 'change volumes',
      change: { acl: { add: ['nqn.2024-01.com.example:second'] } },
      matching: { search: 'example:first' },
    });
    expect(valueOf(again).counts).toMatchObject({ skipped: 3, waiting: 0 });
    const refused = await admin.startTask({ taskId: valueOf(again).id });
    expect(refused.ok ? 200 : refused.error.status).toBe(409);
  });
});

describe('a task that deletes volumes', () => {
  test('is not begun when not all of its draft could be stored', async () => {
    const volumes = (await volumesOf()).slice(0, 3);
    const draft = { kind: 'delete volumes', volumes: chosen(volumes) } as const;
    const { id } = valueOf(await admin.draftTask(draft));
    await vi.waitFor(async () => {
      const lost = await federation.database.query(
        `delete from federation.task_items where task_id = '${id}' and index = 2 returning index`,
      );
      expect(lost.rowCount).toBe(1);
    }, SOON);
    expect(await admin.startTask({ taskId: id })).toMatchObject({
      error: { status: 409, message: 'the draft could not be stored as a whole: preview it again' },
    });
    expect(valueOf(await admin.getTask({ taskId: id })).state).toBe('DRAFT');
  });

  test('leaves alone what was modified after the preview, and retries that once it was looked at again', async () => {
    const [kept, gone] = await volumesOf();
    if (!kept || !gone) throw new Error('too few volumes');
    const { projectName } = kept;
    const ofKept = { projectName, name: 'of-kept', sourceVolumeUUID: kept.UUID };
    valueOf(await admin.createSnapshot(ofKept));
    const { snapshots } = valueOf(await admin.getVolumeDependents({ UUID: kept.UUID }));
    const total = snapshots?.total ?? 0;
    expect(total).toBeGreaterThan(0);
    const draft = valueOf(
      await admin.draftTask({ kind: 'delete volumes', volumes: chosen([kept, gone]) }),
    );
    const drafted = (await itemsOf(draft.id)).find(({ target }) => target.UUID === kept.UUID);
    expect(drafted).toMatchObject({ snapshots: total, clones: 0 });
    valueOf(
      await admin.updateVolume({ UUID: kept.UUID, size: String(BigInt(kept.size) + 4n * GIB) }),
    );
    valueOf(await admin.startTask({ taskId: draft.id }));
    const task = await ended(draft.id);
    expect(task).toMatchObject({ state: 'FAILED' });
    expect(task.counts).toMatchObject({ done: 1, failed: 1 });
    const [first] = await itemsOf(draft.id);
    expect(first).toMatchObject({ state: 'failed', failure: { kind: 'changed' } });
    expect(first?.target.UUID).toBe(kept.UUID);

    const retry = valueOf(await admin.retryTask({ taskId: draft.id }));
    expect(retry).toMatchObject({ state: 'DRAFT', total: 1, retryOf: draft.id });
    valueOf(await admin.startTask({ taskId: retry.id }));
    expect((await ended(retry.id)).counts).toMatchObject({ done: 1 });
    const lookup = await admin.getVolume({ UUID: kept.UUID });
    expect(lookup.ok ? 200 : lookup.error.status).toBe(404);
  });

  test('deletes nothing when it is canceled before its time', async () => {
    const [volume] = await volumesOf();
    if (!volume) throw new Error('no volume');
    const draft = valueOf(
      await admin.draftTask({ kind: 'delete volumes', volumes: chosen([volume]) }),
    );
    const started = valueOf(await admin.startTask({ taskId: draft.id, undoSeconds: 30 }));
    expect(started.state).toBe('PENDING');
    expect(Date.parse(started.dueAt ?? '') - Date.now()).toBeGreaterThan(20_000);
    const canceled = valueOf(await admin.cancelTask({ taskId: draft.id }));
    expect(canceled).toMatchObject({ state: 'CANCELED', percent: 100 });
    expect(canceled.counts).toMatchObject({ canceled: 1 });
    expect(valueOf(await admin.getVolume({ UUID: volume.UUID })).state).toBe('Available');
    const refused = await admin.cancelTask({ taskId: draft.id });
    expect(refused.ok ? 200 : refused.error.status).toBe(409);
  });

  test('begins at once when it is resumed before its time, and only once', async () => {
    const [volume] = await volumesOf();
    if (!volume) throw new Error('no volume');
    const { id } = valueOf(
      await admin.draftTask({ kind: 'delete volumes', volumes: chosen([volume]) }),
    );
    valueOf(await admin.startTask({ taskId: id, undoSeconds: 300 }));
    valueOf(await admin.resumeTask({ taskId: id }));
    expect((await ended(id)).counts).toMatchObject({ done: 1 });
    const again = await admin.resumeTask({ taskId: id });
    expect(again.ok ? 200 : again.error.status).toBe(409);
  });

  test('is paused, resumed and canceled while it runs, and finishes what it has begun', async () => {
    const { apiEndpoint } = simulator.clusters[0] ?? { apiEndpoint: '' };
    await simulator.order('faults', { apiEndpoint, fault: { latencyMs: 100 } });
    const { clusterUUID } = simulator.clusters[0] ?? { clusterUUID: '' };
    const draft = valueOf(
      await admin.draftTask({ kind: 'delete volumes', matching: { cluster: [clusterUUID] } }),
    );
    valueOf(await admin.startTask({ taskId: draft.id }));
    await vi.waitFor(async () => {
      expect(valueOf(await admin.getTask({ taskId: draft.id })).counts.done).toBeGreaterThan(0);
    }, SOON);
    valueOf(await admin.pauseTask({ taskId: draft.id }));
    const paused = await vi.waitFor(async () => {
      const now = valueOf(await admin.getTask({ taskId: draft.id }));
      expect(now).toMatchObject({ state: 'PAUSED', counts: { running: 0, following: 0 } });
      return now;
    }, SOON);
    expect(paused.counts.waiting).toBeGreaterThan(0);
    await pause(300);
    expect(valueOf(await admin.getTask({ taskId: draft.id })).counts).toEqual(paused.counts);
    valueOf(await admin.resumeTask({ taskId: draft.id }));
    await vi.waitFor(async () => {
      const { counts } = valueOf(await admin.getTask({ taskId: draft.id }));
      expect(counts.done).toBeGreaterThan(paused.counts.done);
    }, SOON);
    valueOf(await admin.cancelTask({ taskId: draft.id }));
    const { state, counts, total } = await ended(draft.id);
    await simulator.order('faults', { apiEndpoint, fault: null });
    expect(state).toBe('CANCELED');
    expect(counts.done + counts.canceled + counts.failed).toBe(total);
    expect(counts.canceled).toBeGreaterThan(0);
    const items = await itemsOf(draft.id);
    const { volumes } = valueOf(
      await admin.listFleetVolumes({ cluster: clusterUUID, limit: '200' }),
    );
    const left = new Set(volumes.map(({ UUID }) => UUID));
    for (const { state: was, target } of items) {
      expect([was, left.has(target.UUID)]).toEqual([was, was === 'canceled' || was === 'skipped']);
    }
  });
});

describe('whose a task is', () => {
  test('a viewer starts none, and sees none of what is not theirs', async () => {
    const refused = await viewer.draftTask({ kind: 'delete volumes', matching: {} });
    expect(refused.ok ? 200 : refused.error.status).toBe(403);
    const all = valueOf(await admin.listTasks({}));
    expect(all.total).toBeGreaterThan(0);
    const task = all.tasks.find(({ projects }) => projects.some((one) => one !== 'blue'));
    const lookup = await viewer.getTask({ taskId: task?.id ?? '' });
    expect(lookup.ok ? 200 : lookup.error.status).toBe(404);
    expect(all.people).toEqual(['admin']);
    const theirs = valueOf(await viewer.listTasks({}));
    for (const one of theirs.tasks) expect(one.projects).toEqual(['blue']);
    expect(theirs.people).toEqual(theirs.tasks.length === 0 ? [] : ['admin']);
  });

  test('whoever may change what is not skipped starts and cancels it, and nobody else', async () => {
    const all = await volumesOf();
    const [mine, other] = all;
    const theirs = all.find(({ projectName }) => projectName !== mine?.projectName);
    const alsoMine = all.findLast(({ projectName }) => projectName === mine?.projectName);
    if (!mine || !other || !theirs || !alsoMine) throw new Error('too few volumes');
    const users = createUserStore(federation.database.orm);
    await users.enable('viewer', [`${mine.projectName}:admin`, `${theirs.projectName}:viewer`]);
    const drafted = async (client: FederationClient, volumes: Parameters<typeof chosen>[0]) =>
      valueOf(await client.draftTask({ kind: 'delete volumes', volumes: chosen(volumes) }));

    const draft = await drafted(viewer, [mine, theirs]);
    expect(draft).toMatchObject({
      counts: { waiting: 1, skipped: 1 },
      changedProjects: [mine.projectName],
    });
    expect(draft.projects.toSorted()).toEqual([mine.projectName, theirs.projectName].toSorted());
    valueOf(await viewer.startTask({ taskId: draft.id }));
    expect((await ended(draft.id)).counts).toMatchObject({ done: 1, skipped: 1 });
    const another = await drafted(viewer, [alsoMine, theirs]);
    valueOf(await viewer.startTask({ taskId: another.id, undoSeconds: 300 }));
    valueOf(await viewer.cancelTask({ taskId: another.id }));
    const discarded = await drafted(viewer, [theirs]);
    expect(discarded.changedProjects).toEqual([]);
    expect(valueOf(await viewer.cancelTask({ taskId: discarded.id })).state).toBe('CANCELED');

    const ofBoth = await drafted(admin, [alsoMine, theirs]);
    expect(ofBoth.changedProjects).toBeUndefined();
    valueOf(await admin.startTask({ taskId: ofBoth.id, undoSeconds: 300 }));
    const refused = await viewer.cancelTask({ taskId: ofBoth.id });
    expect(refused.ok ? 200 : refused.error.status).toBe(403);
    valueOf(await admin.cancelTask({ taskId: ofBoth.id }));
    await users.enable('viewer', ['blue:viewer']);
  });

  test.each([
    ['nothing chosen', { kind: 'delete volumes' as const }],
    ['snapshots without a name', { kind: 'snapshot volumes' as const, matching: {} }],
    [
      'snapshots that all have one name',
      { kind: 'snapshot volumes' as const, snapshot: { name: 'same' }, matching: {} },
    ],
    ['a change without a change', { kind: 'change volumes' as const, matching: {} }],
    [
      'a deletion with a change',
      { kind: 'delete volumes' as const, change: { size: '1 GiB' }, matching: {} },
    ],
    [
      'a line that is not understood',
      { kind: 'delete volumes' as const, matching: { query: 'usd>80%' } },
    ],
    [
      'a cluster whose name is only like that of another',
      { kind: 'delete volumes' as const, matching: { query: 'cluster:lb-north-1' } },
    ],
    [
      'no volume that matches',
      { kind: 'delete volumes' as const, matching: { search: 'there is none' } },
    ],
  ])('%s is refused', async (_, request) => {
    const refused = await admin.draftTask(request);
    expect(refused.ok ? 200 : refused.error.status).toBe(400);
  });
});

describe('while a task runs', () => {
  const first = () => simulator.clusters[0] ?? { apiEndpoint: '', clusterUUID: '' };
  const slow = (latencyMs: number) =>
    simulator.order('faults', { apiEndpoint: first().apiEndpoint, fault: { latencyMs } });
  const quick = () => simulator.order('faults', { apiEndpoint: first().apiEndpoint, fault: null });

  /** Starts to delete what matches, and waits until some of it is done. */
  async function beginToDelete(
    client: FederationClient,
    matching: NonNullable<Parameters<FederationClient['draftTask']>[0]['matching']>,
  ): Promise<string> {
    const { id } = valueOf(await client.draftTask({ kind: 'delete volumes', matching }));
    valueOf(await client.startTask({ taskId: id }));
    await vi.waitFor(async () => {
      expect(valueOf(await admin.getTask({ taskId: id })).counts.done).toBeGreaterThan(0);
    }, SOON);
    return id;
  }

  test('nothing is done any more for somebody who has lost the right to it', async () => {
    const users = createUserStore(federation.database.orm);
    const { projects } = valueOf(await admin.listFleetProjects({}));
    const all = projects.map(({ name }) => name);
    await users.enable(
      'viewer',
      all.map((name) => `${name}:admin`),
    );
    await slow(150);
    const id = await beginToDelete(viewer, { cluster: [first().clusterUUID] });
    await users.enable(
      'viewer',
      all.map((name) => `${name}:viewer`),
    );
    const then = valueOf(await admin.getTask({ taskId: id })).counts;
    const { counts } = await ended(id);
    await users.enable('viewer', ['blue:viewer']);
    await quick();
    expect(counts.failed).toBeGreaterThan(0);
    expect(counts.done).toBeLessThan(then.done + then.following + then.running + 8);
    const kinds = (await itemsOf(id)).map(({ state, failure }) => failure?.kind ?? state);
    expect(new Set(kinds)).toEqual(new Set(['done', 'not-permitted']));
  });

  test('what is on a cluster that is detached is not taken for deleted', async () => {
    const { apiEndpoint, clusterUUID } = first();
    await slow(150);
    const id = await beginToDelete(admin, { cluster: [clusterUUID] });
    valueOf(await admin.detachCluster({ cid: clusterUUID }));
    const { counts, total } = await ended(id);
    await quick();
    expect(counts.failed).toBeGreaterThan(0);
    expect(counts.failed + counts.done).toBe(total);
    const items = await itemsOf(id);
    const failures = items.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
    expect(new Set(failures.map(({ kind }) => kind))).not.toContain('gone');
    expect(failures.at(-1)?.reason).toBe('Its cluster was detached before it was begun.');

    const retry = valueOf(await admin.retryTask({ taskId: id }));
    expect(retry.counts).toMatchObject({ skipped: counts.failed, waiting: 0 });
    const names = new Map(items.map(({ target }) => [target.UUID, target.name]));
    for (const { target, failure } of await itemsOf(retry.id)) {
      expect(failure).toMatchObject({ kind: 'unavailable' });
      expect(target.name).toBe(names.get(target.UUID));
    }

    const attached = await stack.attach([apiEndpoint]);
    expect(attached).toEqual({ ok: true });
    const { volumes } = valueOf(
      await admin.listFleetVolumes({ cluster: clusterUUID, limit: '200' }),
    );
    const there = new Set(volumes.map(({ UUID }) => UUID));
    const done = items.filter(({ state }) => state === 'done');
    expect(done.filter(({ target }) => there.has(target.UUID))).toEqual([]);
  });

  test('one that waits for a cluster that is away is canceled at once', async () => {
    const { apiEndpoint, clusterUUID } = first();
    await simulator.order('faults', { apiEndpoint, fault: { drop: true } });
    await vi.waitFor(async () => {
      const cluster = valueOf(await admin.getFleetCluster({ clusterId: clusterUUID }));
      expect(cluster.status).not.toBe('Connected');
    }, SOON);
    const draft = valueOf(
      await admin.draftTask({ kind: 'delete volumes', matching: { cluster: [clusterUUID] } }),
    );
    valueOf(await admin.startTask({ taskId: draft.id }));
    await vi.waitFor(async () => {
      expect(valueOf(await admin.getTask({ taskId: draft.id })).state).toBe('RUNNING');
    }, SOON);
    valueOf(await admin.cancelTask({ taskId: draft.id }));
    expect(await ended(draft.id)).toMatchObject({ state: 'CANCELED', counts: { failed: 0 } });
    await quick();
  });
});
