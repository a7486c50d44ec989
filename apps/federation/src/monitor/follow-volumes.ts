import type { ClusterClient } from '../cluster-client/cluster-client.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { isNotFound } from '../cluster-client/cluster-failure.ts';

/** The most volumes in one poll. */
const AT_ONCE = 16;
/** More in motion than polls get round to are found by the walks alone. */
const FOLLOWED_MAX = 4096;

export interface VolumeFollower {
  /** Whether any volume is worth another poll soon. */
  isBusy(): boolean;
  /** Whether there are more than a poll gets round to. */
  isCrowded(): boolean;
  /** Asks the cluster for volumes in a transitional state, each in its turn. */
  poll(client: ClusterClient, signal: AbortSignal): Promise<void>;
}

/** Follows the transitional volumes of one cluster closely until they end, but none for longer than so many milliseconds. */
export function createVolumeFollower(
  inventory: Inventory,
  clusterId: string,
  followFor: number,
): VolumeFollower {
  const since = new Map<string, number>();
  let turn = 0;

  function due(): string[] {
    const uuids = inventory.transitional(clusterId, FOLLOWED_MAX);
    const present = new Set(uuids);
    for (const uuid of since.keys()) if (!present.has(uuid)) since.delete(uuid);
    const now = performance.now();
    for (const uuid of uuids) if (!since.has(uuid)) since.set(uuid, now);
    return uuids.filter((uuid) => now - (since.get(uuid) ?? now) <= followFor);
  }

  async function ask(client: ClusterClient, UUID: string, signal: AbortSignal): Promise<void> {
    const volume = await client.getVolume({ UUID }, { signal });
    if (signal.aborted) return;
    if (volume.ok) inventory.put(clusterId, volume.value);
    else if (isNotFound(volume.error)) inventory.drop(clusterId, UUID);
  }

  return {
    isBusy: () => due().length > 0,
    isCrowded: () => due().length > AT_ONCE,
    async poll(client, signal) {
      const uuids = due();
      const start = uuids.length <= AT_ONCE ? 0 : turn % uuids.length;
      turn = start + AT_ONCE;
      const batch = [...uuids.slice(start), ...uuids.slice(0, start)].slice(0, AT_ONCE);
      await Promise.all(batch.map((uuid) => ask(client, uuid, signal)));
    },
  };
}
