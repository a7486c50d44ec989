import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { TaskGrowth } from '@asterism/api-types/fleet-api/fleet-task';
import { storageRatio } from '@asterism/api-types/rules/storage-ratio';
import { useQuery } from '@tanstack/react-query';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { formatRatio } from '#/lib/format.ts';
import { clusterName } from './cluster-name.ts';

/** A cluster that larger volumes put above its provisioning threshold, with its ratio before and after. */
interface OverProvisioned {
  readonly cluster: FleetCluster;
  readonly before: string;
  readonly after: string;
}

function overProvisionedBy(cluster: FleetCluster, bytes: string): OverProvisioned | undefined {
  const effective = BigInt(cluster.statistics?.effectivePhysicalStorage ?? '0');
  const provisioned = BigInt(cluster.provisionedStorage);
  const before = storageRatio(provisioned, effective);
  const after = storageRatio(provisioned + BigInt(bytes), effective);
  // Of one that is above it already, what does not show in its ratio is not the work's doing.
  return Number(after) > cluster.provisioningThreshold && formatRatio(after) !== formatRatio(before)
    ? { cluster, before, after }
    : undefined;
}

/** The clusters that would promise too much with so much more. Those whose capacity is not known are not judged. */
export function useOverProvisioned(growth: TaskGrowth = []): readonly OverProvisioned[] {
  const { data: clusters = [] } = useQuery({ ...clustersQuery(), enabled: growth.length > 0 });
  return growth.flatMap(({ clusterId, bytes }) => {
    const cluster = clusters.find(({ id }) => id === clusterId);
    return (cluster && overProvisionedBy(cluster, bytes)) ?? [];
  });
}

/** What more than a cluster should promise comes to. */
export const OverProvisionedText = ({ cluster, before, after }: OverProvisioned) => (
  <>
    <strong>
      {clusterName(cluster)} would be {formatRatio(after)} provisioned
    </strong>
    , now {formatRatio(before)}: above its threshold of {formatRatio(cluster.provisioningThreshold)}
    . It could fill up before its volumes do.
  </>
);
