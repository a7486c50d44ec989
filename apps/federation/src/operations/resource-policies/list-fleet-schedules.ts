import { compareNames } from '@asterism/api-types/rules/natural-order';
import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { FleetSchedule, FleetSchedules } from '@asterism/api-types/fleet-api/fleet-schedules';
import { isMadeBy } from '@asterism/api-types/rules/schedule-times';
import type { ClusterClient, ClusterError } from '../../cluster-client/cluster-client.ts';
import { isNotFound, isNotOffered } from '../../cluster-client/cluster-failure.ts';
import type { Principal } from '../../identity/principal.ts';
import { isLeaving } from '../../snapshots/snapshot-row.ts';
import { askClusters } from '../ask-clusters.ts';
import { allFreshness } from '../clusters/describe-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';

/** A cluster is asked for each project by itself. So many at a time: this is not worth all of its connections. */
const AT_ONCE = 4;
/** How long a cluster has to answer for one project, and for all of them; the BFF waits 10 s. In milliseconds. */
const EACH_MS = 3_000;
const ALL_MS = 8_000;

/** What a cluster has told. */
interface OfCluster {
  readonly schedules: readonly ResourcePolicy[];
  readonly offersSchedules: boolean;
  /** Whether it has answered for each project. */
  readonly isAll: boolean;
}

/** The schedules of some projects of a cluster. Fails when it has answered for none of them. */
export async function schedulesOf(
  client: Pick<ClusterClient, 'listResourcePolicies'>,
  projects: readonly string[],
): Promise<Result<OfCluster, ClusterError>> {
  const ending = AbortSignal.timeout(ALL_MS);
  const schedules: ResourcePolicy[] = [];
  const failures: ClusterError[] = [];
  let offersSchedules = true;
  const left = projects.values();
  async function askForThem(): Promise<void> {
    for (const projectName of left) {
      const signal = AbortSignal.any([ending, AbortSignal.timeout(EACH_MS)]);
      const listed = await client.listResourcePolicies({ projectName }, { signal });
      if (listed.ok) schedules.push(...listed.value.resourcePolicies);
      else if (isNotOffered(listed.error)) offersSchedules = false;
      else if (!isNotFound(listed.error)) failures.push(listed.error);
      if (!offersSchedules) return;
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, askForThem));
  const [failed] = failures;
  if (!offersSchedules) return ok({ schedules: [], offersSchedules, isAll: true });
  return failed !== undefined && failures.length === projects.length
    ? err(failed)
    : ok({ schedules, offersSchedules, isAll: failed === undefined });
}

/** What a schedule has made of what is there; undefined until the snapshots of its cluster were read. */
function madeBy(
  { snapshots }: Pick<OperationDeps, 'snapshots'>,
  clusterId: string,
  schedule: ResourcePolicy,
): FleetSchedule['made'] {
  if (snapshots.asOf(clusterId) === undefined) return undefined;
  const made = [...snapshots.ofVolume(schedule.resourceUUID)].filter(
    (one) => !isLeaving(one) && isMadeBy(schedule, one),
  );
  const [newest] = made
    .map(({ creationTime }) => creationTime)
    .toSorted((a, b) => (a < b ? 1 : -1));
  return { total: made.length, ...(newest === undefined ? {} : { newest }) };
}

/**
 * The schedules of all volumes that the principal may see. Nothing is remembered of them: each cluster is asked now. One that
 * does not answer for all of its projects, or whose projects are not known yet, has no `asOf`.
 */
export async function listFleetSchedules(
  deps: OperationDeps,
  principal: Principal,
): Promise<FleetSchedules> {
  const { monitor } = deps;
  const { answered } = await askClusters(
    deps,
    monitor.clusters().filter(({ id }) => monitor.snapshot(id).areProjectsRead),
    principal,
    (client, _options, { id }) =>
      schedulesOf(
        client,
        monitor
          .snapshot(id)
          .projects.map(({ name }) => name)
          .filter((name) => principal.rights.canView(name)),
      ),
  );
  const now = new Date();
  const asOf = new Map(
    answered.flatMap(({ cluster, value }) => (value.isAll ? [[cluster.id, now]] : [])),
  );
  return {
    // However their answers came in: lists keep what is equal to them in this order.
    schedules: answered
      .flatMap(({ cluster, value }) =>
        value.schedules.map((schedule) => {
          const made = madeBy(deps, cluster.id, schedule);
          return Object.assign({ clusterId: cluster.id }, schedule, made && { made });
        }),
      )
      .toSorted((a, b) => compareNames(a.name, b.name) || (a.UUID < b.UUID ? -1 : 1)),
    withoutSchedules: answered.flatMap(({ cluster, value }) =>
      value.offersSchedules ? [] : [cluster.id],
    ),
    clusters: allFreshness({ monitor, inventory: { asOf: (id) => asOf.get(id) } }, principal),
  };
}
