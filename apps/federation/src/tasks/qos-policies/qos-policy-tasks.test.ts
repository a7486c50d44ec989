import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ApiResult } from '@asterism/api-types/client/client';
import {
  isFinalTask,
  type FleetTask,
  type TaskItem,
} from '@asterism/api-types/fleet-api/fleet-task';
import type { PolicyUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { attachClusters } from '@asterism/test-stack/attach-clusters';
import {
  ADMIN_PASSWORD,
  signIn,
  startTestFederation,
  VIEWER_PASSWORD,
  type FederationClient,
  type TestFederation,
} from '../../test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from '../../test-support/test-simulator.ts';

const SOON = { timeout: 20_000, interval: 30 };

let federation: TestFederation;
let simulator: TestSimulator;
let admin: FederationClient;
/** By UUID. */
let clusters: string[];

async function signInAdmin(): Promise<void> {
  ({ client: admin } = await signIn(federation.url, 'admin', ADMIN_PASSWORD));
}

beforeAll(async () => {
  simulator = await startTestSimulator(2, 30);
  federation = await startTestFederation();
  await signInAdmin();
  const attached = await attachClusters({
    federationUrl: federation.url,
    simulatorControlUrl: simulator.controlUrl ?? '',
    adminPassword: ADMIN_PASSWORD,
    apiEndpoints: simulator.clusters.map(({ apiEndpoint }) => apiEndpoint),
  });
  if (!attached.ok) throw new Error(attached.error);
  clusters = simulator.clusters.map(({ clusterUUID }) => clusterUUID);
});
afterAll(async () => {
  await federation.close();
  await simulator.close();
});

function valueOf<T>(result: ApiResult<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const iops = (read: number, write: number) => ({
  policyVisibility: 'Global' as const,
  limitIOPS: { readIOPSLimit: read, writeIOPSLimit: write },
});

type Draft = Parameters<FederationClient['draftPolicyTask']>[0];
const drafted = async (request: Draft): Promise<FleetTask> =>
  valueOf(await admin.draftPolicyTask(request));

const itemsOf = async (taskId: string): Promise<TaskItem[]> =>
  valueOf(await admin.listTaskItems({ taskId })).items.toSorted((a, b) => a.index - b.index);

const ended = (id: string): Promise<FleetTask> =>
  vi.waitFor(async () => {
    const task = valueOf(await admin.getTask({ taskId: id }));
    expect(isFinalTask(task.state)).toBe(true);
    return task;
  }, SOON);

async function run(request: Draft): Promise<FleetTask> {
  const { id } = await drafted(request);
  valueOf(await admin.startTask({ taskId: id }));
  return ended(id);
}

const policyNow = async (name: string): Promise<PolicyUsage | undefined> =>
  valueOf(await admin.listPolicyUsage({})).policies.find((policy) => policy.name === name);

/** The policy once the fleet knows what a task has done. */
const policyOnce = (name: string, expected: (policy: PolicyUsage | undefined) => void) =>
  vi.waitFor(async () => expected(await policyNow(name)), SOON);

describe('a QoS policy', () => {
  test('is created on the chosen clusters alone, as clusters keep its limits, and skipped where it is so already', async () => {
    const [first = '', second = ''] = clusters;
    const request = {
      kind: 'save QoS policy' as const,
      name: 'batch-jobs',
      description: 'at night',
      limits: iops(400, 0),
    };
    const draft = await drafted({ ...request, clusters: [first] });
    expect(draft).toMatchObject({ state: 'DRAFT', total: 1, subject: 'batch-jobs', projects: [] });
    expect(draft.policy).toMatchObject({ name: 'batch-jobs', limits: iops(400, 0) });
    expect(await policyNow('batch-jobs')).toBeUndefined();

    valueOf(await admin.startTask({ taskId: draft.id }));
    expect(await ended(draft.id)).toMatchObject({ state: 'COMPLETED', counts: { done: 1 } });
    await policyOnce('batch-jobs', (policy) =>
      expect(policy?.onClusters).toMatchObject([
        { clusterId: first, description: 'at night', limits: iops(512, 0) },
      ]),
    );

    const again = await drafted({ ...request, clusters: [first, second] });
    expect(again.counts).toMatchObject({ waiting: 1, skipped: 1 });
    expect(await itemsOf(again.id)).toMatchObject([
      { target: { UUID: first }, state: 'skipped', failure: { kind: 'nothing-to-do' } },
      { target: { UUID: second, clusterId: second }, state: 'waiting' },
    ]);
  });

  test('is made the same on all clusters, and keeps a description that is not given', async () => {
    const [first = '', second = ''] = clusters;
    const save = { kind: 'save QoS policy' as const, name: 'mixed' };
    await run({ ...save, description: 'one', limits: iops(512, 512), clusters: [first] });
    await run({ ...save, description: 'two', limits: iops(768, 512), clusters: [second] });
    await policyOnce('mixed', (policy) => expect(policy?.differs).toBe(true));
    const limits = {
      policyVisibility: 'Scoped' as const,
      projectsNamesScope: ['default'],
      limitBw: { readBWLimit: 100, writeBWLimit: 50 },
    };
    expect(await run({ ...save, limits, clusters })).toMatchObject({ counts: { done: 2 } });
    await policyOnce('mixed', (policy) => {
      expect(policy?.differs).toBe(false);
      expect(policy?.onClusters.map(({ description }) => description)).toEqual(['one', 'two']);
      expect(policy?.onClusters[1]?.limits).toEqual(limits);
    });
  });

  test('that was modified after the preview is left alone, and saved by a retry', async () => {
    const [first = ''] = clusters;
    const save = { kind: 'save QoS policy' as const, name: 'contested', clusters: [first] };
    const draft = await drafted({ ...save, limits: iops(1024, 1024) });
    await run({ ...save, limits: iops(256, 256) });
    valueOf(await admin.startTask({ taskId: draft.id }));
    expect(await ended(draft.id)).toMatchObject({ state: 'FAILED', counts: { failed: 1 } });
    expect((await itemsOf(draft.id))[0]?.failure?.kind).toBe('changed');
    await policyOnce('contested', (policy) =>
      expect(policy?.onClusters[0]?.limits).toMatchObject(iops(256, 256)),
    );

    const retry = valueOf(await admin.retryTask({ taskId: draft.id }));
    expect(retry).toMatchObject({ kind: 'save QoS policy', retryOf: draft.id, total: 1 });
    valueOf(await admin.startTask({ taskId: retry.id }));
    expect((await ended(retry.id)).state).toBe('COMPLETED');
    await policyOnce('contested', (policy) =>
      expect(policy?.onClusters[0]?.limits).toMatchObject(iops(1024, 1024)),
    );
  });

  test('is deleted where no volume has it, and the cluster that refuses says why', async () => {
    const name = await vi.waitFor(async () => {
      const { policies } = valueOf(await admin.listPolicyUsage({}));
      const used = policies.find(({ onClusters }) =>
        onClusters.every(({ volumes }) => volumes > 0),
      );
      expect(used).toBeDefined();
      return used?.name ?? '';
    }, SOON);
    const [first = ''] = clusters;
    const draft = await drafted({ kind: 'delete QoS policy', name, clusters: [first] });
    expect(draft.risks.mayBeInUse).toBe(1);
    valueOf(await admin.startTask({ taskId: draft.id }));
    expect((await ended(draft.id)).state).toBe('FAILED');
    const [item] = await itemsOf(draft.id);
    expect(item?.failure).toMatchObject({ kind: 'refused' });
    expect(item?.failure?.reason).toContain(name);

    await run({ kind: 'save QoS policy', name: 'unused', limits: iops(256, 0), clusters });
    await policyOnce('unused', (policy) => expect(policy?.onClusters).toHaveLength(2));
    const done = await run({ kind: 'delete QoS policy', name: 'unused', clusters });
    expect(done).toMatchObject({ state: 'COMPLETED', counts: { done: 2 } });
    await policyOnce('unused', (policy) => expect(policy).toBeUndefined());
  });

  test('is written on a cluster that was away once it is back, also when the federation has started anew meanwhile', async () => {
    const [near, away] = simulator.clusters;
    if (near === undefined || away === undefined) throw new Error('too few clusters');
    await simulator.order('stop', { apiEndpoint: away.apiEndpoint });
    const save = { kind: 'save QoS policy' as const, name: 'patient', limits: iops(0, 2048) };
    const { id } = await drafted({ ...save, clusters });
    valueOf(await admin.startTask({ taskId: id }));
    await vi.waitFor(async () => {
      const { counts } = valueOf(await admin.getTask({ taskId: id }));
      expect(counts).toMatchObject({ done: 1, running: 1 });
    }, SOON);
    await federation.restart(() => simulator.order('start', { apiEndpoint: away.apiEndpoint }));
    await signInAdmin();
    expect(await ended(id)).toMatchObject({ state: 'COMPLETED', counts: { done: 2 } });
    await policyOnce('patient', (policy) => {
      expect(policy?.onClusters).toHaveLength(2);
      expect(policy?.differs).toBe(false);
    });
  });
});

describe('what is refused at once', () => {
  const save = { kind: 'save QoS policy', name: 'gold-2', limits: iops(1, 1) } as const;
  const fieldsOf = async (request: Draft): Promise<readonly string[]> => {
    const answer = await admin.draftPolicyTask(request);
    if (answer.ok) throw new Error('it was accepted');
    expect(answer.error.status).toBe(400);
    return (answer.error.violations ?? []).map(({ field }) => field);
  };

  test('names the field', async () => {
    const bandwidth = { limitBw: { readBWLimit: 1, writeBWLimit: 1 } };
    expect(await fieldsOf({ ...save, name: 'no spaces', clusters })).toEqual(['name']);
    expect(await fieldsOf({ ...save, clusters: [] })).toEqual(['clusters']);
    expect(await fieldsOf({ ...save, clusters: ['00000000-0000-4000-8000-000000000000'] })).toEqual(
      ['clusters'],
    );
    expect(await fieldsOf({ ...save, limits: iops(-1, 0), clusters })).toEqual([
      'limits.limitIOPS.readIOPSLimit',
    ]);
    expect(await fieldsOf({ ...save, limits: iops(0, 2 ** 31), clusters })).toEqual([
      'limits.limitIOPS.writeIOPSLimit',
    ]);
    expect(await fieldsOf({ ...save, limits: { ...iops(1, 1), ...bandwidth }, clusters })).toEqual([
      'limits',
    ]);
    expect(
      await fieldsOf({ ...save, limits: { ...iops(1, 1), policyVisibility: 'Scoped' }, clusters }),
    ).toEqual(['limits.projectsNamesScope']);
    expect(
      await fieldsOf({ kind: 'delete QoS policy', name: 'x', limits: iops(1, 1), clusters }),
    ).toEqual(['limits']);
  });

  test('is all of it to whoever is no cluster admin, who does not see such tasks either', async () => {
    const { client: viewer } = await signIn(federation.url, 'viewer', VIEWER_PASSWORD);
    const refused = await viewer.draftPolicyTask({ ...save, clusters });
    expect(refused.ok ? 200 : refused.error.status).toBe(403);
    const { id } = await drafted({ ...save, clusters });
    valueOf(await admin.startTask({ taskId: id, undoSeconds: 300 }));
    const seen = await viewer.getTask({ taskId: id });
    expect(seen.ok ? 200 : seen.error.status).toBe(404);
    const canceled = valueOf(await admin.cancelTask({ taskId: id }));
    expect(canceled.state).toBe('CANCELED');
    expect(await policyNow('gold-2')).toBeUndefined();
  });
});

describe('a cluster of which it is not known what policies it has', () => {
  const save = { kind: 'save QoS policy' as const, name: 'unseen', limits: iops(256, 512) };

  test('is left out as unavailable while it was never read', async () => {
    const [near = '', away = ''] = clusters;
    const { apiEndpoint } = simulator.clusters[1] ?? { apiEndpoint: '' };
    await federation.restart(() => simulator.order('stop', { apiEndpoint }));
    await signInAdmin();
    const draft = await vi.waitFor(async () => {
      const now = await drafted({ ...save, clusters });
      expect(now.counts).toMatchObject({ waiting: 1, skipped: 1 });
      return now;
    }, SOON);
    expect(await itemsOf(draft.id)).toMatchObject([
      { target: { UUID: near }, state: 'waiting' },
      { target: { UUID: away }, state: 'skipped', failure: { kind: 'unavailable' } },
    ]);
    await simulator.order('start', { apiEndpoint });
    await vi.waitFor(async () => {
      expect((await drafted({ ...save, clusters })).counts.waiting).toBe(2);
    }, SOON);
  });

  test('is left out by a retry when it was detached meanwhile, and the others are tried again', async () => {
    const [near = '', away = ''] = clusters;
    const draft = await drafted({ ...save, clusters });
    await run({ ...save, limits: iops(1024, 1024), clusters });
    valueOf(await admin.startTask({ taskId: draft.id }));
    expect((await ended(draft.id)).counts).toMatchObject({ failed: 2 });
    const [, former] = await itemsOf(draft.id);
    valueOf(await admin.detachCluster({ cid: away }));
    await vi.waitFor(async () => {
      const { clusters: left } = valueOf(await admin.listClusters({}));
      expect(left.map(({ id }) => id)).toEqual([near]);
    }, SOON);
    const retry = valueOf(await admin.retryTask({ taskId: draft.id }));
    expect(await itemsOf(retry.id)).toMatchObject([
      { target: { UUID: near }, state: 'waiting' },
      {
        target: { UUID: away, name: former?.target.name },
        state: 'skipped',
        failure: { kind: 'unavailable' },
      },
    ]);
    valueOf(await admin.startTask({ taskId: retry.id }));
    expect((await ended(retry.id)).counts).toMatchObject({ done: 1, skipped: 1 });
  });
});
