import { expect, test } from 'vitest';
import { created, request, smallCluster } from '../test-support/small-cluster.ts';
import { createVolume } from './create-volume.ts';
import { viewCluster } from './cluster-view.ts';
import type { CreateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';

const restrict = (key: 'FD' | 'PrimaryFD' | 'ClusterID', value: string) => [
  { labelValueKeyPairs: [{ key, value }] },
];
const REFUSED: [string, Partial<CreateVolumeRequest>, number, string][] = [
  ['an unknown project', { projectName: 'nowhere' }, 400, 'projectName'],
  ['an unknown policy name', { qosPolicyName: 'platinum' }, 400, 'qosPolicyName'],
  ['an unknown policy UUID', { qosPolicyUUID: crypto.randomUUID() }, 400, 'qosPolicyUUID'],
  ['more replicas than failure domains', { replicaCount: 4 }, 400, 'replicaCount'],
  [
    'an unknown failure domain',
    { replicaCount: 1, placementRestrictions: restrict('FD', 'rack-9') },
    400,
    'rack-9',
  ],
  [
    'a placement of two replicas',
    { placementRestrictions: restrict('FD', 'rack-1') },
    400,
    'replicaCount',
  ],
  [
    'another cluster',
    { placementRestrictions: restrict('ClusterID', crypto.randomUUID()) },
    400,
    'ClusterID',
  ],
  ['what does not fit', { size: '500 PiB' }, 429, 'size'],
  ['a clone of nothing', { sourceSnapshotName: 'snap' }, 400, 'sourceSnapshotName'],
];
test.each(REFUSED)('%s is refused, naming the field', (_, changes, status, word) => {
  const { model } = smallCluster();
  const outcome = createVolume(model, request(changes));
  const refusal = outcome.ok ? undefined : outcome.error;
  expect(refusal?.status).toBe(status);
  expect(refusal?.message).toContain(word);
  expect(model.volumes.size).toBe(0);
});

test('replicas are put in failure domains of their own, on the emptiest nodes', () => {
  const { model } = smallCluster();
  const domainOf = new Map(model.facts.nodes.map((node) => [node.UUID, node.failureDomains?.[0]]));
  for (let index = 0; index < 30; index += 1) {
    const { nodeList } = created(model, { name: `v-${index}`, replicaCount: 3 });
    expect(new Set(nodeList.map((node) => domainOf.get(node))).size).toBe(3);
  }
  const loads = model.facts.nodes.map((node) => model.volumes.tally.provisionedOn(node.UUID));
  expect(new Set(loads).size).toBe(1);
});

test('a placement by failure domain is followed', () => {
  const { model } = smallCluster();
  const { nodeList } = created(model, {
    replicaCount: 1,
    placementRestrictions: restrict('PrimaryFD', 'rack-2'),
  });
  const node = model.facts.nodes.find(({ UUID }) => UUID === nodeList[0]);
  expect(node?.failureDomains).toEqual(['rack-2']);
});

test('size is rounded up to 4 KiB, and capacity counts it once for every replica until the volume is gone', () => {
  const { model } = smallCluster();
  const before = viewCluster(model.facts, model.volumes.tally, []);
  expect(created(model, { size: '10001', replicaCount: 3 }).size).toBe(12_288n);
  const after = viewCluster(model.facts, model.volumes.tally, []);
  expect(before.statistics.logicalStorage).toBe('0');
  expect(after.statistics.logicalStorage).toBe(String(3 * 12_288));
});
