import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServiceKeyStore } from '../../store/service-key-store.ts';
import { createWorkflowStore, type WorkflowRow } from '../../store/workflow-store.ts';
import { startTestFleet, type TestFleet } from '../../test-support/test-fleet.ts';
import { volumeOf } from '../../test-support/volumes.ts';
import type { WorkflowDefinition } from '../definition.ts';
import { createFence } from '../fence.ts';
import { attachCluster } from './attach-cluster.ts';
import type { ClusterFacts } from './cluster-facts.ts';

let fleet: TestFleet;
let definition: WorkflowDefinition;
let attached: string[];

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 1, volumes: 3 });
  const { database, caller, loader } = fleet;
  attached = [];
  definition = attachCluster({
    orm: database.orm,
    caller,
    loader,
    onAttached: ({ id }) => void attached.push(id),
  });
});
afterAll(() => fleet.close());

async function attachOf(clusterId: string): Promise<WorkflowRow> {
  const row = await createWorkflowStore(fleet.database.orm).add({
    id: randomUUID(),
    type: 'attach cluster',
    stages: [],
    target: '',
    apiEndpoint: `${randomUUID()}:443`,
    clusterId,
    keyId: 'key-of-no-cluster',
    startedBy: 'admin',
    startedByRoles: [],
  });
  if (row === undefined) throw new Error('the workflow was not added');
  return row;
}

const undo = (workflow: WorkflowRow): Promise<void> =>
  fleet.database.orm.transaction((tx) => definition.undo(workflow, tx));

describe('an attach that is taken back', () => {
  test('leaves no volumes behind, also when another one has dropped the cluster before', async () => {
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

describe('an attach that another run has overtaken', () => {
  const facts: ClusterFacts = {
    id: randomUUID(),
    name: 'late',
    version: '',
    subsystemNqn: '',
    apiEndpoints: [],
    discoveryEndpoints: [],
    apiVersion: '',
  };
  const keyId = 'key-of-late';

  /** Runs one stage, as the first run, when the second has begun. */
  async function runLate(name: string) {
    const { orm } = fleet.database;
    const { id } = await attachOf(facts.id);
    const store = createWorkflowStore(orm);
    const run = await store.begin(id);
    const workflow = run && (await store.change(run, { facts, tlsFingerprint: 'AA' }));
    const stage = definition.stages.find((one) => one.name === name);
    await store.begin(id);
    if (workflow === undefined || stage === undefined) throw new Error('nothing to run');
    const fence = createFence(orm, workflow, new AbortController().signal);
    const report = () => Promise.reject(new Error('it was to report nothing'));
    return stage.run({ workflow: { ...workflow, keyId }, fence, report });
  }

  const stateOfKey = async () =>
    (await createServiceKeyStore(fleet.database.orm).get(keyId))?.state;

  test('neither binds a key nor registers the cluster', async () => {
    await createServiceKeyStore(fleet.database.orm).add({
      id: keyId,
      publicKey: '',
      privateKey: '',
    });
    await expect(runLate('register')).rejects.toThrow('overtaken');
    expect(await stateOfKey()).toBe('unused');
    expect(await fleet.store.isJoining(facts.id)).toBe(false);
  });

  test('does not admit what is still being attached', async () => {
    const { apiVersion: _, ...cluster } = facts;
    await fleet.store.join({ ...cluster, tlsFingerprint: '', keyId, status: 'Connected' });
    await expect(runLate('done')).rejects.toThrow('overtaken');
    expect(await fleet.store.isJoining(facts.id)).toBe(true);
    expect(attached).toEqual([]);
  });
});
