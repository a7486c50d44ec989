import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClusterHardware } from '@asterism/api-types/fleet-api/cluster-hardware';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

let fleet: TestFleet;
let api: TestApi;

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 4, volumes: 10 });
  api = await startTestApi(fleet);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});

const clusterAt = (index: number) => {
  const cluster = fleet.clusters[index];
  if (cluster === undefined) throw new Error(`there is no cluster ${index}`);
  return { ...cluster, apiEndpoint: cluster.apiEndpoints[0] ?? '' };
};

async function hardwareOf(index: number): Promise<ClusterHardware> {
  const answer = await api.as('admin').getClusterHardware({ clusterId: clusterAt(index).id });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

test('the hardware of a cluster is its nodes with their failure domains, its servers and its drives', async () => {
  const { nodes, servers, drives } = await hardwareOf(0);
  expect(nodes.map(({ failureDomains }) => failureDomains)).toEqual([
    ['rack-1'],
    ['rack-2'],
    ['rack-3'],
  ]);
  expect(servers).toMatchObject({ answer: 'read', reason: '', unreadable: 0 });
  expect(drives).toMatchObject({ answer: 'read', reason: '', unreadable: 0 });
  expect(servers.list.flatMap(({ NodesUUIDs }) => NodesUUIDs)).toEqual(
    nodes.map(({ UUID }) => UUID),
  );
  for (const { UUID, serverUUID, devices } of nodes) {
    const its = drives.list.filter(({ nodeUUID }) => nodeUUID === UUID);
    expect(its).toHaveLength(devices);
    for (const drive of its) {
      expect(drive).toMatchObject({ serverUUID, state: 'Healthy' });
      expect(Number(drive.size)).toBeGreaterThan(0);
    }
  }
});

test('it is for cluster admins, and not found for a cluster that is not attached', async () => {
  const { id: clusterId } = clusterAt(0);
  for (const person of ['viewer', 'editor']) {
    const refused = await api.as(person).getClusterHardware({ clusterId });
    expect(refused).toMatchObject({ error: { status: 403 } });
  }
  const unknown = '7f0c1a52-0000-4000-8000-00000000dead';
  expect(await api.as('admin').getClusterHardware({ clusterId: unknown })).toMatchObject({
    error: { status: 404 },
  });
});

test.each([
  [501, 'notOffered', /does not offer this: it answers 501/],
  [404, 'notOffered', /does not offer this: it answers 404/],
  [503, 'unanswered', /./],
] as const)(
  'a cluster that answers %i for its drives says so, and has its nodes and servers',
  async (status, answer, reason) => {
    const index = [501, 404, 503].indexOf(status) + 1;
    const { apiEndpoint, name } = clusterAt(index);
    await fleet.control('faults', { apiEndpoint, fault: { status, path: '/nvmeDevices' } });
    const { nodes, servers, drives } = await hardwareOf(index);
    await fleet.control('faults', { apiEndpoint });
    expect(drives).toMatchObject({ answer, list: [] });
    expect(drives.reason).toMatch(reason);
    expect(drives.reason).toContain(name);
    expect(servers).toMatchObject({ answer: 'read' });
    expect(nodes).toHaveLength(servers.list.length);
  },
);

test('whoever looks again at once is answered without asking the cluster again', async () => {
  const first = await hardwareOf(0);
  expect((await hardwareOf(0)).readAt).toBe(first.readAt);
});

test('the nodes of a cluster that is away are known, and its servers and drives are said to be unanswered', async () => {
  const { apiEndpoint, id } = clusterAt(0);
  await fleet.control('faults', { apiEndpoint, fault: { drop: true } });
  await expect.poll(() => fleet.monitor.cluster(id)?.status).not.toBe('Connected');
  const away = await hardwareOf(0);
  expect(away.nodes).toHaveLength(3);
  for (const part of [away.servers, away.drives]) {
    expect(part).toMatchObject({ answer: 'unanswered', list: [] });
    expect(part.reason).toMatch(/is not connected/);
  }
});
