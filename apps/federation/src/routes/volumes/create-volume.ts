import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type {
  CreateVolumeRequest,
  volumeOperations,
} from '@asterism/api-types/cluster-api/volume-operations';
import { failure, GRPC_CODE, type Failure } from '@asterism/api-types/common/failure';
import type { OperationInput } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { parseSize } from '@asterism/api-types/rules/size';
import type { ClusterClient, ClusterError } from '../../cluster-client/cluster-connection.ts';
import { failureOf, isOutcomeUnknown } from '../../cluster-client/cluster-failure.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import { chooseClusters, type Candidate } from './choose-cluster.ts';
import { narrowToSnapshot } from './clone-home.ts';
import { placementOf } from './placement-request.ts';
import { policyOn, withPolicy } from './policy-on-cluster.ts';
import type { Principal } from '../../identity/principal.ts';
import type { NameOutcome } from './name-reservations.ts';
import type { VolumeDeps } from './volume-deps.ts';

type CreateInput = OperationInput<(typeof volumeOperations)['createVolume']>;

const nameTaken = (projectName: string, name: string): Failure =>
  failure(
    'alreadyExists',
    `name: a volume ${JSON.stringify(name)} already exists in the project ${JSON.stringify(projectName)}, or is being created`,
  );

/** A name that no volume of the fleet has in the project, or 409. */
export function checkNameIsFree(
  { inventory }: Pick<VolumeDeps, 'inventory'>,
  projectName: string,
  name: string,
): Result<void, Failure> {
  const owner = inventory.findByName(projectName, name);
  return owner === undefined || owner.state === 'Deleting'
    ? ok(undefined)
    : err(nameTaken(projectName, name));
}

/** Whether every cluster has told its projects and none has this one: a mistake, and not for want of room. */
const isInNone = (candidates: readonly Candidate[], projectName: string): boolean =>
  candidates.length > 0 &&
  candidates.every(({ projects }) => projects.length > 0 && !projects.includes(projectName));

/** The clusters to try, best first. */
function clustersFor(
  { monitor, inventory }: VolumeDeps,
  request: CreateVolumeRequest,
  clusterIds: readonly string[],
): Result<readonly AttachedCluster[], Failure> {
  const unknown = clusterIds.find((id) => monitor.cluster(id) === undefined);
  if (unknown !== undefined) {
    const message = `placementRestrictions: there is no attached cluster ${unknown}`;
    return err(failure('invalidArgument', message));
  }
  const size = parseSize(request.size);
  if (!size.ok) return err(failure('invalidArgument', `size: ${size.error}`));
  const named = clusterIds.map((id) => monitor.cluster(id)).filter((one) => one !== undefined);
  // Who names one cluster leaves it to that cluster whether the volume fits.
  const [only] = named;
  if (only !== undefined && named.length === 1) {
    if (only.status === 'Connected') return ok([only]);
    const message = `${only.name} is ${only.status}: nothing can be created there now`;
    return err(failure('unavailable', message, { retryAfterSeconds: 5 }));
  }
  const among = withPolicy(monitor, named.length === 0 ? monitor.clusters() : named, request);
  const candidates = among.map((cluster) => {
    const { info, projects } = monitor.facts(cluster.id);
    const { provisioned } = inventory.totals(cluster.id);
    return { cluster, info, provisioned, projects: projects.map(({ name }) => name) };
  });
  const { replicaCount, projectName } = request;
  if (isInNone(candidates, projectName)) {
    const message = `projectName: no attached cluster has a project ${JSON.stringify(projectName)}`;
    return err(failure('invalidArgument', message));
  }
  const choice = chooseClusters(candidates, { size: size.value, replicaCount, projectName });
  const { obstacles } = choice;
  if (choice.clusterIds.length > 0) {
    return ok(choice.clusterIds.flatMap((id) => among.filter((cluster) => cluster.id === id)));
  }
  const reasons = obstacles.length === 0 ? 'no cluster is attached' : obstacles.join('; ');
  return err(failure('unavailable', `no cluster can take the volume: ${reasons}`));
}

function inputFor(
  request: CreateVolumeRequest,
  placementRestrictions: NonNullable<CreateInput['placementRestrictions']>,
): CreateInput {
  const { compression, placementRestrictions: _, ...rest } = request;
  return {
    ...rest,
    ...(compression === undefined ? {} : { compression: compression ? 'true' : 'false' }),
    ...(placementRestrictions.length === 0 ? {} : { placementRestrictions }),
  };
}

/** Whether another cluster may be asked: this one has surely not created it. */
const isPlainRefusalForRoom = (error: ClusterError): boolean =>
  error.connection !== undefined ||
  (error.kind === 'answer' && error.code === GRPC_CODE.resourceExhausted);

/** What no answer came to may still become a volume. */
export const outcomeOf = (done: Result<unknown, Failure>): NameOutcome =>
  done.ok || done.error.code === GRPC_CODE.deadlineExceeded ? 'given' : 'free';

/** No answer came: what the cluster has under that name now is the truth. */
async function afterSilence(
  client: ClusterClient,
  request: CreateVolumeRequest,
  { name: clusterName }: AttachedCluster,
): Promise<Result<Volume, Failure>> {
  const { name, projectName } = request;
  const read = await client.getVolume({ UUID: '', name, projectName });
  const size = parseSize(request.size);
  if (read.ok && size.ok) {
    const isOurs =
      read.value.size === String(size.value) && read.value.replicaCount === request.replicaCount;
    return isOurs ? ok(read.value) : err(nameTaken(projectName, name));
  }
  const isAbsent = !read.ok && read.error.kind === 'answer' && read.error.status === 404;
  const message = isAbsent
    ? `${clusterName} gave no answer and has no such volume at this moment: look again before you repeat it`
    : `${clusterName} gave no answer: it is not known whether the volume was created; look again before you repeat it`;
  return err(failure('deadlineExceeded', message));
}

async function createOn(
  { caller }: VolumeDeps,
  asker: Principal,
  cluster: AttachedCluster,
  input: CreateInput,
  request: CreateVolumeRequest,
): Promise<Result<Volume, { readonly failure: Failure; readonly mayTryNext: boolean }>> {
  const client = caller.client(cluster, asker);
  const created = await client.createVolume(input);
  if (created.ok) return created;
  if (isOutcomeUnknown(created.error)) {
    const truth = await afterSilence(client, request, cluster);
    return truth.ok ? truth : err({ failure: truth.error, mayTryNext: false });
  }
  return err({
    failure: failureOf(created.error, cluster.name),
    mayTryNext: isPlainRefusalForRoom(created.error),
  });
}

async function createReserved(
  deps: VolumeDeps,
  asker: Principal,
  request: CreateVolumeRequest,
): Promise<Result<Volume, Failure>> {
  const { projectName, name } = request;
  const free = checkNameIsFree(deps, projectName, name);
  if (!free.ok) return free;
  const { clusterIds: wanted, restrictions } = placementOf(request);
  const clusterIds = await narrowToSnapshot(deps, asker, request, wanted);
  if (!clusterIds.ok) return clusterIds;
  const clusters = clustersFor(deps, request, clusterIds.value);
  if (!clusters.ok) return clusters;
  const input = inputFor(request, restrictions);
  let last: Failure = failure('unavailable', 'no cluster can take the volume');
  for (const cluster of clusters.value) {
    const onCluster = { ...input, ...policyOn(deps.monitor, cluster.id, request) };
    const created = await createOn(deps, asker, cluster, onCluster, request);
    // Whatever came of it, the cluster may have something to tell.
    deps.monitor.hurry(cluster.id);
    if (created.ok) {
      deps.inventory.put(cluster.id, created.value);
      return ok({ ...created.value, clusterId: cluster.id });
    }
    last = created.error.failure;
    if (!created.error.mayTryNext) break;
  }
  return err(last);
}

/**
 * Creates a volume on the cluster that `placementRestrictions` names or that has the snapshot to clone, else on the
 * Connected one with the QoS policy, with room and the lowest ratio. Its name is unique in the project over the fleet.
 * The cluster is called in the asker's name.
 */
export async function createVolume(
  deps: VolumeDeps,
  asker: Principal,
  request: CreateVolumeRequest,
): Promise<Result<Volume, Failure>> {
  const { projectName, name } = request;
  if (!asker.rights.canChange(projectName)) {
    const message = `you may not create volumes in the project ${projectName}`;
    return err(failure('permissionDenied', message));
  }
  const end = await deps.reservations.reserve(projectName, name);
  if (end === undefined) return err(nameTaken(projectName, name));
  const created = await createReserved(deps, asker, request);
  await end(outcomeOf(created));
  return created;
}
