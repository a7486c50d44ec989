import type { ClusterStatistics } from '@asterism/api-types/cluster-api/cluster-info';
import type { SimClusterSpec } from './sim-cluster-spec.ts';
import type { Tally } from './tally.ts';

/** Volumes are thin: so many times the cluster's effective capacity may be promised (our choice, not documented). */
const OVERCOMMIT = 4n;

/** Bytes that may still be promised to volumes, replicas counted. */
export function unprovisionedBytes(spec: SimClusterSpec, tally: Tally): bigint {
  const left = spec.effectiveBytes * OVERCOMMIT - tally.provisioned;
  return left > 0n ? left : 0n;
}

const SCALE = 1000n;

function ratioInThousandths(tally: Tally): bigint {
  return tally.physicalUsed === 0n ? SCALE : (tally.logicalUsed * SCALE) / tally.physicalUsed;
}

/** A cluster's statistics, by the arithmetic of lightbits-api §2.7: logicalStorage / effectivePhysicalStorage is the ratio provisioned. */
export function clusterStatisticsOf(spec: SimClusterSpec, tally: Tally): ClusterStatistics {
  const free = spec.effectiveBytes - tally.physicalUsed;
  const freeBytes = free > 0n ? free : 0n;
  const ratio = ratioInThousandths(tally);
  const withParity = (tally.physicalUsed * spec.installedBytes) / spec.effectiveBytes;
  return {
    installedPhysicalStorage: String(spec.installedBytes),
    managedPhysicalStorage: String(spec.installedBytes),
    effectivePhysicalStorage: String(spec.effectiveBytes),
    logicalStorage: String(tally.provisioned),
    logicalUsedStorage: String(tally.logicalUsed),
    physicalUsedStorage: String(tally.physicalUsed),
    physicalUsedStorageIncludingParity: String(withParity),
    freePhysicalStorage: String(freeBytes),
    estimatedFreeLogicalStorage: String((freeBytes * ratio) / SCALE),
    estimatedLogicalStorage: String((spec.effectiveBytes * ratio) / SCALE),
    compressionRatio: Number(ratio) / Number(SCALE),
  };
}
