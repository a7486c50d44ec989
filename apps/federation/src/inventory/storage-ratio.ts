import type { Volume } from '@asterism/api-types/cluster-api/volume';

const SCALE = 10_000n;

/** Bytes that a volume takes of the cluster's promise: its size times its replicas. */
export const provisionedBytes = (volume: Pick<Volume, 'size' | 'replicaCount'>): bigint =>
  BigInt(volume.size) * BigInt(Math.max(0, Math.trunc(volume.replicaCount)));

/**
 * `provisionedToEffectiveStorageRatio` of the reference: provisioned over effective bytes, as a decimal string with
 * 4 decimals (lightbits-api §2.9). A cluster without known capacity has the ratio 0.
 */
export function storageRatio(provisioned: bigint, effectivePhysicalStorage: bigint): string {
  if (effectivePhysicalStorage <= 0n) return '0.0000';
  const scaled = (provisioned * SCALE + effectivePhysicalStorage / 2n) / effectivePhysicalStorage;
  return `${scaled / SCALE}.${String(scaled % SCALE).padStart(4, '0')}`;
}
