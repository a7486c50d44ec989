import type { Volume } from '@asterism/api-types/cluster-api/volume';

const SCALE = 10_000n;

/** Bytes that a volume takes of the cluster's promise: its size times its replicas. */
export const provisionedBytes = (volume: Pick<Volume, 'size' | 'replicaCount'>): bigint =>
  BigInt(volume.size) * BigInt(Math.max(0, Math.trunc(volume.replicaCount)));

/** Provisioned over effective bytes, in ten-thousandths. A cluster without known capacity has the ratio 0. */
export const scaledRatio = (provisioned: bigint, effectivePhysicalStorage: bigint): bigint =>
  effectivePhysicalStorage <= 0n
    ? 0n
    : (provisioned * SCALE + effectivePhysicalStorage / 2n) / effectivePhysicalStorage;

/** `provisionedToEffectiveStorageRatio` of the reference, as a decimal string with 4 decimals (lightbits-api §2.9). */
export function storageRatio(provisioned: bigint, effectivePhysicalStorage: bigint): string {
  const scaled = scaledRatio(provisioned, effectivePhysicalStorage);
  return `${scaled / SCALE}.${String(scaled % SCALE).padStart(4, '0')}`;
}
