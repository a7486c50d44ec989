const SCALE = 10_000n;

/** Bytes that a volume takes of what its cluster has promised: its size, once for each replica. */
export const provisionedBytes = (volume: {
  readonly size: bigint | string;
  readonly replicaCount: number;
}): bigint => BigInt(volume.size) * BigInt(Math.max(0, Math.trunc(volume.replicaCount)));

/** How many more bytes a volume takes of that when it gets this size; 0 when it is as large already. */
export function growthTo(
  volume: { readonly size: string; readonly replicaCount: number },
  size: bigint,
): bigint {
  const more = provisionedBytes({ ...volume, size }) - provisionedBytes(volume);
  return more > 0n ? more : 0n;
}

/**
 * `provisionedToEffectiveStorageRatio` of the reference, as a decimal string with 4 decimals (lightbits-api §2.9).
 * A cluster without known capacity has the ratio 0.
 */
export function storageRatio(provisioned: bigint, effectivePhysicalStorage: bigint): string {
  const scaled =
    effectivePhysicalStorage <= 0n
      ? 0n
      : (provisioned * SCALE + effectivePhysicalStorage / 2n) / effectivePhysicalStorage;
  return `${scaled / SCALE}.${String(scaled % SCALE).padStart(4, '0')}`;
}
