import { expect, test } from 'vitest';
import { clusterStatistics } from '../cluster-api/cluster-info.ts';
import { causesOf, troubleOf } from './volume-trouble.ts';

const NODES = [
  { UUID: 'n-1', name: 'node-1', state: 'Inactive', readOnly: false },
  { UUID: 'n-2', name: '', state: 'Active', readOnly: true },
  { UUID: 'n-3', name: 'node-3', state: 'Inactive', readOnly: true },
] as const;
const FULL = clusterStatistics.parse({
  effectivePhysicalStorage: '100',
  physicalUsedStorage: '91',
});
const volume = {
  state: 'Available',
  protectionState: 'FullyProtected',
  nodeList: ['n-1', 'n-2'],
  rebuildProgress: 'None',
} as const;
const causes = (change: object) =>
  causesOf({ ...volume, nodeList: ['n-1', 'n-2'], ...change }, { nodes: NODES, statistics: FULL });

test.each([
  [{}, undefined],
  [{ protectionState: 'Degraded' }, 'Degraded'],
  [{ protectionState: 'ReadOnly' }, 'ReadOnly'],
  [{ protectionState: 'NotAvailable' }, 'NotAvailable'],
  [{ state: 'Failed', protectionState: 'NotAvailable' }, 'Failed'],
] as const)('of %j the trouble is %s: the worst alone', (change, trouble) => {
  expect(troubleOf({ ...volume, ...change })).toBe(trouble);
});

test('a degraded volume says which of its nodes are not active, and how far its rebuild is', () => {
  expect(causes({ protectionState: 'Degraded', rebuildProgress: '42.5' })).toEqual([
    { kind: 'nodesNotActive', count: 1, replicas: 2, names: ['node-1'] },
    { kind: 'rebuilding', percent: 42.5 },
  ]);
});

test('a read-only volume also says which nodes are read-only, and that its cluster is nearly full', () => {
  expect(causes({ protectionState: 'ReadOnly' })).toEqual([
    { kind: 'nodesNotActive', count: 1, replicas: 2, names: ['node-1'] },
    { kind: 'nodesReadOnly', count: 1, replicas: 2, names: ['n-2'] },
    { kind: 'clusterNearlyFull', used: 91 },
  ]);
});

test('a node of which the cluster tells nothing counts as a replica all the same', () => {
  const nodeList = ['n-1', 'n-2', 'n-9'];
  expect(causes({ protectionState: 'Degraded', nodeList })).toMatchObject([
    { kind: 'nodesNotActive', count: 1, replicas: 3 },
  ]);
});

test.each([
  ['89', []],
  ['90', [{ kind: 'clusterNearlyFull', used: 90 }]],
])('of a cluster that is %s % full a read-only volume says %j', (physicalUsedStorage, expected) => {
  const readOnly = { ...volume, protectionState: 'ReadOnly' as const, nodeList: ['n-7'] };
  const statistics = { ...FULL, physicalUsedStorage };
  expect(causesOf(readOnly, { nodes: NODES, statistics })).toEqual(expected);
});

test('a volume that is well, or that failed, has no cause', () => {
  expect(causes({})).toEqual([]);
  expect(causes({ state: 'Failed', protectionState: 'NotAvailable' })).toEqual([]);
});
