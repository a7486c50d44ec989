import type { StorageNode } from '@asterism/api-types/cluster-api/node';
import {
  SERIES_METRICS,
  type IO_METRICS,
  type SeriesKind,
  type SeriesMetric,
} from '@asterism/api-types/rules/series';
import { storageRatio } from '@asterism/api-types/rules/storage-ratio';
import { PROTECTION_STATES, VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import { sumOf, type Rates } from '../exporters/io-counters.ts';
import type { ExporterMonitor } from '../exporters/exporter-monitor.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { UsageByGroup } from '../inventory/volume-usage.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import type { AttachedCluster } from '../store/attached-cluster.ts';

/** What is known of a subject now. A metric that is not there is not known. */
export type Sample = {
  readonly [K in SeriesKind]: {
    readonly kind: K;
    readonly subject: string;
    readonly values: Partial<Readonly<Record<SeriesMetric<K>, number>>>;
  };
}[SeriesKind];

export interface SampleSources {
  readonly monitor: Pick<FleetMonitor, 'clusters' | 'snapshot'>;
  readonly inventory: Pick<Inventory, 'asOf' | 'totals' | 'usage' | 'find'>;
  readonly exporters: Pick<ExporterMonitor, 'node' | 'volume'>;
  /** The UUIDs of the volumes that are sampled. */
  readonly followed: () => Promise<readonly string[]>;
}

/** Kept in single precision. What is beyond that is not known: a latency, say, where time was counted and not yet a request. */
const knownValue = (value = Number.NaN): number =>
  Number.isFinite(Math.fround(value)) ? value : Number.NaN;

/** The values of a sample in the order of its metrics. */
export function valuesOf({ kind, values }: Sample): readonly number[] {
  const known: Readonly<Record<string, number | undefined>> = values;
  return SERIES_METRICS[kind].map((metric) => knownValue(known[metric]));
}

type Counts<State extends string> = Partial<Readonly<Record<State, number>>>;

/** How many volumes are in each state, also where none are. */
const countsOf = (
  byState: Counts<(typeof VOLUME_STATES)[number]>,
  byProtection: Counts<(typeof PROTECTION_STATES)[number]>,
) =>
  Object.fromEntries([
    ...VOLUME_STATES.map((state) => [`state${state}`, byState[state] ?? 0] as const),
    ...PROTECTION_STATES.map(
      (protection) => [`protection${protection}`, byProtection[protection] ?? 0] as const,
    ),
  ]);

/** Whether what is known of a cluster is true now, and not what it was when it last answered. */
const isCurrent = ({ monitor }: SampleSources, { id, status }: AttachedCluster): boolean =>
  status === 'Connected' && !monitor.snapshot(id).overdue;

/** Of no request there is no mean: what was not timed is not known. */
const ioValues = (
  rates: Rates | undefined,
): Partial<Readonly<Record<(typeof IO_METRICS)[number], number>>> =>
  rates === undefined
    ? {}
    : {
        readIops: rates.readRequests,
        writeIops: rates.writeRequests,
        readBandwidth: rates.readBytes,
        writeBandwidth: rates.writeBytes,
        readLatency: rates.readTime / rates.readTimed,
        writeLatency: rates.writeTime / rates.writeTimed,
      };

/** What a cluster reads and writes; undefined unless it is known of each of its nodes that is at work. */
function clusterRates({ exporters }: SampleSources, id: string, nodes: readonly StorageNode[]) {
  const active = nodes.filter(({ state }) => state === 'Active');
  const all = active.map(({ UUID }) => exporters.node(id, UUID)).filter((one) => one !== undefined);
  return active.length === 0 || all.length < active.length ? undefined : sumOf(all);
}

function clusterSample(sources: SampleSources, cluster: AttachedCluster): Sample {
  const { id } = cluster;
  const of = { kind: 'cluster', subject: id } as const;
  if (!isCurrent(sources, cluster)) return { ...of, values: { connected: 0 } };
  const { info, nodes } = sources.monitor.snapshot(id);
  const totals = sources.inventory.totals(id);
  const isRead = sources.inventory.asOf(id) !== undefined;
  const effective = info?.statistics.effectivePhysicalStorage ?? '0';
  return {
    ...of,
    values: {
      connected: 1,
      ...(info === undefined
        ? {}
        : {
            physicalUsed: Number(info.statistics.physicalUsedStorage),
            physicalEffective: Number(effective),
            logicalUsed: Number(info.statistics.logicalUsedStorage),
            compressionRatio: info.statistics.compressionRatio,
            nodes: nodes.length,
            activeNodes: nodes.filter(({ state }) => state === 'Active').length,
          }),
      ...(isRead
        ? {
            volumes: totals.volumes,
            provisioned: Number(totals.provisioned),
            ...countsOf(totals.volumesByState, totals.volumesByProtection),
          }
        : {}),
      ...(isRead && info !== undefined
        ? { provisioningRatio: Number(storageRatio(totals.provisioned, BigInt(effective))) }
        : {}),
      ...ioValues(clusterRates(sources, id, nodes)),
    },
  };
}

/** Of each node of which anything is known: its exporter may answer while the cluster does not. */
const nodeSamples = ({ monitor, exporters }: SampleSources, clusterId: string): Sample[] =>
  monitor.snapshot(clusterId).nodes.map(({ UUID }) => ({
    kind: 'node',
    subject: UUID,
    values: ioValues(exporters.node(clusterId, UUID)),
  }));

/** Of a volume that is gone there is nothing. */
function volumeSample({ inventory, exporters }: SampleSources, uuid: string): Sample | undefined {
  const volume = inventory.find(uuid);
  if (volume === undefined) return undefined;
  const values = ioValues(exporters.volume(volume.clusterId, uuid));
  return { kind: 'volume', subject: uuid, values };
}

/** Undefined when some of its volumes are of a cluster of which nothing is known now. */
function projectSample(
  subject: string,
  usage: UsageByGroup,
  isKnown: (clusterId: string) => boolean,
): Sample | undefined {
  const sum = { size: 0n, provisioned: 0n, used: 0n, volumes: 0 };
  const byState: Record<string, number> = {};
  const byProtection: Record<string, number> = {};
  for (const [{ home, state, protection }, part] of usage) {
    if (!isKnown(home.clusterId)) return undefined;
    sum.size += part.size;
    sum.provisioned += part.provisioned;
    sum.used += part.used;
    sum.volumes += part.volumes;
    byState[state] = (byState[state] ?? 0) + part.volumes;
    byProtection[protection] = (byProtection[protection] ?? 0) + part.volumes;
  }
  return {
    kind: 'project',
    subject,
    values: {
      size: Number(sum.size),
      provisioned: Number(sum.provisioned),
      used: Number(sum.used),
      volumes: sum.volumes,
      ...countsOf(byState, byProtection),
    },
  };
}

/** What is known of all clusters, nodes and projects now, and of the volumes that are followed; of what is not known there is nothing, and never a zero. */
export async function sampleFleet(sources: SampleSources): Promise<readonly Sample[]> {
  const clusters = sources.monitor.clusters();
  const known = new Set(
    clusters
      .filter((one) => isCurrent(sources, one) && sources.inventory.asOf(one.id) !== undefined)
      .map(({ id }) => id),
  );
  const usage = await sources.inventory.usage();
  const projects = [...usage.all('project')].map(([name, groups]) =>
    projectSample(name, groups, (clusterId) => known.has(clusterId)),
  );
  const followed = await sources.followed();
  const volumes = followed.map((uuid) => volumeSample(sources, uuid));
  return [
    ...clusters.map((one) => clusterSample(sources, one)),
    ...clusters.flatMap(({ id }) => nodeSamples(sources, id)),
    ...volumes.filter((one) => one !== undefined),
    ...projects.filter((one) => one !== undefined),
  ];
}
