import type { CreateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';
import { failure, invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import {
  rankPlacements,
  type Placement,
  type PlacementCluster,
  type PlacementObstacle,
} from '@asterism/api-types/rules/placement';
import { formatBytes, parseSize } from '@asterism/api-types/rules/size';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import { policyNameOf } from './policy-on-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';

type Sources = Pick<OperationDeps, 'monitor' | 'inventory'>;

interface Candidate extends PlacementCluster {
  readonly attached: AttachedCluster;
}

/** What is known of a cluster, in the fields in which `GET /fleet/clusters` shows it to the console's preview. */
function candidateOf({ monitor, inventory }: Sources, attached: AttachedCluster): Candidate {
  const { info, projects, policies } = monitor.snapshot(attached.id);
  return {
    attached,
    id: attached.id,
    name: attached.name,
    status: attached.status,
    statistics: info?.statistics,
    currentMaxReplicas: info?.currentMaxReplicas ?? 0,
    provisionedStorage: String(inventory.totals(attached.id).provisioned),
    projects: projects.map(({ name }) => name),
    policies: policies.map(({ name }) => name),
  };
}

type Shortage = Extract<PlacementObstacle, { kind: 'notEnoughSpace' }>;

function shortageText({ needed, replicaCount, free }: Shortage): string {
  const copies = replicaCount === 1 ? '' : ` for ${replicaCount} copies`;
  return `has ${formatBytes(free)} free, the volume needs ${formatBytes(needed, 'up')}${copies}`;
}

function obstacleText(obstacle: PlacementObstacle): string {
  switch (obstacle.kind) {
    case 'notConnected':
      return `is ${obstacle.status}`;
    case 'notRead':
      return 'has not been read yet';
    case 'noProject':
      return `has no project ${obstacle.projectName}`;
    case 'noPolicy':
      return `has no QoS policy ${obstacle.qosPolicyName}`;
    case 'tooManyReplicas':
      return `takes at most ${obstacle.currentMaxReplicas} replicas now`;
    case 'noCapacity':
      return 'reports no capacity';
    case 'notEnoughSpace':
      break;
  }
  return shortageText(obstacle);
}

/**
 * Why none of the clusters can take the volume: `invalidArgument` when its project is nowhere, else `unavailable` with
 * the reason of each.
 */
function refusal(placements: readonly Placement<Candidate>[], projectName: string): Failure {
  const isNowhere = placements.every(({ obstacles }) =>
    obstacles.some(({ kind }) => kind === 'noProject'),
  );
  if (placements.length > 0 && isNowhere) {
    const rule = `no attached cluster has a project ${JSON.stringify(projectName)}`;
    return invalidField('projectName', rule);
  }
  const reasons = placements.flatMap(({ cluster, obstacles: [first] }) =>
    first === undefined ? [] : [`${cluster.name} ${obstacleText(first)}`],
  );
  const text = reasons.length === 0 ? 'no cluster is attached' : reasons.join('; ');
  return failure('unavailable', `no cluster can take the volume: ${text}`);
}

/**
 * The clusters to try for a new volume, best first, among those with the IDs (none: all). The order is that of
 * {@link rankPlacements}. Who names one cluster leaves it to that cluster whether the volume fits.
 * `invalidArgument` for a cluster or project that is not attached; `unavailable` when no cluster can take the volume now.
 */
export function chooseClusters(
  sources: Sources,
  request: CreateVolumeRequest,
  clusterIds: readonly string[],
): Result<readonly AttachedCluster[], Failure> {
  const { monitor } = sources;
  const unknown = clusterIds.find((id) => monitor.cluster(id) === undefined);
  if (unknown !== undefined) {
    return err(invalidField('placementRestrictions', `there is no attached cluster ${unknown}`));
  }
  const size = parseSize(request.size);
  if (!size.ok) return err(invalidField('size', size.error));
  const named = clusterIds.map((id) => monitor.cluster(id)).filter((one) => one !== undefined);
  const [only] = named;
  if (only !== undefined && named.length === 1) {
    if (only.status === 'Connected') return ok([only]);
    const message = `${only.name} is ${only.status}: nothing can be created there now`;
    return err(failure('unavailable', message, { retryAfterSeconds: 5 }));
  }
  const among = named.length === 0 ? monitor.clusters() : named;
  const { replicaCount, projectName } = request;
  const placements = rankPlacements(
    among.map((cluster) => candidateOf(sources, cluster)),
    { size: size.value, replicaCount, projectName, qosPolicyName: policyNameOf(monitor, request) },
  );
  const fitting = placements.filter(({ obstacles }) => obstacles.length === 0);
  return fitting.length > 0
    ? ok(fitting.map(({ cluster }) => cluster.attached))
    : err(refusal(placements, projectName));
}
