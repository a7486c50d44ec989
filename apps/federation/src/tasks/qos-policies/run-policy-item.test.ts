import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PolicyChange } from '@asterism/api-types/fleet-api/fleet-task';
import { rightsOf } from '@asterism/api-types/rules/roles';
import type { ClusterClient } from '../../cluster-client/cluster-client.ts';
import type { OperationDeps } from '../../operations/operation-deps.ts';
import { createKnownSnapshots } from '../../operations/snapshots/known-snapshots.ts';
import { createStores } from '../../store/stores.ts';
import type { TaskItemRow } from '../../store/task-item-store.ts';
import { startTestFleet, type TestFleet } from '../../test-support/test-fleet.ts';
import { uuidOf } from '../../test-support/volumes.ts';
import { runPolicyItem } from './run-policy-item.ts';

const ADMIN = { subject: 'ada', roles: ['system:cluster-admin'] };
const PRINCIPAL = { ...ADMIN, rights: rightsOf(ADMIN.roles) };

let fleet: TestFleet;
let names = 0;
let change: PolicyChange;

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 1 });
});
afterAll(() => fleet.close());
beforeEach(() => {
  names += 1;
  change = {
    name: `policy-${names}`,
    limits: {
      policyVisibility: 'Global',
      projectsNamesScope: [],
      limitIOPS: { readIOPSLimit: 512, writeIOPSLimit: 512 },
    },
  };
});

const cluster = () => {
  const [first] = fleet.clusters;
  if (first === undefined) throw new Error('no cluster');
  return first;
};
const fail = (fault: { status: number } | null): Promise<void> =>
  fleet.control('faults', { apiEndpoint: cluster().apiEndpoints[0], fault });

const itemOf = (state: 'waiting' | 'running'): TaskItemRow => ({
  taskId: uuidOf(1),
  index: 0,
  volumeId: cluster().id,
  name: cluster().name,
  projectName: '',
  snapshotId: null,
  clusterId: cluster().id,
  size: '0',
  etag: '',
  seen: '',
  isModified: false,
  mayBeInUse: false,
  snapshots: null,
  clones: null,
  isScheduled: null,
  ofVolume: null,
  state,
  failure: null,
  startedAt: null,
  endedAt: null,
});

/** Runs the item; `then` happens once the cluster has accepted the policy. */
function run(
  state: 'waiting' | 'running',
  then: (client: ClusterClient) => Promise<unknown> = async () => undefined,
) {
  const stores = createStores(fleet.database.orm);
  let isAttached = true;
  const deps: OperationDeps = {
    ...fleet,
    volumeNames: stores.volumeNames,
    snapshotNames: stores.snapshotNames,
    knownSnapshots: createKnownSnapshots(() => true, fleet.snapshots),
    monitor: {
      ...fleet.monitor,
      cluster: (id) => (isAttached ? fleet.monitor.cluster(id) : undefined),
    },
    clusterClients: {
      ...fleet.clusterClients,
      client(...args) {
        const client = fleet.clusterClients.client(...args);
        return {
          ...client,
          async createPolicy(...input) {
            const created = await client.createPolicy(...input);
            if (created.ok) await then(client);
            return created;
          },
        };
      },
    },
  };
  const { signal } = new AbortController();
  return {
    detach: () => void (isAttached = false),
    outcome: () => runPolicyItem(itemOf(state), change, { deps, principal: PRINCIPAL, signal }),
  };
}

describe('a QoS policy that its cluster has accepted', () => {
  test('may have been written when the cluster cannot say so any more', async () => {
    const { outcome } = run('waiting', () => fail({ status: 500 }));
    const said = await outcome();
    await fail(null);
    expect(said).toMatchObject({ kind: 'unknown' });
  });

  test('may have been written when the cluster is detached then', async () => {
    const { outcome, detach } = run('waiting', async () => detach());
    expect(await outcome()).toMatchObject({ kind: 'unknown' });
  });

  test('is gone when somebody has deleted it since', async () => {
    const { outcome } = run('waiting', async (client) => {
      const listed = await client.listPolicies({});
      const made = listed.ok && listed.value.policies.find(({ name }) => name === change.name);
      if (made) await client.deletePolicy({ UUID: made.UUID });
    });
    expect(await outcome()).toMatchObject({ kind: 'gone' });
  });
});

test('one that an earlier run has begun may have been written when the cluster does not say', async () => {
  await fail({ status: 500 });
  const said = [await run('running').outcome(), await run('waiting').outcome()];
  await fail(null);
  expect(said).toMatchObject([{ kind: 'unknown' }, { kind: 'refused' }]);
});

test('one that was not begun is not said to be, when its cluster is detached', async () => {
  const { outcome, detach } = run('waiting');
  detach();
  expect(await outcome()).toMatchObject({ kind: 'unavailable' });
});
