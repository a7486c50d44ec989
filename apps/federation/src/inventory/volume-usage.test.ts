import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { createInventory, type Inventory } from './inventory.ts';
import { USERS, type UserKind, type VolumeUsage } from './volume-usage.ts';

const CLUSTERS = ['cluster-a', 'cluster-b'];
const HOSTS = ['nqn.2026-01.io.example:host-1', 'nqn.2026-01.io.example:host-10', 'gold'];
const SOURCES = [uuidOf(2001), uuidOf(2002)];
const NODES = [uuidOf(1001), uuidOf(1002)];

const aVolume = fc.record({
  n: fc.integer({ min: 0, max: 20 }),
  cluster: fc.constantFrom(...CLUSTERS),
  name: fc.constantFrom('host-1', 'gold', 'plain'),
  acl: fc.record({
    values: fc.oneof(
      fc.subarray(HOSTS),
      fc.constantFrom<string[][]>(['ALLOW_ANY'], ['ALLOW_NONE']),
    ),
  }),
  connectedHosts: fc.subarray(HOSTS),
  qosPolicyName: fc.constantFrom('', 'gold', 'silver'),
  projectName: fc.constantFrom('default', 'blue'),
  state: fc.constantFrom<Volume['state'][]>('Available', 'Failed'),
  size: fc.constantFrom('4096', '9223372036854775807'),
  nodeList: fc.subarray(NODES),
  primaryNodeUUID: fc.constantFrom('', ...NODES),
  sourceSnapshotUUID: fc.constantFrom('', ...SOURCES, uuidOf(2001).toUpperCase()),
});
const aStep = fc.oneof(
  { weight: 6, arbitrary: aVolume },
  { weight: 2, arbitrary: fc.record({ drop: fc.integer({ min: 0, max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ forget: fc.constantFrom(...CLUSTERS) }) },
  { weight: 1, arbitrary: fc.constant('count' as const) },
);
type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never;

async function take(inventory: Inventory, step: Step): Promise<void> {
  if (step === 'count') {
    await inventory.usage();
  } else if ('drop' in step) {
    for (const cluster of CLUSTERS) inventory.drop(cluster, uuidOf(step.drop));
  } else if ('forget' in step) {
    inventory.forget(step.forget);
    inventory.nameCluster(step.forget, step.forget);
  } else {
    const { n, cluster, ...facts } = step;
    inventory.put(cluster, volumeOf(n, { ...facts, clusterId: cluster }));
  }
}

const KEYS: Record<UserKind, (volume: Volume) => readonly string[]> = {
  host: ({ acl, connectedHosts }) =>
    HOSTS.filter((host) => acl.values.includes(host) || connectedHosts.includes(host)),
  project: ({ projectName }) => [projectName],
  policy: ({ qosPolicyName }) => [qosPolicyName].filter((name) => name !== ''),
  node: ({ nodeList, primaryNodeUUID }) =>
    NODES.filter((node) => nodeList.includes(node) || primaryNodeUUID === node),
};

interface Sum {
  volumes: number;
  connected: number;
  primary: number;
  size: bigint;
  provisioned: bigint;
}
const NOTHING: Sum = { volumes: 0, connected: 0, primary: 0, size: 0n, provisioned: 0n };

const keyOf = (kind: string, key: string, cluster: string, project: string, state: string) =>
  [kind, key, cluster, project, state].join(' ');

function sumsOf(usage: VolumeUsage): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const kind of USERS) {
    for (const [key, groups] of usage.all(kind)) {
      for (const [{ home, project, state }, part] of groups) {
        const { volumes, connected, primary, size, provisioned } = part;
        sums.set(keyOf(kind, key, home.clusterId, project, state), {
          volumes,
          connected,
          primary,
          size,
          provisioned,
        });
      }
    }
  }
  return sums;
}

/** The same, counted of all volumes one by one. */
function sumsNaively(volumes: readonly Volume[]): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const volume of volumes) {
    for (const kind of USERS) {
      for (const user of KEYS[kind](volume)) {
        const key = keyOf(kind, user, volume.clusterId, volume.projectName, volume.state);
        const before = sums.get(key) ?? NOTHING;
        const { connectedHosts } = volume;
        const isConnected =
          kind === 'host' ? connectedHosts.includes(user) : connectedHosts.length > 0;
        sums.set(key, {
          volumes: before.volumes + 1,
          connected: before.connected + Number(isConnected),
          primary: before.primary + Number(volume.primaryNodeUUID === user),
          size: before.size + BigInt(volume.size),
          provisioned: before.provisioned + BigInt(volume.size) * BigInt(volume.replicaCount),
        });
      }
    }
  }
  return sums;
}

test('who has volumes is what counting all volumes one by one says, whenever counting began and whatever changed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { maxLength: 60 }), async (steps) => {
      const inventory = createInventory(() => undefined);
      for (const cluster of CLUSTERS) inventory.nameCluster(cluster, cluster);
      for (const step of steps) await take(inventory, step);
      const volumes = CLUSTERS.flatMap((cluster) => Array.from(inventory.volumesOf(cluster)));
      const usage = await inventory.usage();
      expect(sumsOf(usage)).toEqual(sumsNaively(volumes));
      const uuids = (some: readonly Volume[]) => some.map(({ UUID }) => UUID).toSorted();
      for (const source of SOURCES) {
        expect(uuids(inventory.clonesOf(source))).toEqual(
          uuids(volumes.filter((one) => one.sourceSnapshotUUID.toLowerCase() === source)),
        );
      }
      const question = { sort: 'name', order: 'asc', offset: 0, limit: 200 } as const;
      for (const node of NODES) {
        const there = inventory.ask(question, undefined, [], { node });
        expect(uuids(there.volumes)).toEqual(
          uuids(volumes.filter((volume) => KEYS.node(volume).includes(node))),
        );
        const primaries = inventory.ask(question, undefined, [], {
          primaryNode: node.toUpperCase(),
        });
        expect(uuids(primaries.volumes)).toEqual(
          uuids(volumes.filter(({ primaryNodeUUID }) => primaryNodeUUID === node)),
        );
      }
      for (const host of HOSTS) {
        const related = inventory.ask(question, undefined, [], { host });
        const isOf = (volume: Volume) => KEYS.host(volume).includes(host);
        expect(uuids(related.volumes)).toEqual(uuids(volumes.filter(isOf)));
        expect(related.total).toBe(volumes.filter(isOf).length);
      }
    }),
    { numRuns: 150 },
  );
});
