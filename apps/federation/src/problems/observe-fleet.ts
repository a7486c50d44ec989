import type { VolumeTransition } from '@asterism/api-types/fleet-api/transition-api';
import type { ProblemRuleName } from '@asterism/api-types/rules/problem-rule-names';
import { listFleetClusters, type ClusterSources } from '../operations/clusters/describe-cluster.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import { isSlow, type TransitionWatch } from '../transitions/transition-watch.ts';
import { observeCluster } from './observe-cluster.ts';
import { observeProject } from './observe-project.ts';
import type { Observed } from './observation.ts';

export interface ObservedSources extends ClusterSources {
  readonly snapshots: Pick<OperationDeps['snapshots'], 'matching' | 'asOf'>;
  readonly transitions: Pick<TransitionWatch, 'all'>;
}

/** What does not need that the cluster has been read. */
const OF_THE_CONNECTION: ReadonlySet<ProblemRuleName> = new Set([
  'clusterUnreachable',
  'clusterRefuses',
  'clusterOverdue',
]);

function countBy<T>(things: readonly T[], keyOf: (thing: T) => string): (key: string) => number {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(keyOf(thing), (counts.get(keyOf(thing)) ?? 0) + 1);
  return (key) => counts.get(key) ?? 0;
}

/** What is said of the first of them; empty when there is none. They come with the oldest first. */
function slowestOf(slow: readonly VolumeTransition[]): string {
  const [oldest] = slow;
  if (oldest === undefined) return '';
  return `${oldest.name} has been ${oldest.state} since ${oldest.isAtLeast ? 'at least ' : ''}${oldest.since}`;
}

/** Measures what the rules are about. Of a cluster that does not answer it is what was last known. */
export async function observeFleet(sources: ObservedSources, now: number): Promise<Observed> {
  const { monitor, inventory } = sources;
  const clusters = listFleetClusters(sources);
  const usage = await inventory.usage();
  const slow = sources.transitions.all().filter((one) => isSlow(one, now));
  const failed = sources.snapshots.matching({ state: ['Failed'] }, undefined, []);
  const slowByCluster = Map.groupBy(slow, ({ clusterId }) => clusterId);
  const slowByProject = Map.groupBy(slow, ({ projectName }) => projectName);
  const failedOfCluster = countBy(failed, ({ clusterId }) => clusterId);
  const failedOfProject = countBy(failed, ({ projectName }) => projectName);
  const volumesOf = (nodeId: string): number =>
    [...usage.one('node', nodeId.toLowerCase())].reduce((sum, [, { volumes }]) => sum + volumes, 0);

  const ofClusters = clusters.flatMap((cluster) => {
    const its = slowByCluster.get(cluster.id) ?? [];
    return observeCluster(cluster, monitor.snapshot(cluster.id).nodes, {
      snapshotsFailed: failedOfCluster(cluster.id),
      volumesSlow: its.length,
      slowest: slowestOf(its),
      volumesOf,
    });
  });
  const statuses = new Map(
    clusters.map(({ id, clusterConnectionStatus }) => [
      id,
      clusterConnectionStatus.accessConnectionStatus,
    ]),
  );
  const projects = new Map(usage.all('project'));
  const ofProjects = [...projects].flatMap(([project, groups]) => {
    const its = slowByProject.get(project) ?? [];
    return observeProject(project, groups, (id) => statuses.get(id), {
      volumesSlow: its.length,
      slowest: slowestOf(its),
      snapshotsFailed: failedOfProject(project),
    });
  });

  const byId = new Map(clusters.map((cluster) => [cluster.id, cluster]));
  const isRead = (clusterId: string, rule: ProblemRuleName): boolean => {
    const cluster = byId.get(clusterId);
    if (OF_THE_CONNECTION.has(rule)) return true;
    if (rule === 'snapshotsFailed') return sources.snapshots.asOf(clusterId) !== undefined;
    return cluster?.asOf !== undefined && cluster.statistics !== undefined;
  };
  return {
    observations: [...ofClusters, ...ofProjects],
    isThere: ({ subjectKind, subject }) => subjectKind === 'project' || byId.has(subject),
    isKnown: (rule, { subjectKind, subject }) =>
      subjectKind === 'cluster'
        ? isRead(subject, rule)
        : clusters.every(({ id, asOf }) => asOf !== undefined && isRead(id, rule)),
  };
}
