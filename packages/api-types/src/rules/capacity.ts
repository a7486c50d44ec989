import type { ClusterStatistics } from '../cluster-api/cluster-info.ts';

/** From how much used capacity a cluster, or a volume, is shown as filling up. */
export const FILLING_UP_PERCENT = 75;

/** From how much it is nearly full. A cluster makes its volumes read-only at about that (lightbits-api §4). */
export const NEARLY_FULL_PERCENT = 90;

/** Volumes are thin, so a cluster may promise more than it has; above this ratio unless the operator sets another. */
export const PROVISIONING_THRESHOLD = 1.5;

/** From where a cluster is shown as filling up, nearly full and over-provisioned, in percent and as a ratio. */
export interface CapacityThresholds {
  readonly fillingUp: number;
  readonly nearlyFull: number;
  readonly provisioning: number;
}

export const CAPACITY_THRESHOLDS: CapacityThresholds = {
  fillingUp: FILLING_UP_PERCENT,
  nearlyFull: NEARLY_FULL_PERCENT,
  provisioning: PROVISIONING_THRESHOLD,
};

/** Part of a whole in percent, with one decimal, truncated: only what is full shows 100. 0 of nothing; may exceed 100. */
export function percentOf(part: string | bigint, whole: string | bigint): number {
  const all = BigInt(whole);
  return all === 0n ? 0 : Number((BigInt(part) * 1000n) / all) / 10;
}

/** How much of a cluster's effective capacity is used. */
export const usedPercent = ({
  physicalUsedStorage,
  effectivePhysicalStorage,
}: Pick<ClusterStatistics, 'physicalUsedStorage' | 'effectivePhysicalStorage'>): number =>
  percentOf(physicalUsedStorage, effectivePhysicalStorage);
