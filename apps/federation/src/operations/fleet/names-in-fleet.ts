import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';

/** A thing that has the same name on several clusters, with the clusters that have it. */
export interface NamedInFleet {
  readonly name: string;
  readonly description: string;
  readonly clusterIds: string[];
}

function gather(
  monitor: FleetMonitor,
  ofCluster: (
    clusterId: string,
  ) => readonly { readonly name: string; readonly description: string }[],
): NamedInFleet[] {
  const byName = new Map<string, NamedInFleet>();
  for (const { id } of monitor.clusters()) {
    for (const { name, description } of ofCluster(id)) {
      const known = byName.get(name) ?? { name, description, clusterIds: [] };
      known.clusterIds.push(id);
      byName.set(name, known);
    }
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export const projectsInFleet = (monitor: FleetMonitor): NamedInFleet[] =>
  gather(monitor, (id) => monitor.snapshot(id).projects);

export const policiesInFleet = (monitor: FleetMonitor): NamedInFleet[] =>
  gather(monitor, (id) => monitor.snapshot(id).policies);
