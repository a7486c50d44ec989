import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type { CreateSnapshotRequest } from '@asterism/api-types/cluster-api/snapshot-operations';
import { failure, fieldFailure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { isNotFound } from '../../cluster-client/cluster-failure.ts';
import type { Principal } from '../../identity/principal.ts';
import { applyOnCluster, type WriteFailure } from '../apply-on-cluster.ts';
import { askClusters } from '../ask-clusters.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { mayChange } from '../project-access.ts';
import { type FoundVolume, namedVolume } from '../volumes/find-volume.ts';

const nameTaken = ({ projectName, name }: CreateSnapshotRequest): Failure =>
  fieldFailure(
    'alreadyExists',
    'name',
    `a snapshot ${JSON.stringify(name)} already exists in the project ${JSON.stringify(projectName)}`,
  );

/** Whether any cluster has a snapshot of that name; of one that cannot be reached, as last read. */
async function isNameTaken(
  deps: OperationDeps,
  principal: Principal,
  { projectName, name }: CreateSnapshotRequest,
): Promise<boolean> {
  const { answered, unreachable } = await askClusters(
    deps,
    deps.monitor.clusters(),
    principal,
    (client, options) => client.getSnapshot({ projectName, UUID: '', Name: name }, options),
    ({ state }) => state !== 'Deleting',
  );
  const before = unreachable.flatMap(({ id }) => deps.knownSnapshots.of(id, projectName));
  return [...answered.map(({ value }) => value), ...before].some(
    (snapshot) => snapshot.name === name && snapshot.state !== 'Deleting',
  );
}

function createOn(
  deps: OperationDeps,
  principal: Principal,
  { cluster, volume }: FoundVolume,
  request: CreateSnapshotRequest,
): Promise<Result<Snapshot, WriteFailure>> {
  const { sourceVolumeName: _, ...input } = request;
  const { projectName, name } = request;
  return applyOnCluster(deps, principal, cluster, {
    what: 'snapshot',
    operation: clusterApi.createSnapshot,
    send: (client) => client.createSnapshot({ ...input, sourceVolumeUUID: volume.UUID }),
    async readBack(client, signal) {
      const read = await client.getSnapshot({ projectName, UUID: '', Name: name }, { signal });
      if (!read.ok) {
        return { kind: isNotFound(read.error) ? 'not-done' : 'open' };
      }
      if (read.value.state === 'Deleting') return { kind: 'not-done' };
      // That name was free: what has it now was made by this request, or by somebody at the cluster itself.
      return read.value.sourceVolumeUUID.toLowerCase() === volume.UUID.toLowerCase()
        ? { kind: 'done', value: read.value }
        : { kind: 'refused', error: nameTaken(request) };
    },
  });
}

async function createReserved(
  deps: OperationDeps,
  principal: Principal,
  request: CreateSnapshotRequest,
): Promise<Result<Snapshot, Failure>> {
  const source = namedVolume(deps, {
    projectName: request.projectName,
    uuid: ['sourceVolumeUUID', request.sourceVolumeUUID],
    name: ['sourceVolumeName', request.sourceVolumeName],
  });
  if (!source.ok) return source;
  const { cluster } = source.value;
  if (cluster.status !== 'Connected') {
    const message = `${cluster.name} is ${cluster.status}: nothing can be created there now`;
    return err(failure('unavailable', message, { retryAfterSeconds: 5 }));
  }
  if (await isNameTaken(deps, principal, request)) return err(nameTaken(request));
  const created = await createOn(deps, principal, source.value, request);
  if (!created.ok) return err(created.error.failure);
  deps.knownSnapshots.put(cluster.id, created.value);
  // Nobody announces when it is Available.
  deps.monitor.pollSoon(cluster.id);
  return ok({ ...created.value, clusterId: cluster.id });
}

/** Takes a snapshot of a volume, on the volume's cluster. Its name is unique in the project over the fleet. */
export async function createSnapshot(
  deps: OperationDeps,
  principal: Principal,
  request: CreateSnapshotRequest,
): Promise<Result<Snapshot, Failure>> {
  const allowed = mayChange(principal, request.projectName, 'snapshots');
  if (!allowed.ok) return allowed;
  const end = await deps.snapshotNames.reserve(request.projectName, request.name);
  if (end === undefined) return err(nameTaken(request));
  try {
    return await createReserved(deps, principal, request);
  } finally {
    // The clusters themselves know whether the name is taken.
    await end('free');
  }
}
