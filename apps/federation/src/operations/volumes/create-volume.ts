import type { Submission } from '@asterism/api-server/answer-once';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type {
  CreateVolumeRequest,
  volumeOperations,
} from '@asterism/api-types/cluster-api/volume-operations';
import { saysUnknown } from '@asterism/api-types/common/error-details';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import type { OperationInput } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterError } from '../../cluster-client/cluster-client.ts';
import { hasNoSpace, isNotFound } from '../../cluster-client/cluster-failure.ts';
import type { Principal } from '../../identity/principal.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import type { NameOutcome } from '../../store/name-reservations.ts';
import { applyOnCluster, type WriteFailure } from '../apply-on-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { chooseClusters } from './choose-clusters.ts';
import {
  findEarlierCreation,
  judgeCreation,
  nameTaken,
  perhapsCreated,
  type NameField,
} from './earlier-creation.ts';
import { narrowToSnapshot, placementOf } from './placement-request.ts';
import { policyOn } from './policy-on-cluster.ts';

type CreateInput = OperationInput<(typeof volumeOperations)['createVolume']>;

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
      if (read.ok) return judgeCreation(read.value, { request, begunAt }, before);
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
 * The cluster is called in the principal's name. A repeat of a submission first finds out what became of the earlier try.
 */
export async function createVolume(
  deps: OperationDeps,
  principal: Principal,
  request: CreateVolumeRequest,
  submission?: Submission,
): Promise<Result<Volume, Failure>> {
  const { projectName, name } = request;
  if (!principal.rights.canChange(projectName)) {
    const message = `you may not create volumes in the project ${projectName}`;
    return err(failure('permissionDenied', message));
  }
  if (submission?.isRepeat === true) {
    const earlier = await findEarlierCreation(deps, principal, request, submission);
    if (earlier.kind === 'done') return ok(earlier.value);
    if (earlier.kind === 'refused') return err(earlier.error);
    if (earlier.kind !== 'not-done') return err(perhapsCreated(request));
  }
  const end = await deps.volumeNames.reserve(projectName, name);
  if (end === undefined) return err(nameTaken(projectName, name));
  const created = await createReserved(deps, principal, request);
  await end(outcomeOf(created));
  return created;
}
