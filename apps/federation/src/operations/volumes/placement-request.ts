import type { CreateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';

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
