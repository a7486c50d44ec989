import { clusterInfo } from '@asterism/api-types/cluster-api/cluster-info';
import { node } from '@asterism/api-types/cluster-api/node';
import { expect, test } from 'vitest';
import { createInventory } from '../../inventory/inventory.ts';
import { uuidOf, volumeOf } from '../../test-support/volumes.ts';
import { explainTroubles } from './explain-troubles.ts';

const CLUSTER = 'cluster-a';
const NODE = uuidOf(7);
const WELL = volumeOf(1, { clusterId: CLUSTER });
const READ_ONLY = volumeOf(2, {
  clusterId: CLUSTER,
  protectionState: 'ReadOnly',
  nodeList: [NODE, uuidOf(8)],
});

const inventory = createInventory(() => {});
inventory.nameCluster(CLUSTER, 'a');
for (const volume of [WELL, READ_ONLY]) inventory.put(CLUSTER, volume);

/** A cluster one of whose nodes is away, and that is nearly full. */
const snapshot = {
  nodes: [node.parse({ UUID: NODE, name: 'node-7', state: 'Inactive' })],
  info: clusterInfo.parse({
    UUID: uuidOf(0),
    statistics: { effectivePhysicalStorage: '100', physicalUsedStorage: '95' },
  }),
};
const explain = (seesNodes: boolean) =>
  explainTroubles(
    { inventory, monitor: { snapshot: () => snapshot } },
    [WELL, READ_ONLY],
    seesNodes,
  );

test('a volume that is not well has its causes from its cluster; one that is well is not mentioned', () => {
  expect(explain(true)).toEqual([
    {
      UUID: READ_ONLY.UUID,
      trouble: 'ReadOnly',
      since: inventory.trouble(CLUSTER, READ_ONLY.UUID)?.since.toISOString(),
      isAtLeast: true,
      causes: [
        { kind: 'nodesNotActive', count: 1, replicas: 2, names: ['node-7'] },
        { kind: 'clusterNearlyFull', used: 95 },
      ],
    },
  ]);
});

test('who is no cluster admin learns how many nodes it is about, and not which', () => {
  expect(explain(false)).toMatchObject([
    {
      causes: [
        { kind: 'nodesNotActive', count: 1, replicas: 2, names: [] },
        { kind: 'clusterNearlyFull', used: 95 },
      ],
    },
  ]);
  expect(JSON.stringify(explain(false))).not.toContain('node-7');
});
