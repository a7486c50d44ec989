import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServiceKeyStore } from '../../store/service-key-store.ts';
import { createWorkflowStore, type WorkflowRow } from '../../store/workflow-store.ts';
import { startTestFleet, type TestFleet } from '../../test-support/test-fleet.ts';
import { volumeOf } from '../../test-support/volumes.ts';
import type { WorkflowDefinition } from '../workflow-definition.ts';
import { createFence } from '../fence.ts';
import { attachCluster } from './attach-cluster.ts';
import type { AttachContext } from './attach-context.ts';

let fleet: TestFleet;
let definition: WorkflowDefinition;
let attached: string[];

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 1, volumes: 3 });
  const { database, clusterClients, loader } = fleet;
  attached = [];
  definition = attachCluster({
    orm: database.orm,
    clusterClients,
    loader,
    onAttached: ({ id }) => void attached.push(id),
  });
});
afterAll(() => fleet.close());

async function attachOf(clusterId: string, keyId = 'key-of-no-cluster'): Promise<WorkflowRow> {
  const row = await createWorkflowStore(fleet.database.orm).add({
    id: randomUUID(),
    type: 'attach cluster',
    stages: [],
    target: '',
    apiEndpoint: `${randomUUID()}:443`,
    clusterId,
    keyId,
    startedBy: 'admin',
    startedByRoles: [],
  });
  if (row === undefined) throw new Error('the workflow was not added');
  return row;
}

const undo = (workflow: WorkflowRow): Promise<void> =>
  fleet.database.orm.transaction((tx) => definition.undo(workflow, tx));

describe('an attach that is undone', () => {
  test('leaves no volumes behind, even when another attach has dropped the cluster before', async () => {
    const id = randomUUID();
    const walk = fleet.inventory.walk(id);
    walk.beginPage();
    walk.takePage([volumeOf(1), volumeOf(2)]);
    await walk.commit();
    expect(fleet.inventory.totals(id).volumes).toBe(2);
    await undo(await attachOf(id));
    expect(fleet.inventory.totals(id).volumes).toBe(0);
  });

  test('takes nothing from a cluster that is attached', async () => {
    const id = fleet.clusters[0]?.id ?? '';
    await undo(await attachOf(id));
    expect(fleet.inventory.totals(id).volumes).toBe(3);
    expect(await fleet.store.get(id)).toBeDefined();
  });
});

const addKey = (id: string): Promise<void> =>
  createServiceKeyStore(fleet.database.orm).add({ id, publicKey: '', privateKey: '' });
const stateOfKey = async (id: string) =>
  (await createServiceKeyStore(fleet.database.orm).get(id))?.state;

const factsOf = (id: string): AttachContext => ({
  id,
  name: 'late',
  version: '',
  subsystemNqn: '',
  apiEndpoints: [],
  discoveryEndpoints: [],
  apiVersion: '',
});

describe('two attaches of one cluster with one key', () => {
  const tlsFingerprint = 'AA';

  /** Runs the stage that registers the cluster, as the first run of an attach of its own. */
  async function register(clusterId: string, keyId: string) {
    const { orm } = fleet.database;
    const { id } = await attachOf(clusterId, keyId);
    const store = createWorkflowStore(orm);
    const run = await store.claimRun(id);
    const facts = factsOf(clusterId);
    const workflow = run && (await store.change(run, { facts, tlsFingerprint, clusterId }));
    const stage = definition.stages.find(({ name }) => name === 'register');
    if (workflow === undefined || stage === undefined) throw new Error('nothing to run');
    const fence = createFence(orm, workflow, new AbortController().signal);
    const again = () => stage.run({ workflow, fence, report: async () => {} });
    return { workflow, outcome: await again(), again };
  }

  test('register it once, and undoing the later one takes nothing from the other', async () => {
    const [clusterId, keyId] = [randomUUID(), randomUUID()];
    const keys = createServiceKeyStore(fleet.database.orm);
    await addKey(keyId);
    await keys.claim(keyId, { tlsFingerprint, apiEndpoint: '' });
    const first = await register(clusterId, keyId);
    expect(first.outcome.ok).toBe(true);
    expect((await first.again()).ok).toBe(true);
    const second = await register(clusterId, keyId);
    expect(second.outcome).toMatchObject({ error: { failure: { kind: 'being-attached' } } });
    await undo(second.workflow);
    expect(await fleet.store.isJoining(clusterId)).toBe(true);
    expect(await stateOfKey(keyId)).toBe('bound');
    await undo(first.workflow);
    expect(await fleet.store.isJoining(clusterId)).toBe(false);
    // The cluster may trust it: it is not free for another one.
    expect(await keys.get(keyId)).toMatchObject({ state: 'claimed', tlsFingerprint });
    expect(await keys.claim(keyId, { tlsFingerprint: 'BB', apiEndpoint: '' })).toBe(false);
  });
});

describe('an attach that another run has overtaken', () => {
  const facts = factsOf(randomUUID());
  const keyId = 'key-of-late';

  /** Runs one stage as the first run, after the second was claimed. */
  async function runLate(name: string) {
    const { orm } = fleet.database;
    const { id } = await attachOf(facts.id);
    const store = createWorkflowStore(orm);
    const run = await store.claimRun(id);
    const workflow = run && (await store.change(run, { facts, tlsFingerprint: 'AA' }));
    const stage = definition.stages.find((one) => one.name === name);
    await store.claimRun(id);
    if (workflow === undefined || stage === undefined) throw new Error('nothing to run');
    const fence = createFence(orm, workflow, new AbortController().signal);
    const report = () => Promise.reject(new Error('it must not report'));
    return stage.run({ workflow: { ...workflow, keyId }, fence, report });
  }

  test('neither binds a key nor registers the cluster', async () => {
    await addKey(keyId);
    await expect(runLate('register')).rejects.toThrow('overtaken');
    expect(await stateOfKey(keyId)).toBe('unused');
    expect(await fleet.store.isJoining(facts.id)).toBe(false);
  });

  test('does not admit the cluster that is still being attached', async () => {
    const { apiVersion: _, ...cluster } = facts;
    const { id: workflowId } = await attachOf(facts.id);
    const joining = { ...cluster, tlsFingerprint: '', keyId, workflowId };
    await fleet.store.join({ ...joining, status: 'Connected' });
    await expect(runLate('done')).rejects.toThrow('overtaken');
    expect(await fleet.store.isJoining(facts.id)).toBe(true);
    expect(attached).toEqual([]);
  });
});
