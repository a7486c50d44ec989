import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import {
  chosen,
  startTaskStack,
  tasksOf,
  valueOf,
  type TaskStack,
} from '../../test-support/task-stack.ts';
import type { FederationClient } from '../../test-support/test-federation.ts';

let stack: TaskStack;
let admin: FederationClient;
let viewer: FederationClient;
const { ended, run, itemsOf, volumesOf } = tasksOf(() => admin);

beforeAll(async () => {
  stack = await startTaskStack(2, 12);
  ({ admin, viewer } = await stack.signIn());
});
afterAll(() => stack.close());

const kind = 'schedule volumes' as const;
const nightly = (name: string) => ({
  name: `{volume}-${name}`,
  schedulePolicy: {
    snapshotSchedulePolicy: {
      weeklySchedule: {
        daysOfWeek: [{ startTime: '1970-01-01T02:00:00Z', day: 'Monday' as const }],
      },
    },
    retentionTime: '168h',
  },
});

const EVERY_4_HOURS = {
  snapshotSchedulePolicy: { hourlySchedule: { hoursInCycle: 4 } },
  retentionTime: '24h',
};

const schedulesOf = async ({ projectName, UUID }: Pick<Volume, 'projectName' | 'UUID'>) =>
  valueOf(await admin.listResourcePolicies({ projectName, volumeUUID: UUID })).resourcePolicies;

const create = ({ projectName, UUID }: Volume, name: string) =>
  admin.createResourcePolicy({ ...nightly(''), projectName, name, resourceUUID: UUID });

const preview = async (volumes: readonly Volume[], name: string) =>
  valueOf(await admin.draftTask({ kind, schedule: nightly(name), volumes: chosen(volumes) }));

/** Volumes of one cluster, and its endpoint. */
async function onOneCluster() {
  const [cluster] = valueOf(await admin.listFleetClusters({})).clusters;
  const volumes = (await volumesOf()).filter(({ clusterId }) => clusterId === cluster?.id);
  return { volumes, apiEndpoint: cluster?.apiEndpoints[0] ?? '' };
}

/** What clusters answer about schedules meanwhile. */
async function whileSchedules<T>(
  fault: { readonly status: number } | { readonly latencyMs: number },
  apiEndpoint: string,
  work: () => Promise<T>,
): Promise<T> {
  const path = '/resourcePolicies';
  await stack.simulator.order('faults', { apiEndpoint, fault: { ...fault, path } });
  try {
    return await work();
  } finally {
    await stack.simulator.order('faults', { apiEndpoint, fault: null });
  }
}

describe('a task that gives volumes a snapshot schedule', () => {
  test('names each after its volume, leaves out those that have it already, and says which have another', async () => {
    const volumes = (await volumesOf()).slice(0, 4);
    const [first, second, third] = volumes;
    if (!first || !second || !third) throw new Error('too few volumes');
    expect(await run({ kind, schedule: nightly('a'), volumes: chosen([first]) })).toMatchObject({
      state: 'COMPLETED',
      counts: { done: 1 },
    });
    valueOf(await create(second, `${second.name}-other`));
    // What is written into a volume meanwhile is no conflict.
    const draft = valueOf(
      await admin.draftTask({
        kind,
        schedule: nightly('a'),
        volumes: { ...chosen(volumes), [third.UUID]: 'another' },
      }),
    );
    expect(draft).toMatchObject({
      state: 'DRAFT',
      total: 4,
      counts: { waiting: 3, skipped: 1 },
      risks: { modified: 1, scheduled: 1 },
      schedule: { name: '{volume}-a', schedulePolicy: { retentionTime: '604800s' } },
    });
    const items = new Map((await itemsOf(draft.id)).map((item) => [item.target.UUID, item]));
    expect(items.get(first.UUID)).toMatchObject({
      state: 'skipped',
      failure: { kind: 'nothing-to-do', reason: 'It has a schedule of this name already.' },
    });
    expect(items.get(second.UUID)).toMatchObject({ state: 'waiting', isScheduled: true });
    expect(items.get(third.UUID)).toMatchObject({ isModified: true, isScheduled: false });
    expect(await schedulesOf(third)).toEqual([]);

    valueOf(await admin.startTask({ taskId: draft.id }));
    expect((await ended(draft.id)).counts).toMatchObject({ done: 3, skipped: 1, failed: 0 });
    for (const volume of volumes) {
      const own = (await schedulesOf(volume)).filter(({ name }) => name === `${volume.name}-a`);
      expect(own).toMatchObject([
        {
          resourceUUID: volume.UUID,
          schedulePolicy: {
            snapshotSchedulePolicy: { weeklySchedule: { daysOfWeek: [{ day: 'Monday' }] } },
            retentionTime: '604800s',
          },
        },
      ]);
    }
  });

  test('says in its preview which clusters offer no schedules, and gives them to the volumes of the others', async () => {
    const { volumes, apiEndpoint } = await onOneCluster();
    const there = volumes.slice(0, 2);
    const elsewhere = (await volumesOf())
      .filter(({ clusterId }) => clusterId !== there[0]?.clusterId)
      .slice(0, 2);
    await whileSchedules({ status: 501 }, apiEndpoint, async () => {
      const draft = await preview([...there, ...elsewhere], 'offered');
      expect(draft).toMatchObject({ counts: { waiting: 2, skipped: 2 } });
      const skipped = (await itemsOf(draft.id)).filter(({ state }) => state === 'skipped');
      expect(skipped.map(({ target }) => target.UUID).toSorted()).toEqual(
        there.map(({ UUID }) => UUID).toSorted(),
      );
      expect(skipped[0]?.failure).toEqual({
        kind: 'refused',
        reason: 'Its cluster does not offer snapshot schedules: it answers 501.',
      });
      valueOf(await admin.startTask({ taskId: draft.id }));
      expect((await ended(draft.id)).counts).toMatchObject({ done: 2, skipped: 2 });
    });
  });

  test('says that it is not known where a cluster tells nothing, and why each has failed; tried again, the rest is done', async () => {
    const { volumes, apiEndpoint } = await onOneCluster();
    const [first, second] = volumes;
    if (!first || !second) throw new Error('too few volumes');
    const both = [first, second];
    const draft = await whileSchedules({ status: 500 }, apiEndpoint, async () => {
      const unknown = await preview(both, 'retried');
      expect(unknown.counts).toMatchObject({ waiting: 2 });
      expect(unknown.risks).not.toHaveProperty('scheduled');
      return unknown;
    });
    await whileSchedules({ status: 501 }, apiEndpoint, async () => {
      valueOf(await admin.startTask({ taskId: draft.id }));
      expect((await ended(draft.id)).counts).toMatchObject({ failed: 2 });
    });
    const failures = (await itemsOf(draft.id)).map(({ failure }) => failure);
    expect(failures.map((one) => one?.kind)).toEqual(['refused', 'refused']);
    const retry = valueOf(await admin.retryTask({ taskId: draft.id }));
    expect(retry).toMatchObject({
      kind,
      retryOf: draft.id,
      schedule: { name: '{volume}-retried' },
    });
    // Somebody else takes the name of one meanwhile: 409.
    valueOf(
      await admin.createResourcePolicy({
        projectName: first.projectName,
        name: `${first.name}-retried`,
        resourceUUID: first.UUID,
        schedulePolicy: EVERY_4_HOURS,
      }),
    );
    valueOf(await admin.startTask({ taskId: retry.id }));
    expect((await ended(retry.id)).counts).toMatchObject({ done: 1, failed: 1 });
    const failed = (await itemsOf(retry.id)).find(({ state }) => state === 'failed');
    expect(failed).toMatchObject({ target: { UUID: first.UUID }, failure: { kind: 'refused' } });
    expect(failed?.failure?.reason).toMatch(/exists|already/);
    const kept = (await schedulesOf(first)).find(({ name }) => name === `${first.name}-retried`);
    expect(kept?.schedulePolicy?.retentionTime).toBe('86400s');
  });

  test('creates none twice that a killed federation has created, and tells where another has the name', async () => {
    const volumes = await volumesOf();
    const { id, total } = valueOf(
      await admin.draftTask({
        kind,
        schedule: nightly('kill'),
        matching: { state: ['Available'] },
      }),
    );
    expect(total).toBe(volumes.length);
    valueOf(await admin.startTask({ taskId: id, undoSeconds: 300 }));
    const begun = (await itemsOf(id)).toSorted((a, b) => a.index - b.index).slice(0, 3);
    const [made, other] = begun.map(({ target }) =>
      volumes.find(({ UUID }) => UUID === target.UUID),
    );
    if (!made || !other) throw new Error('too few volumes');
    valueOf(await create(made, `${made.name}-kill`));
    const { projectName, UUID: resourceUUID } = other;
    const named = { projectName, resourceUUID, name: `${other.name}-kill` };
    valueOf(await admin.createResourcePolicy({ ...named, schedulePolicy: EVERY_4_HOURS }));
    await stack.federation.restart(async () => {
      // As a kill leaves what it interrupts; of the third the cluster has never heard.
      await stack.federation.database.query(
        `update federation.task_items set state = 'running', started_at = now() where task_id = '${id}' and index < 3`,
      );
    });
    ({ admin, viewer } = await stack.signIn());
    valueOf(await admin.resumeTask({ taskId: id }));
    expect((await ended(id)).counts).toMatchObject({ done: total - 1, failed: 1 });
    const failed = (await itemsOf(id)).find(({ state }) => state === 'failed');
    expect(failed?.target.UUID).toBe(other.UUID);
    expect(failed?.failure?.reason).toContain('already');
    const { schedules } = valueOf(await admin.listFleetSchedules({}));
    const there = schedules.filter(({ name }) => name.endsWith('-kill'));
    expect(there.map((one) => one.resourceUUID).toSorted()).toEqual(
      volumes.map(({ UUID }) => UUID).toSorted(),
    );
  });
});

describe('who asks for schedules of many volumes', () => {
  test('is whoever may change volumes: a viewer is refused', async () => {
    const asked = { kind, schedule: nightly('x'), matching: {} };
    expect(await viewer.draftTask(asked)).toMatchObject({ error: { status: 403 } });
  });

  test.each([
    ['no schedule', { kind }],
    ['a schedule with another kind', { kind: 'delete volumes' as const, schedule: nightly('x') }],
    ['a name without its volume', { kind, schedule: { ...nightly('x'), name: 'nightly' } }],
    [
      'no times',
      { kind, schedule: { ...nightly('x'), schedulePolicy: { snapshotSchedulePolicy: {} } } },
    ],
  ])('with %s is refused', async (_, asked) => {
    const answer = await admin.draftTask({ ...asked, matching: {} });
    expect(answer).toMatchObject({ error: { status: 400 } });
  });
});
