import {
  CLUSTER_HEALTH_STATES,
  type ClusterHealth,
  type ClusterStatistics,
} from '@asterism/api-types/cluster-api/cluster-info';

type ByteCounter = Exclude<keyof ClusterStatistics, 'compressionRatio'>;

const sumOf = (texts: readonly string[]): string =>
  String(texts.reduce((sum, text) => sum + BigInt(text), 0n));

/** Each cluster's compression counts by what it holds. */
function compressionOf(all: readonly ClusterStatistics[]): number {
  const used = all.reduce((sum, one) => sum + Number(one.physicalUsedStorage), 0);
  if (used === 0) return all.length === 0 ? 0 : 1;
  return all.reduce(
    (sum, one) => sum + one.compressionRatio * (Number(one.physicalUsedStorage) / used),
    0,
  );
}

/** The statistics of several clusters as those of one. */
export function sumStatistics(all: readonly ClusterStatistics[]): ClusterStatistics {
  const sum = (key: ByteCounter): string => sumOf(all.map((one) => one[key]));
  return {
    installedPhysicalStorage: sum('installedPhysicalStorage'),
    managedPhysicalStorage: sum('managedPhysicalStorage'),
    effectivePhysicalStorage: sum('effectivePhysicalStorage'),
    logicalStorage: sum('logicalStorage'),
    logicalUsedStorage: sum('logicalUsedStorage'),
    physicalUsedStorage: sum('physicalUsedStorage'),
    physicalUsedStorageIncludingParity: sum('physicalUsedStorageIncludingParity'),
    freePhysicalStorage: sum('freePhysicalStorage'),
    estimatedFreeLogicalStorage: sum('estimatedFreeLogicalStorage'),
    estimatedLogicalStorage: sum('estimatedLogicalStorage'),
    compressionRatio: compressionOf(all),
  };
}

/** The health of several clusters as that of one: the worst state, and all counts. */
export function worstHealth(all: readonly ClusterHealth[]): ClusterHealth {
  const ranks = all.map(({ state }) => CLUSTER_HEALTH_STATES.indexOf(state));
  const sum = (key: Exclude<keyof ClusterHealth, 'state'>): number =>
    all.reduce((total, one) => total + one[key], 0);
  return {
    state: CLUSTER_HEALTH_STATES[Math.max(0, ...ranks)] ?? 'None',
    numDegradedVolumes: sum('numDegradedVolumes'),
    numReadOnlyVolumes: sum('numReadOnlyVolumes'),
    numNotAvailableVolumes: sum('numNotAvailableVolumes'),
    numInactiveNodes: sum('numInactiveNodes'),
    numHealthyVolumes: sum('numHealthyVolumes'),
  };
}

/** Releases in the order of their numbers: 3.9.1 before 3.10.0. */
const byRelease = new Intl.Collator('en', { numeric: true });

/** The lowest release among those that are known; empty when none is. */
export const lowestRelease = (releases: readonly string[]): string =>
  releases.filter((release) => release !== '').sort(byRelease.compare)[0] ?? '';
