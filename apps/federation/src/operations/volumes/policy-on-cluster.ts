import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';

/** How a request names a QoS policy: of the two the UUID counts, empty means not given. */
export interface PolicyReference {
  readonly qosPolicyUUID?: string | undefined;
  readonly qosPolicyName?: string | undefined;
}

/** The name of the policy: in the fleet it is what clusters share, while each has a UUID of its own for it. */
function nameOf(
  monitor: FleetMonitor,
  { qosPolicyUUID = '', qosPolicyName = '' }: PolicyReference,
): string {
  if (qosPolicyUUID === '') return qosPolicyName;
  const all = monitor.clusters().flatMap(({ id }) => monitor.snapshot(id).policies);
  return all.find(({ UUID }) => UUID.toLowerCase() === qosPolicyUUID.toLowerCase())?.name ?? '';
}

/** The clusters that have the policy that a request names; all, when it names none or none is known to have it. */
export function withPolicy(
  monitor: FleetMonitor,
  clusters: readonly AttachedCluster[],
  reference: PolicyReference,
): readonly AttachedCluster[] {
  const name = nameOf(monitor, reference);
  const having = clusters.filter(({ id }) =>
    monitor.snapshot(id).policies.some((policy) => policy.name === name),
  );
  return name === '' || having.length === 0 ? clusters : having;
}

/** The policy's UUID on the cluster, where the request gives the one of another cluster's policy of the same name. */
export function policyOn(
  monitor: FleetMonitor,
  clusterId: string,
  reference: PolicyReference,
): { readonly qosPolicyUUID?: string } {
  const { qosPolicyUUID = '' } = reference;
  if (qosPolicyUUID === '') return {};
  const name = nameOf(monitor, reference);
  const here = monitor.snapshot(clusterId).policies.find((policy) => policy.name === name);
  return here === undefined ? {} : { qosPolicyUUID: here.UUID };
}
