import type { TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { EventBus } from '../events/event-bus.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { TaskItemRow } from '../store/task-item-store.ts';

/** How an item that its cluster has accepted has ended. */
export type FollowedEnd = 'done' | TaskFailure;

/** Follows what clusters have accepted until it has ended. */
export interface ItemFollower {
  /** Resolves when it has ended; rejects when the signal is aborted. */
  follow(item: TaskItemRow, signal: AbortSignal): Promise<FollowedEnd>;
  close(): void;
}

export interface ItemFollowerOptions {
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly inventory: Pick<Inventory, 'asOf'>;
  readonly monitor: { readonly cluster: (clusterId: string) => unknown };
  /** What has become of an item, as far as it is known of volumes that were read at `asOf`. */
  readonly follow: (item: TaskItemRow, asOf: Date) => 'under way' | FollowedEnd;
}

interface Followed {
  readonly clusterId: string | null;
  check(): void;
}

const DETACHED: TaskFailure = {
  kind: 'unknown',
  reason: 'Its cluster accepted it, and was detached before it had ended.',
};

export function createItemFollower(options: ItemFollowerOptions): ItemFollower {
  const { bus, inventory, monitor, follow } = options;
  /** By UUID in lower case: several tasks may be at the same target. */
  const followed = new Map<string, Set<Followed>>();
  const checkAll = (UUID: string): void => {
    for (const one of followed.get(UUID.toLowerCase()) ?? []) one.check();
  };

  function endOf(item: TaskItemRow): FollowedEnd | undefined {
    const { clusterId } = item;
    // What a detached cluster has is not seen: that is not to be gone.
    if (clusterId === null || monitor.cluster(clusterId) === undefined) return DETACHED;
    // After a start, nothing is known of it until it was read.
    const asOf = inventory.asOf(clusterId);
    if (asOf === undefined) return undefined;
    const found = follow(item, asOf);
    return found === 'under way' ? undefined : found;
  }

  const unsubscribe = bus.subscribe((event) => {
    if (
      event.type === 'cluster' ||
      event.type === 'freshness' ||
      event.type === 'snapshots' ||
      (event.type === 'volumes' && event.many)
    ) {
      for (const ofVolume of followed.values()) {
        for (const one of ofVolume) if (one.clusterId === event.clusterId) one.check();
      }
    } else if (event.type === 'volumes') {
      for (const { UUID } of event.changed) checkAll(UUID);
      for (const UUID of event.removed) checkAll(UUID);
    }
  });

  return {
    follow: (item, signal) =>
      new Promise((resolve, reject) => {
        const uuid = item.volumeId.toLowerCase();
        const one: Followed = { clusterId: item.clusterId, check };
        const ofVolume = followed.get(uuid) ?? new Set();
        function leave(): void {
          ofVolume.delete(one);
          if (ofVolume.size === 0 && followed.get(uuid) === ofVolume) followed.delete(uuid);
          signal.removeEventListener('abort', abort);
        }
        function abort(): void {
          leave();
          reject(new Error('no longer followed'));
        }
        function check(): void {
          const end = endOf(item);
          if (end === undefined) return;
          leave();
          resolve(end);
        }
        if (signal.aborted) return abort();
        signal.addEventListener('abort', abort, { once: true });
        followed.set(uuid, ofVolume.add(one));
        return check();
      }),
    close: unsubscribe,
  };
}
