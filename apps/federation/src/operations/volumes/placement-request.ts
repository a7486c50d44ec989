import type { CreateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';
import { invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Principal } from '../../identity/principal.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { findSnapshot } from '../snapshots/find-snapshot.ts';

type Restrictions = NonNullable<CreateVolumeRequest['placementRestrictions']>;

export interface PlacementRequest {
  /** The clusters that the request names; empty leaves the choice to the federation. */
  readonly clusterIds: readonly string[];
  /** What is left for the cluster, which knows nothing of `ClusterID`. */
  readonly restrictions: Restrictions;
}

/** Takes apart what a request says of its placement (lightbits-api §2.1, LabelMatchExpression). */
export function placementOf(request: CreateVolumeRequest): PlacementRequest {
  const given = request.placementRestrictions ?? [];
  const pairs = given.flatMap((restriction) => restriction.labelValueKeyPairs);
  const clusterIds = pairs
    .filter(({ key }) => key === 'ClusterID')
    .map(({ value }) => value.toLowerCase());
  const restrictions = given
    .map(({ operator, labelValueKeyPairs }) => ({
      operator,
      labelValueKeyPairs: labelValueKeyPairs.filter(({ key }) => key !== 'ClusterID'),
    }))
    .filter((restriction) => restriction.labelValueKeyPairs.length > 0);
  return { clusterIds: [...new Set(clusterIds)], restrictions };
}

/**
 * The clusters that a new volume may be on, among those that the request names (none: all): a clone is made where its
 * snapshot is. `invalidArgument` when that is nowhere,
 * or elsewhere than the request wants it; `unavailable` when it cannot be known.
 */
export async function narrowToSnapshot(
  deps: OperationDeps,
  principal: Principal,
  request: CreateVolumeRequest,
  clusterIds: readonly string[],
): Promise<Result<readonly string[], Failure>> {
  const { projectName, sourceSnapshotUUID = '', sourceSnapshotName = '' } = request;
  if (sourceSnapshotUUID === '' && sourceSnapshotName === '') return ok(clusterIds);
  const which = { projectName, UUID: sourceSnapshotUUID, name: sourceSnapshotName };
  const found = await findSnapshot(deps, principal, which);
  const field = sourceSnapshotUUID === '' ? 'sourceSnapshotName' : 'sourceSnapshotUUID';
  if (!found.ok) {
    const { kind, message } = found.error;
    return kind === 'notFound' ? err(invalidField(field, message)) : found;
  }
  const { id, name } = found.value.cluster;
  if (clusterIds.length === 0 || clusterIds.includes(id)) return ok([id]);
  const rule = `the snapshot is on ${name}, and so is a clone of it`;
  return err(invalidField('placementRestrictions', rule));
}
