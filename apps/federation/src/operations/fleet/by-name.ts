import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';

/**
 * What several clusters have under one name is one thing in the fleet: of each name the first cluster's, in the order of
 * the names.
 */
export function byName<T extends { readonly name: string }>(
  monitor: FleetMonitor,
  ofCluster: (clusterId: string) => readonly T[],
): T[] {
  const named = new Map<string, T>();
  for (const { id } of monitor.clusters()) {
    for (const one of ofCluster(id)) if (!named.has(one.name)) named.set(one.name, one);
  }
  return [...named.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
