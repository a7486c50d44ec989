import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';

/** How a request names a QoS policy: of the two the UUID counts, empty means not given. */
export interface PolicyReference {
  readonly qosPolicyUUID?: string | undefined;
  readonly qosPolicyName?: string | undefined;
}

/**
 * The name of the policy: in the fleet it is what clusters share, while each has a UUID of its own for it.
 * Empty for none, and when no cluster has the UUID.
 */
export function policyNameOf(
  monitor: FleetMonitor,
  { qosPolicyUUID = '', qosPolicyName = '' }: PolicyReference,
): string {
  if (qosPolicyUUID === '') return qosPolicyName;
  const all = monitor.clusters().flatMap(({ id }) => monitor.snapshot(id).policies);
  return all.find(({ UUID }) => UUID.toLowerCase() === qosPolicyUUID.toLowerCase())?.name ?? '';
}

/** The policy's UUID on the cluster, where the request gives the one of another cluster's policy of the same name. */
export function policyOn(
  monitor: FleetMonitor,
  clusterId: string,
  reference: PolicyReference,
): { readonly qosPolicyUUID?: string } {
  const { qosPolicyUUID = '' } = reference;
  if (qosPolicyUUID === '') return {};
  const name = policyNameOf(monitor, reference);
  const here = monitor.snapshot(clusterId).policies.find((policy) => policy.name === name);
  return here === undefined ? {} : { qosPolicyUUID: here.UUID };
}
