import {
  comparePlaces,
  rankPlacements,
  type NewVolume,
  type Placement,
  type PlacementCluster,
} from './placement.ts';
import { provisionedBytes, storageRatio } from './storage-ratio.ts';

/** So many volumes are planned at most. */
export const PLANNED_AT_MOST = 10_000;

/** A cluster as a place for some of many new volumes; `ratioAfter` is with all of these. */
export interface PlannedPlace<Cluster extends PlacementCluster> extends Placement<Cluster> {
  /** How many of them it gets. */
  readonly volumes: number;
  /** Bytes that they take with all their replicas once they are written full, without data reduction. */
  readonly added: bigint;
}

/** Puts a cluster where it belongs among others that are in order, the best first. */
function insertInOrder(places: PlacementCluster[], place: PlacementCluster): void {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const other = places[middle];
    if (other !== undefined && comparePlaces(other, place) < 0) low = middle + 1;
    else high = middle;
  }
  places.splice(low, 0, place);
}

/**
 * Where so many volumes of a kind would go if they were created one after the other, each by {@link rankPlacements}: volumes
 * are thin, so none takes space from the next. In the order of the places for the first one;
 * when none can take it, nothing is placed. At most {@link PLANNED_AT_MOST}.
 */
export function planVolumes<Cluster extends PlacementCluster>(
  clusters: readonly Cluster[],
  volume: NewVolume,
  count: number,
): PlannedPlace<Cluster>[] {
  const { size = 0n, replicaCount } = volume;
  const needed = provisionedBytes({ size, replicaCount });
  const places = rankPlacements(clusters, volume);
  const inOrder: PlacementCluster[] = places
    .filter(({ obstacles }) => obstacles.length === 0)
    .map(({ cluster }) => cluster);
  const volumesOf = new Map<string, number>();
  for (let placed = 0; placed < Math.min(count, PLANNED_AT_MOST); placed += 1) {
    const best = inOrder.shift();
    if (best === undefined) break;
    volumesOf.set(best.id, (volumesOf.get(best.id) ?? 0) + 1);
    const provisionedStorage = String(BigInt(best.provisionedStorage) + needed);
    insertInOrder(inOrder, { ...best, provisionedStorage });
  }
  const planned = (place: Placement<Cluster>): PlannedPlace<Cluster> => {
    const { statistics, provisionedStorage } = place.cluster;
    const volumes = volumesOf.get(place.cluster.id) ?? 0;
    const added = needed * BigInt(volumes);
    const effective = BigInt(statistics?.effectivePhysicalStorage ?? '0');
    const ratioAfter =
      effective === 0n ? undefined : storageRatio(BigInt(provisionedStorage) + added, effective);
    return { ...place, volumes, added, ratioAfter };
  };
  return places.map(planned);
}
