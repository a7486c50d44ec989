import type { Submission } from '@asterism/api-server/answer-once';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { CreateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';
import {
  failure,
  fieldFailure,
  withOutcome,
  type Failure,
} from '@asterism/api-types/common/failure';
import { volumeShows } from '@asterism/api-types/rules/volume-shows';
import type { Principal } from '../../identity/principal.ts';
import type { WriteFinding } from '../apply-on-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { getVolume } from './get-volume.ts';
import { placementOf } from './placement-request.ts';
import { policyOn } from './policy-on-cluster.ts';

/** The field of a request that gives a volume its name. */
export type NameField = 'name' | 'newName';

/** The volume's name is taken; `field` is the one by which the request gives it. */
export function nameTaken(projectName: string, name: string, field: NameField = 'name'): Failure {
  const description = `a volume ${JSON.stringify(name)} already exists in the project ${JSON.stringify(projectName)}, or is being created`;
  return {
    ...fieldFailure('alreadyExists', 'name', description),
    violations: [{ field, description }],
  };
}

/** A volume that is older than its request by more than clocks may differ: it was there before. */
const CLOCKS_DIFFER_MS = 60_000;

/** What the volume that the cluster has under the name says of a request to create it. */
export function judgeCreation(
  found: Volume,
  { request, begunAt }: { readonly request: CreateVolumeRequest; readonly begunAt: number },
  before: Volume | undefined,
): WriteFinding<Volume> {
  // A volume that is being deleted does not hold its name.
  if (found.state === 'Deleting') return { kind: 'not-done' };
  const createdAt = Date.parse(found.creationTime);
  const isOlder =
    found.UUID.toLowerCase() === before?.UUID.toLowerCase() ||
    createdAt < begunAt - CLOCKS_DIFFER_MS;
  return !isOlder && volumeShows(request, found)
    ? { kind: 'done', value: found }
    : { kind: 'refused', error: nameTaken(request.projectName, request.name) };
}

/** Clusters that may have created the volume, and cannot say so now: they were last read after the request began. */
function silentSince(
  { monitor, inventory }: Pick<OperationDeps, 'monitor' | 'inventory'>,
  request: CreateVolumeRequest,
  begunAt: number,
): boolean {
  const { clusterIds } = placementOf(request);
  return monitor.clusters().some(({ id, status }) => {
    if (status === 'Connected') return false;
    const isMeant = clusterIds.length === 0 || clusterIds.includes(id);
    return isMeant && Number(inventory.asOf(id) ?? 0) >= begunAt - CLOCKS_DIFFER_MS;
  });
}

/** What an earlier try of the same request has done, of which only this is known: that it did not answer. */
export async function findEarlierCreation(
  deps: OperationDeps,
  principal: Principal,
  request: CreateVolumeRequest,
  submission: Submission,
): Promise<WriteFinding<Volume>> {
  const { projectName, name } = request;
  const begunAt = submission.begunAt.getTime();
  const found = await getVolume(deps, principal, { UUID: '', projectName, name });
  if (found.ok) {
    const policy = policyOn(deps.monitor, found.value.clusterId, request);
    return judgeCreation(found.value, { request: { ...request, ...policy }, begunAt }, undefined);
  }
  const isAbsent = found.error.kind === 'notFound' && !silentSince(deps, request, begunAt);
  return { kind: isAbsent ? 'not-done' : 'open' };
}

/** It is not known yet whether an earlier try has created the volume. */
export const perhapsCreated = ({ projectName, name }: CreateVolumeRequest): Failure =>
  withOutcome(
    failure(
      'deadlineExceeded',
      `an earlier try of the same request did not answer, and it is not known yet whether it has created ${JSON.stringify(name)} in the project ${projectName}: ask again later`,
    ),
    'OUTCOME_UNKNOWN',
    { what: 'volume' },
  );
