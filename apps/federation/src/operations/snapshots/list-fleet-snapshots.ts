import type {
  FleetSnapshots,
  FleetSnapshotsQuestion,
} from '@asterism/api-types/fleet-api/fleet-snapshots';
import { clusterDisplayNames } from '@asterism/api-types/rules/cluster-display-names';
import type { Principal } from '../../identity/principal.ts';
import { freshnessOf } from '../clusters/describe-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';

/** The fleet's snapshots that the principal may see, filtered, sorted and counted, with how fresh each cluster's part is. */
export function listFleetSnapshots(
  deps: OperationDeps,
  { rights }: Pick<Principal, 'rights'>,
  question: FleetSnapshotsQuestion,
): FleetSnapshots {
  const { monitor, snapshots } = deps;
  const answer = snapshots.ask(question, rights.isClusterAdmin ? undefined : rights.projects);
  const clusters = monitor.clusters();
  const names = clusterDisplayNames(clusters);
  return {
    ...answer,
    clusters: clusters.map((cluster) =>
      freshnessOf(
        { monitor, inventory: snapshots },
        cluster,
        names.get(cluster.id) ?? cluster.name,
        rights.isClusterAdmin,
      ),
    ),
  };
}
