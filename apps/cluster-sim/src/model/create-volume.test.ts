import { expect, test } from 'vitest';
import { created, request, smallCluster } from '../test-support/small-cluster.ts';
import { createVolume } from './create-volume.ts';
import { viewCluster } from './cluster-view.ts';
import type { CreateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';

const restrict = (key: 'FD' | 'PrimaryFD' | 'ClusterID', value: string) => [
  { labelValueKeyPairs: [{ key, value }] },
];
const REFUSED: [string, Partial<CreateVolumeRequest>, object][] = [
  ['an unknown project', { projectName: 'nowhere' }, { reason: 'projectUnknown' }],
  [
    'an unknown policy name',
    { qosPolicyName: 'platinum' },
    { reason: 'qosPolicyUnknown', field: 'qosPolicyName', wanted: 'platinum' },
  ],
  [
    'an unknown policy UUID',
    { qosPolicyUUID: crypto.randomUUID() },
    { reason: 'qosPolicyUnknown', field: 'qosPolicyUUID' },
  ],
  [
    'more replicas than failure domains',
    { replicaCount: 4 },
    { reason: 'replicasTooMany', maxReplicas: 3 },
  ],
  [
    'an unknown failure domain',
    { replicaCount: 1, placementRestrictions: restrict('FD', 'rack-9') },
    { reason: 'failureDomainUnknown', domain: 'rack-9' },
  ],
  [
    'a placement of two replicas',
    { placementRestrictions: restrict('FD', 'rack-1') },
    { reason: 'placementOfReplicas' },
  ],
  [
    'another cluster',
    { placementRestrictions: restrict('ClusterID', crypto.randomUUID()) },
    { reason: 'placementOtherCluster' },
  ],
  ['a size that does not fit', { size: '500 PiB' }, { reason: 'capacityExceeded' }],
  [
    'a clone of nothing',
    { sourceSnapshotName: 'snap' },
    { reason: 'snapshotUnknown', field: 'sourceSnapshotName', wanted: 'snap' },
  ],
];
test.each(REFUSED)('a new volume with %s is refused with the reason', (_, changes, refusal) => {
  const { model } = smallCluster();
  expect(createVolume(model, request(changes))).toMatchObject({ ok: false, error: refusal });
  expect(model.volumes.size).toBe(0);
});

test('replicas are put in failure domains of their own, on the emptiest nodes', () => {
  const { model } = smallCluster();
  const domainOf = new Map(model.spec.nodes.map((node) => [node.UUID, node.failureDomains?.[0]]));
  for (let index = 0; index < 30; index += 1) {
    const { nodeList } = created(model, { name: `v-${index}`, replicaCount: 3 });
    expect(new Set(nodeList.map((node) => domainOf.get(node))).size).toBe(3);
  }
  const loads = model.spec.nodes.map((node) => model.volumes.tally.provisionedOn(node.UUID));
  expect(new Set(loads).size).toBe(1);
});

test('a placement by failure domain is followed', () => {
  const { model } = smallCluster();
  const { nodeList } = created(model, {
    replicaCount: 1,
    placementRestrictions: restrict('PrimaryFD', 'rack-2'),
  });
  const node = model.spec.nodes.find(({ UUID }) => UUID === nodeList[0]);
  expect(node?.failureDomains).toEqual(['rack-2']);
});

test('size is rounded up to 4 KiB, and capacity counts it once for every replica until the volume is gone', () => {
  const { model } = smallCluster();
  const before = viewCluster(model.spec, model.volumes.tally, []);
  expect(created(model, { size: '10001', replicaCount: 3 }).size).toBe(12_288n);
  const after = viewCluster(model.spec, model.volumes.tally, []);
  expect(before.statistics.logicalStorage).toBe('0');
  expect(after.statistics.logicalStorage).toBe(String(3 * 12_288));
});
