import type { StorageNode } from '@asterism/api-types/cluster-api/node';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { HealthReason } from '@asterism/api-types/fleet-api/health-assessment';
import { usedPercent } from '@asterism/api-types/rules/capacity';
import type { ProblemRuleName } from '@asterism/api-types/rules/problem-rule-names';
import type { Observation } from './observation.ts';

/** What is measured beside the reasons of the verdict on a cluster. */
export interface ClusterCounts {
  readonly snapshotsFailed: number;
  readonly volumesSlow: number;
  /** Of those that are slow, what is said of the oldest. */
  readonly slowest: string;
  /** How many volumes have a copy on a node. */
  readonly volumesOf: (nodeId: string) => number;
}

const NAMED_MAX = 3;

/** The names of some things, the first few. */
function named(things: readonly { readonly name: string; readonly UUID: string }[]): string {
  const names = things.slice(0, NAMED_MAX).map(({ name, UUID }) => (name === '' ? UUID : name));
  const more = things.length - names.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

const percent = (value: number): string => `${value.toFixed(1)} %`;

interface Found {
  readonly rule: ProblemRuleName;
  readonly level: number;
  readonly volumes?: number;
  readonly cause?: string;
}

/** What the reasons of the verdict are to the rules; those of capacity are measured apart, for they have thresholds. */
function foundBy(reason: HealthReason, cluster: FleetCluster, why: string): Found | undefined {
  switch (reason.kind) {
    case 'notConnected': {
      const rule = reason.status === 'Unauthorized' ? 'clusterRefuses' : 'clusterUnreachable';
      return { rule, level: 1, volumes: cluster.volumes, cause: cluster.error };
    }
    case 'overdue':
      return { rule: 'clusterOverdue', level: 1, volumes: cluster.volumes, cause: cluster.error };
    case 'volumesByProtection': {
      const level = reason.count - reason.failed;
      return { rule: `volumes${reason.protection}`, level, volumes: level, cause: why };
    }
    case 'volumesByState': {
      const { count: level } = reason;
      const rule = reason.state === 'Failed' ? 'volumesFailed' : 'volumesInUnknownState';
      return { rule, level, volumes: level };
    }
    case 'unreadableRows': {
      const [first] = cluster.unreadable;
      const cause = first === undefined ? '' : `In its ${first.list}: ${first.firstFault}`;
      return { rule: 'rowsUnreadable', level: reason.count, cause };
    }
    case 'reported':
      return { rule: `clusterReports${reason.state}`, level: 1 };
    case 'notRead':
    case 'nodesNotActive':
    case 'nodesReadOnly':
    case 'capacityUsed':
    case 'overProvisioned':
      break;
  }
  return undefined;
}

function foundOnNodes(nodes: readonly StorageNode[], { volumesOf }: ClusterCounts): Found[] {
  const about = (rule: ProblemRuleName, some: readonly StorageNode[], cause: string): Found => {
    // Of several nodes it is not known how many volumes they have together: a volume has copies on more than one.
    const [only] = some.length === 1 ? some : [];
    const volumes = only === undefined ? 0 : volumesOf(only.UUID);
    return { rule, level: some.length, volumes, cause };
  };
  const notActive = nodes.filter(({ state }) => state !== 'Active');
  const readOnly = nodes.filter((node) => node.readOnly);
  const rebuilding = nodes.filter(({ inLocalRebuild }) => inLocalRebuild);
  const states = [...new Set(notActive.map(({ state }) => state))].join(', ');
  return [
    about('nodesNotActive', notActive, `${named(notActive)}: ${states}`),
    about('nodesReadOnly', readOnly, named(readOnly)),
    about('nodesRebuilding', rebuilding, named(rebuilding)),
  ];
}

function foundInCapacity({
  statistics,
  provisionedToEffectiveStorageRatio: ratio,
}: FleetCluster): Found[] {
  const used = statistics === undefined ? 0 : usedPercent(statistics);
  return [
    { rule: 'clusterNearlyFull', level: used },
    { rule: 'clusterFillingUp', level: used },
    { rule: 'overProvisioned', level: Number(ratio) },
  ];
}

/** Why volumes of the cluster are not protected as they should be, as far as its nodes and its capacity say. */
function whyUnprotected({ statistics }: FleetCluster, nodes: readonly StorageNode[]): string {
  const notActive = nodes.filter(({ state }) => state !== 'Active');
  if (notActive.length > 0) {
    return `${notActive.length} of ${nodes.length} nodes not active: ${named(notActive)}`;
  }
  const readOnly = nodes.filter((node) => node.readOnly);
  if (readOnly.length > 0) {
    const full = statistics === undefined ? '' : `; ${percent(usedPercent(statistics))} used`;
    return `${readOnly.length} of ${nodes.length} nodes read-only: ${named(readOnly)}${full}`;
  }
  const rebuilding = nodes.filter(({ inLocalRebuild }) => inLocalRebuild);
  return rebuilding.length === 0 ? '' : `Copies are being rebuilt on ${named(rebuilding)}`;
}

/** What the rules measure of a cluster: by the reasons of its verdict, so that the two cannot contradict each other. */
export function observeCluster(
  cluster: FleetCluster,
  nodes: readonly StorageNode[],
  counts: ClusterCounts,
): Observation[] {
  const why = whyUnprotected(cluster, nodes);
  const { volumesSlow, snapshotsFailed, slowest } = counts;
  const found = [
    ...cluster.assessment.reasons.map((reason) => foundBy(reason, cluster, why)),
    ...foundOnNodes(nodes, counts),
    ...foundInCapacity(cluster),
    { rule: 'volumesSlow', level: volumesSlow, volumes: volumesSlow, cause: slowest } as const,
    { rule: 'snapshotsFailed', level: snapshotsFailed } as const,
  ].filter((one): one is Found => one !== undefined);
  return found
    .filter(({ level }) => level > 0)
    .map(({ rule, level, volumes = 0, cause = '' }) => ({
      rule,
      subjectKind: 'cluster',
      subject: cluster.id,
      level,
      volumes,
      cause,
    }));
}
