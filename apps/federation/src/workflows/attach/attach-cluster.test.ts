import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkflowStore, type WorkflowRow } from '../../store/workflow-store.ts';
import { startTestFleet, type TestFleet } from '../../test-support/test-fleet.ts';
import { volumeOf } from '../../test-support/volumes.ts';
import type { WorkflowDefinition } from '../definition.ts';
import { attachCluster } from './attach-cluster.ts';

let fleet: TestFleet;
let definition: WorkflowDefinition;

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 1, volumes: 3 });
  const { database, caller, loader } = fleet;
  definition = attachCluster({ orm: database.orm, caller, loader, onAttached: () => {} });
});
afterAll(() => fleet.close());

async function attachOf(clusterId: string): Promise<WorkflowRow> {
  const row = await createWorkflowStore(fleet.database.orm).add({
    id: randomUUID(),
    type: 'attach cluster',
    stages: [],
    target: '',
    apiEndpoint: `${clusterId}:443`,
    clusterId,
    keyId: 'key-of-no-cluster',
    startedBy: 'admin',
    startedByRoles: [],
  });
  if (row === undefined) throw new Error('the workflow was not added');
  return row;
}

describe('an attach that is taken back', () => {
  test('leaves no volumes behind, also when another one has dropped the cluster before', async () => {
    const id = randomUUID();
    const walk = fleet.inventory.walk(id);
    walk.beginPage();
    walk.takePage([volumeOf(1), volumeOf(2)]);
    await walk.commit();
    expect(fleet.inventory.totals(id).volumes).toBe(2);
    await definition.undo(await attachOf(id));
    expect(fleet.inventory.totals(id).volumes).toBe(0);
  });

  test('takes nothing from a cluster that is attached', async () => {
    const id = fleet.clusters[0]?.id ?? '';
    await definition.undo(await attachOf(id));
    expect(fleet.inventory.totals(id).volumes).toBe(3);
    expect(await fleet.store.get(id)).toBeDefined();
  });
});
