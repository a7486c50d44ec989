import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { FleetSchedule, FleetSchedules } from '@asterism/api-types/fleet-api/fleet-schedules';
import { isMadeBy } from '@asterism/api-types/rules/schedule-times';
import type { ClusterClient, ClusterError } from '../../cluster-client/cluster-client.ts';
import { isNotFound } from '../../cluster-client/cluster-failure.ts';
import type { Principal } from '../../identity/principal.ts';
import { askClusters } from '../ask-clusters.ts';
import { allFreshness } from '../clusters/describe-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';

const NOT_OFFERED = 501;

type OfCluster = readonly ResourcePolicy[] | undefined;

/** The schedules of some projects of a cluster; undefined when it offers none. */
export async function schedulesOf(
  client: Pick<ClusterClient, 'listResourcePolicies'>,
  projects: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Result<OfCluster, ClusterError>> {
  const options = signal === undefined ? {} : { signal };
  const schedules: ResourcePolicy[] = [];
  // One after the other: a page of schedules is not worth all of a cluster's connections.
  for (const projectName of projects) {
    const listed = await client.listResourcePolicies({ projectName }, options);
    if (listed.ok) schedules.push(...listed.value.resourcePolicies);
    else if (listed.error.kind === 'answer' && listed.error.status === NOT_OFFERED) {
      return ok(undefined);
    } else if (!isNotFound(listed.error)) return err(listed.error);
  }
  return ok(schedules);
}

/** What a schedule has made of what is there; undefined until the snapshots of its cluster were read. */
function madeBy(
  { snapshots }: Pick<OperationDeps, 'snapshots'>,
  clusterId: string,
  schedule: ResourcePolicy,
): FleetSchedule['made'] {
  if (snapshots.asOf(clusterId) === undefined) return undefined;
  const made = [...snapshots.ofVolume(schedule.resourceUUID)].filter((one) =>
    isMadeBy(schedule, one),
  );
  const [newest] = made
    .map(({ creationTime }) => creationTime)
    .toSorted((a, b) => (a < b ? 1 : -1));
  return { total: made.length, ...(newest === undefined ? {} : { newest }) };
}

/**
 * The schedules of all volumes that the principal may see. Nothing is remembered of them: each cluster is asked now, and one
 * that does not answer is said to have told nothing.
 */
export async function listFleetSchedules(
  deps: OperationDeps,
  principal: Principal,
): Promise<FleetSchedules> {
  const { monitor } = deps;
  const { answered } = await askClusters(
    deps,
    monitor.clusters(),
    principal,
    (client, { signal }, { id }) =>
      schedulesOf(
        client,
        monitor
          .snapshot(id)
          .projects.map(({ name }) => name)
          .filter((name) => principal.rights.canView(name)),
        signal,
      ),
  );
  const now = new Date();
  const asOf = new Map(answered.map(({ cluster }) => [cluster.id, now]));
  return {
    schedules: answered.flatMap(({ cluster, value = [] }) =>
      value.map((schedule) => {
        const made = madeBy(deps, cluster.id, schedule);
        return Object.assign({ clusterId: cluster.id }, schedule, made && { made });
      }),
    ),
    withoutSchedules: answered.flatMap(({ cluster, value }) =>
      value === undefined ? [cluster.id] : [],
    ),
    clusters: allFreshness({ monitor, inventory: { asOf: (id) => asOf.get(id) } }, principal),
  };
}
