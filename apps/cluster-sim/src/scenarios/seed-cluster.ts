import type { Policy, Project } from '@asterism/api-types/cluster-api/cluster-operations';
import type { ClusterSeed } from '../model/cluster-model.ts';
import { clusterNameAt, PROJECTS } from './names.ts';
import { createRandom, seedFor, type Random } from './random.ts';
import { seedHardware } from './seed-nodes.ts';
import { seedSchedules } from './seed-schedules.ts';
import { seedSnapshots } from './seed-snapshots.ts';
import { seedVolumes } from './seed-volumes.ts';

export interface SeedOptions {
  readonly seed: number;
  /** The position of the cluster in the simulation. */
  readonly index: number;
  readonly volumes: number;
  readonly name?: string | undefined;
  /** Whether some volumes have schedules that take snapshots of them. */
  readonly withSchedules?: boolean;
}

const SNAPSHOT_SALT = 0x5eed;
const SCHEDULE_SALT = 0xdaee;
const RELEASES = ['3.20.1', '3.19.2', '3.20.1'] as const;
const TIB = 2n ** 40n;
/** Bytes of an average seeded volume with its replicas, and the least that a cluster has. */
const AVERAGE_PROVISIONED = (TIB * 9n) / 10n;
const LEAST_EFFECTIVE = 100n * TIB;
/** How much of its effective capacity each cluster has promised, in percent, by position. */
const PROVISIONED_PERCENT = [160, 95, 60] as const;

/** The health of the clusters by position: one with errors, one with warnings, one well. */
const TROUBLES = [
  new Set(['Degraded', 'ReadOnly'] as const),
  new Set(['Degraded'] as const),
  new Set<'Degraded' | 'ReadOnly'>(),
] as const;

function seedPolicies(random: Random): Policy[] {
  return [
    { name: 'gold', read: 64_000, write: 32_000 },
    { name: 'silver', read: 16_384, write: 8192 },
    { name: 'bronze', read: 4096, write: 2048 },
  ].map(({ name, read, write }) => ({
    UUID: random.uuid(),
    state: 'Active',
    name,
    description: `${read} read and ${write} write IOPS`,
    QoSRateLimitPolicy: {
      projectsNamesScope: [],
      policyVisibility: 'Global',
      limitIOPS: { writeIOPSLimit: write, readIOPSLimit: read },
    },
  }));
}

function seedProjects(random: Random): Project[] {
  const system = { UUID: random.uuid(), name: 'system', description: 'Lightbits system project' };
  const others = PROJECTS.map(({ name, description }) => ({
    UUID: random.uuid(),
    name,
    description,
  }));
  return [system, ...others];
}

function effectiveBytesFor(volumes: number, index: number): bigint {
  const percent = PROVISIONED_PERCENT[index % PROVISIONED_PERCENT.length] ?? 100;
  const wanted = (BigInt(volumes) * AVERAGE_PROVISIONED * 100n) / BigInt(percent);
  return wanted > LEAST_EFFECTIVE ? wanted : LEAST_EFFECTIVE;
}

/** Everything that a simulated cluster starts with: the same options give the same cluster, to the last byte. */
export function seedCluster(options: SeedOptions): ClusterSeed {
  const { seed, index, volumes, name, withSchedules = false } = options;
  const random = createRandom(seedFor(seed, index));
  const UUID = random.uuid();
  const clusterName = name ?? clusterNameAt(index);
  const hardware = seedHardware(random, clusterName, volumes, effectiveBytesFor(volumes, index));
  const policies = seedPolicies(random);
  const projects = seedProjects(random);
  const spec = {
    UUID,
    name: clusterName,
    release: RELEASES[index % RELEASES.length] ?? RELEASES[0],
    ...hardware,
    discoveryEndpoints: hardware.nodes.map((node) => node.nvmeEndpoint.replace(/:\d+$/, ':8009')),
  };
  const troubles = TROUBLES[index % TROUBLES.length] ?? TROUBLES[0];
  const context = { random, nodes: hardware.nodes, policies, troubles };
  // Of a random of their own: volumes stay what they were before there were snapshots.
  const seeded = seedSnapshots(
    createRandom(seedFor(seed ^ SNAPSHOT_SALT, index)),
    seedVolumes(context, volumes),
  );
  const schedules = withSchedules
    ? seedSchedules(
        createRandom(seedFor(seed ^ SCHEDULE_SALT, index)),
        seeded.volumes,
        seeded.snapshots,
      )
    : [];
  return { spec, projects, policies, ...seeded, schedules };
}
