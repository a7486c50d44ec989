import type { Policy } from '@asterism/api-types/cluster-api/cluster-operations';
import type { StorageNode } from '@asterism/api-types/cluster-api/node';
import type { Label } from '@asterism/api-types/rules/labels';
import { SEEDED_MS, type VolumeRecord } from '../model/volume-record.ts';
import { hostNqn, PROJECTS, volumeName } from './names.ts';
import type { Random } from './random.ts';

const GIB = 2n ** 30n;
const SIZES_GIB = [
  4, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 500, 512, 1000, 1024, 2048,
] as const;
/** The newest seeded volume is this old at most, the oldest two years more. A fixed day: the same seed gives the same times. */
const NEWEST_MS = SEEDED_MS;
const SPAN_MS = 730 * 24 * 60 * 60 * 1000;
const HOSTS = 48;

export interface VolumesContext {
  readonly random: Random;
  readonly nodes: readonly StorageNode[];
  readonly policies: readonly Policy[];
  /** What is to be wrong with a few of the volumes. */
  readonly troubles: ReadonlySet<'Degraded' | 'ReadOnly'>;
}

function projectFor(random: Random): string {
  let left = random.next();
  for (const { name, share } of PROJECTS) {
    left -= share;
    if (left < 0) return name;
  }
  return 'default';
}

function replicaCountFor(random: Random): number {
  const roll = random.next();
  return roll < 0.1 ? 1 : roll < 0.45 ? 2 : 3;
}

/** Nodes of different racks: every third node is in the same one. */
function nodesFor(random: Random, nodes: readonly StorageNode[], replicas: number): string[] {
  const racks = 3;
  const first = random.between(0, racks - 1);
  return Array.from({ length: replicas }, (_, index) => {
    const row = random.between(0, Math.floor(nodes.length / racks) - 1);
    return nodes[row * racks + ((first + index) % racks)]?.UUID ?? '';
  });
}

function labelsFor(random: Random): Label[] {
  const labels: Label[] = [];
  if (random.chance(0.6)) {
    labels.push({ key: 'env', value: random.pick(['prod', 'prod', 'staging', 'dev']) });
  }
  if (random.chance(0.4)) {
    labels.push({ key: 'team', value: random.pick(['core', 'data', 'platform', 'web']) });
  }
  if (random.chance(0.15))
    labels.push({ key: 'tier', value: random.pick(['hot', 'warm', 'cold']) });
  return labels;
}

/** Who may connect, and who of them is connected. */
function accessFor(random: Random, hosts: readonly [string, ...string[]]) {
  if (random.chance(0.06)) return { acl: ['ALLOW_NONE'], connectedHosts: [] };
  if (random.chance(0.04)) {
    return { acl: ['ALLOW_ANY'], connectedHosts: random.chance(0.5) ? [random.pick(hosts)] : [] };
  }
  const wanted = random.chance(0.8) ? 1 : random.between(2, 4);
  const acl = [...new Set(Array.from({ length: wanted }, () => random.pick(hosts)))];
  return {
    acl,
    connectedHosts: random.chance(0.7) ? acl.slice(0, random.between(1, acl.length)) : [],
  };
}

const ipAclFor = (random: Random): string[] =>
  random.chance(0.9)
    ? ['ALLOW_ANY']
    : Array.from({ length: 2 }, (_, index) => `10.40.${index}.${random.between(1, 254)}`);

/** Few fail, some are degraded or read-only where the cluster is to have such, most are well. */
function conditionFor(random: Random, replicas: number, troubles: VolumesContext['troubles']) {
  const roll = random.next();
  const percent = String(random.between(1, 99));
  const well = {
    state: 'Available',
    protection: 'FullyProtected',
    rebuildProgress: 'None',
  } as const;
  if (roll < 0.003) return { ...well, state: 'Failed', protection: 'NotAvailable' } as const;
  if (roll < 0.013 && replicas > 1 && troubles.has('Degraded')) {
    return { ...well, protection: 'Degraded', rebuildProgress: percent } as const;
  }
  if (roll > 0.997 && troubles.has('ReadOnly')) return { ...well, protection: 'ReadOnly' } as const;
  return well;
}

function seedVolume(
  { random, nodes, policies, troubles }: VolumesContext,
  hosts: readonly [string, ...string[]],
  serial: number,
): VolumeRecord {
  const replicaCount = replicaCountFor(random);
  const condition = conditionFor(random, replicaCount, troubles);
  const failed = condition.state === 'Failed';
  const size = BigInt(random.pick(SIZES_GIB)) * GIB;
  const compression = random.chance(0.55);
  const policy = random.chance(0.4) ? policies[random.between(0, policies.length - 1)] : undefined;
  const usedThousandths = failed ? 0 : random.between(20, 850);
  const { acl, connectedHosts } = accessFor(random, hosts);
  return {
    UUID: random.uuid(),
    nsid: serial,
    name: volumeName(random, serial),
    projectName: projectFor(random),
    size,
    replicaCount,
    nodeList: nodesFor(random, nodes, replicaCount),
    acl,
    ipAcl: ipAclFor(random),
    compression,
    sectorSize: random.chance(0.9) ? 4096 : 512,
    labels: labelsFor(random),
    placementRestrictions: [],
    sourceSnapshotUUID: '',
    sourceSnapshotName: '',
    qosPolicyUUID: policy?.UUID ?? '',
    ...condition,
    revision: random.between(2, 40),
    used: ((size / 1000n) * BigInt(usedThousandths)) & ~4095n,
    usedSince: SEEDED_MS,
    compressionRatio: compression ? random.between(120, 350) / 100 : 1,
    connectedHosts: failed ? [] : connectedHosts,
    creationTime: new Date(NEWEST_MS - Math.floor(random.next() * SPAN_MS)).toISOString(),
    pgUUID: random.uuid(),
  };
}

/** The volumes that a simulated cluster starts with, in the order of their UUIDs. */
export function seedVolumes(context: VolumesContext, count: number): VolumeRecord[] {
  const hosts: [string, ...string[]] = [hostNqn(context.random)];
  while (hosts.length < HOSTS) hosts.push(hostNqn(context.random));
  return Array.from({ length: count }, (_, index) =>
    seedVolume(context, hosts, index + 1),
  ).toSorted((a, b) => (a.UUID < b.UUID ? -1 : 1));
}
