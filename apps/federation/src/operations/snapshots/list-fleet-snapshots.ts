import type { Failure } from '@asterism/api-types/common/failure';
import { ok, type Result } from '@asterism/api-types/common/result';
import type {
  FleetSnapshots,
  FleetSnapshotsQuestion,
} from '@asterism/api-types/fleet-api/fleet-snapshots';
import { clusterDisplayNames } from '@asterism/api-types/rules/cluster-display-names';
import { SNAPSHOT_QUERY } from '@asterism/api-types/rules/snapshot-query';
import type { Principal } from '../../identity/principal.ts';
import { freshnessOf } from '../clusters/describe-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { readQuery } from '../read-query.ts';

/** The fleet's snapshots that the principal may see, filtered, sorted and counted, with how fresh each cluster's part is; `invalidArgument` for a line that is not understood. */
export function listFleetSnapshots(
  deps: OperationDeps,
  { rights }: Pick<Principal, 'rights'>,
  question: FleetSnapshotsQuestion,
): Result<FleetSnapshots, Failure> {
  const { monitor, snapshots } = deps;
  const clusters = monitor.clusters();
  const query = readQuery(SNAPSHOT_QUERY, question.query, { clusters });
  if (!query.ok) return query;
  const visible = rights.isClusterAdmin ? undefined : rights.projects;
  const answer = snapshots.ask(question, visible, query.value);
  const names = clusterDisplayNames(clusters);
  return ok({
    ...answer,
    clusters: clusters.map((cluster) =>
      freshnessOf(
        { monitor, inventory: snapshots },
        cluster,
        names.get(cluster.id) ?? cluster.name,
        rights.isClusterAdmin,
      ),
    ),
  });
}
