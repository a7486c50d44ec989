import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import { serviceKeys } from '../../store/schema.ts';
import { createWorkflowStore, type WorkflowRow } from '../../store/workflow-store.ts';
import { startTestFleet, type TestFleet } from '../../test-support/test-fleet.ts';
import type { WorkflowDefinition } from '../workflow-definition.ts';
import { createFence } from '../fence.ts';
import { runWorkflow } from '../run-workflow.ts';
import { detachCluster } from './detach-cluster.ts';

const VOLUMES = 20;

let fleet: TestFleet;
let detached: string[];
let refuseOnce = false;

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 1, volumes: VOLUMES });
});
afterAll(() => fleet.close());

function clusterOfTest(): AttachedCluster {
  const [cluster] = fleet.clusters;
  if (cluster === undefined) throw new Error('there is no cluster');
  return cluster;
}

function definitionOfTest(): WorkflowDefinition {
  const { database, monitor, loader } = fleet;
  detached = [];
  return detachCluster({
    orm: database.orm,
    monitor,
    loader,
    keys: { forget: () => {} },
    onDetached(clusterId) {
      detached.push(clusterId);
      if (!refuseOnce) return;
      refuseOnce = false;
      throw new Error('a passing trouble');
    },
  });
}

/** Runs a detach to its end, from after the stages that are done. */
async function detach(keyId: string, stagesDone: number): Promise<WorkflowRow | undefined> {
  const { orm } = fleet.database;
  const store = createWorkflowStore(orm);
  const definition = definitionOfTest();
  const stages = definition.stages.map(({ name }, index): WorkflowStage => ({
    name,
    state: index < stagesDone ? 'done' : 'waiting',
  }));
  const id = randomUUID();
  const { id: clusterId, name: target } = clusterOfTest();
  const who = { startedBy: 'admin', startedByRoles: ['system:cluster-admin'] };
  await store.add({ id, type: 'detach cluster', stages, target, clusterId, keyId, ...who });
  await runWorkflow(id, {
    orm,
    definitions: { 'attach cluster': definition, 'detach cluster': definition },
    onChange: () => {},
    onOvertaken: () => Promise.reject(new Error('nobody was to overtake it')),
    signal: new AbortController().signal,
    log: pino({ level: 'silent' }),
  });
  return store.get(id);
}

async function expectWatched(): Promise<void> {
  const { id, name } = clusterOfTest();
  expect(await fleet.store.get(id)).toMatchObject({ name });
  expect(fleet.monitor.cluster(id)).toMatchObject({ name });
  await expect.poll(() => fleet.inventory.totals(id).volumes).toBe(VOLUMES);
}

describe('a detach', () => {
  test('leaves the cluster attached and watched when it fails halfway', async () => {
    const { database } = fleet;
    await database.query(
      `alter table federation.service_keys add constraint refused check (state <> 'retired')`,
    );
    const workflow = await detach(clusterOfTest().keyId, 0);
    await database.query('alter table federation.service_keys drop constraint refused');
    expect(workflow).toMatchObject({ state: 'FAILED' });
    expect(workflow?.message).toMatch(/^retire key: /);
    expect(detached).toEqual([]);
    await expectWatched();
  });

  test('that resumes leaves a cluster alone that was attached again since', async () => {
    const former = { id: 'key-former', publicKey: '', state: 'retired' } as const;
    await fleet.database.orm.insert(serviceKeys).values(former);
    expect(await detach(former.id, 2)).toMatchObject({ state: 'COMPLETED' });
    expect(detached).toEqual([]);
    await expectWatched();
  });

  test('removes nothing when another run has overtaken it', async () => {
    const { orm } = fleet.database;
    const store = createWorkflowStore(orm);
    const { id: clusterId, keyId } = clusterOfTest();
    const who = { target: '', startedBy: 'admin', startedByRoles: [] };
    const id = randomUUID();
    await store.add({ id, type: 'detach cluster', stages: [], clusterId, keyId, ...who });
    const workflow = await store.claimRun(id);
    const newer = await store.claimRun(id);
    const stage = definitionOfTest().stages.find(({ name }) => name === 'retire key');
    if (workflow === undefined || newer === undefined || stage === undefined) {
      throw new Error('nothing to run');
    }
    const fence = createFence(orm, workflow, new AbortController().signal);
    const report = () => Promise.reject(new Error('it was to report nothing'));
    await expect(stage.run({ workflow, fence, report })).rejects.toThrow('overtaken');
    await expectWatched();
    await store.complete(newer);
  });

  test('stops watching and forgets the volumes, even when a stage threw once', async () => {
    const { id, keyId } = clusterOfTest();
    refuseOnce = true;
    expect(await detach(keyId, 0)).toMatchObject({ state: 'COMPLETED', percent: 100 });
    expect(detached).toEqual([id, id]);
    expect(fleet.monitor.cluster(id)).toBeUndefined();
    expect(fleet.inventory.totals(id).volumes).toBe(0);
    expect(await fleet.store.get(id)).toBeUndefined();
  });
});
