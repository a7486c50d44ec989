import type { TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { EventBus } from '../events/event-bus.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import type { TaskItemRow } from '../store/task-item-store.ts';
import type { TaskAction } from './task-action.ts';

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
  readonly inventory: Pick<Inventory, 'find' | 'asOf'>;
  readonly monitor: Pick<FleetMonitor, 'cluster'>;
  readonly action: TaskAction;
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
  const { bus, inventory, monitor, action } = options;
  /** By UUID in lower case. */
  const followed = new Map<string, Followed>();

  function endOf({ volumeId, clusterId }: TaskItemRow): FollowedEnd | undefined {
    // What a detached cluster has is not seen: that is not to be gone.
    if (clusterId === null || monitor.cluster(clusterId) === undefined) return DETACHED;
    // After a start, nothing is known of it until it was read.
    if (inventory.asOf(clusterId) === undefined) return undefined;
    const found = action.follow(inventory.find(volumeId));
    return found === 'under way' ? undefined : found;
  }

  const unsubscribe = bus.subscribe((event) => {
    if (event.type === 'cluster' || (event.type === 'volumes' && event.many)) {
      for (const one of followed.values()) if (one.clusterId === event.clusterId) one.check();
    } else if (event.type === 'volumes') {
      for (const { UUID } of event.changed) followed.get(UUID.toLowerCase())?.check();
      for (const UUID of event.removed) followed.get(UUID.toLowerCase())?.check();
    }
  });

  return {
    follow: (item, signal) =>
      new Promise((resolve, reject) => {
        const uuid = item.volumeId.toLowerCase();
        function leave(): void {
          followed.delete(uuid);
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
        followed.set(uuid, { clusterId: item.clusterId, check });
        return check();
      }),
    close: unsubscribe,
  };
}
