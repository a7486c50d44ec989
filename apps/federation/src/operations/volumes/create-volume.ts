import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type {
  CreateVolumeRequest,
  volumeOperations,
} from '@asterism/api-types/cluster-api/volume-operations';
import { saysUnknown } from '@asterism/api-types/common/error-details';
import { failure, fieldFailure, type Failure } from '@asterism/api-types/common/failure';
import type { OperationInput } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { volumeShows } from '@asterism/api-types/rules/volume-shows';
import type { ClusterError } from '../../cluster-client/cluster-client.ts';
import { hasNoSpace, isNotFound } from '../../cluster-client/cluster-failure.ts';
import type { Principal } from '../../identity/principal.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import type { NameOutcome } from '../../store/name-reservations.ts';
import { applyOnCluster, type WriteFailure, type WriteFinding } from '../apply-on-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { chooseClusters } from './choose-clusters.ts';
import { narrowToSnapshot, placementOf } from './placement-request.ts';
import { policyOn } from './policy-on-cluster.ts';

/** The field of a request that gives a volume its name. */
type NameField = 'name' | 'newName';

type CreateInput = OperationInput<(typeof volumeOperations)['createVolume']>;

/** The volume's name is taken; `field` is the one by which the request gives it. */
function nameTaken(projectName: string, name: string, field: NameField = 'name'): Failure {
  const description = `a volume ${JSON.stringify(name)} already exists in the project ${JSON.stringify(projectName)}, or is being created`;
  return {
    ...fieldFailure('alreadyExists', 'name', description),
    violations: [{ field, description }],
  };
}

/** Whether no volume of the fleet has the name in the project. */
export function checkNameIsFree(
  { inventory }: Pick<OperationDeps, 'inventory'>,
  projectName: string,
  name: string,
  field: NameField = 'name',
): Result<void, Failure> {
  const owner = inventory.findByName(projectName, name);
  return owner === undefined || owner.state === 'Deleting'
    ? ok(undefined)
    : err(nameTaken(projectName, name, field));
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

/** Whether to try the next cluster: this one has surely not created it. */
const isPlainRefusalForRoom = (error: ClusterError): boolean =>
  error.connection !== undefined || hasNoSpace(error);

/** What may still become a volume keeps its name. */
export const outcomeOf = (done: Result<unknown, Failure>): NameOutcome =>
  done.ok || saysUnknown(done.error) ? 'given' : 'free';

/** A volume that is older than its request by more than clocks may differ: it was there before. */
const CLOCKS_DIFFER_MS = 60_000;

/** What the volume that the cluster has under the name says of a request to create it. */
function judge(
  found: Volume,
  { request, begunAt }: { readonly request: CreateVolumeRequest; readonly begunAt: number },
  before: Volume | undefined,
): WriteFinding<Volume> {
  // A volume that is being deleted does not hold its name.
  if (found.state === 'Deleting') return { kind: 'not-done' };
  const createdAt = Date.parse(found.creationTime);
  const isOlder = found.UUID === before?.UUID || createdAt < begunAt - CLOCKS_DIFFER_MS;
  return !isOlder && volumeShows(request, found)
    ? { kind: 'done', value: found }
    : { kind: 'refused', error: nameTaken(request.projectName, request.name) };
}

function createOn(
  deps: OperationDeps,
  principal: Principal,
  cluster: AttachedCluster,
  input: CreateInput,
  request: CreateVolumeRequest,
): Promise<Result<Volume, WriteFailure>> {
  const { projectName, name } = request;
  const begunAt = Date.now();
  const before = deps.inventory.findByName(projectName, name);
  return applyOnCluster(deps, principal, cluster, {
    what: 'volume',
    operation: clusterApi.createVolume,
    send: (client) => client.createVolume(input),
    async readBack(client, signal) {
      const read = await client.getVolume({ UUID: '', name, projectName }, { signal });
      if (read.ok) return judge(read.value, { request, begunAt }, before);
      return { kind: isNotFound(read.error) ? 'not-done' : 'open' };
    },
  });
}

async function createReserved(
  deps: OperationDeps,
  principal: Principal,
  request: CreateVolumeRequest,
): Promise<Result<Volume, Failure>> {
  const { projectName, name } = request;
  const free = checkNameIsFree(deps, projectName, name);
  if (!free.ok) return free;
  const { clusterIds: wanted, restrictions } = placementOf(request);
  const clusterIds = await narrowToSnapshot(deps, principal, request, wanted);
  if (!clusterIds.ok) return clusterIds;
  const clusters = chooseClusters(deps, request, clusterIds.value);
  if (!clusters.ok) return clusters;
  const input = inputFor(request, restrictions);
  let last: Failure = failure('unavailable', 'no cluster can take the volume');
  for (const cluster of clusters.value) {
    const policy = policyOn(deps.monitor, cluster.id, request);
    const onCluster = { ...input, ...policy };
    const created = await createOn(deps, principal, cluster, onCluster, { ...request, ...policy });
    // Whatever came of it, something may have changed on the cluster.
    deps.monitor.pollSoon(cluster.id);
    if (created.ok) {
      deps.inventory.put(cluster.id, created.value);
      return ok({ ...created.value, clusterId: cluster.id });
    }
    last = created.error.failure;
    if (!isPlainRefusalForRoom(created.error.cause)) break;
  }
  return err(last);
}

/**
 * Creates a volume on the cluster that `placementRestrictions` names or that has the snapshot to clone, else on the
 * Connected one with the QoS policy, with room and the lowest ratio. Its name is unique in the project over the fleet.
 * The cluster is called in the principal's name.
 */
export async function createVolume(
  deps: OperationDeps,
  principal: Principal,
  request: CreateVolumeRequest,
): Promise<Result<Volume, Failure>> {
  const { projectName, name } = request;
  if (!principal.rights.canChange(projectName)) {
    const message = `you may not create volumes in the project ${projectName}`;
    return err(failure('permissionDenied', message));
  }
  const end = await deps.volumeNames.reserve(projectName, name);
  if (end === undefined) return err(nameTaken(projectName, name));
  const created = await createReserved(deps, principal, request);
  await end(outcomeOf(created));
  return created;
}
