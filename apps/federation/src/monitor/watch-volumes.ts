import type { Logger } from 'pino';
import type { ClusterCaller } from '../cluster-client/cluster-connection.ts';
import { FEDERATION_ACTOR } from '../cluster-client/federation-actor.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { InventoryLoader } from '../inventory/inventory-loader.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Alarm } from './alarm.ts';
import { createVolumeFollower } from './follow-volumes.ts';
import type { MonitorTimings } from './monitor-timings.ts';
import type { WatchedCluster } from './watched-cluster.ts';

export interface VolumeWatchOptions {
  readonly caller: ClusterCaller;
  readonly inventory: Inventory;
  readonly loader: InventoryLoader;
  readonly bus: EventBus;
  readonly timings: MonitorTimings;
  readonly log: Logger;
  /** All volumes were read. */
  readonly onRead: () => void;
}

/** Keeps the inventory of a Connected cluster fresh: by walks over all of it, and by following what is in motion. */
export async function watchVolumes(
  watched: WatchedCluster,
  alarm: Alarm,
  options: VolumeWatchOptions,
): Promise<void> {
  const { caller, inventory, loader, bus, timings, log } = options;
  const clusterId = watched.cluster.id;
  const follower = createVolumeFollower(inventory, clusterId, timings.followFor);
  let failuresInARow = 0;
  /** By the clock that never goes back; what was read a moment ago, by an attach, is not read again at once. */
  let nextWalkAt =
    inventory.asOf(clusterId) === undefined ? 0 : performance.now() + timings.refresh;

  async function walk(): Promise<void> {
    watched.isBack = false;
    const loaded = await loader.load(clusterId, watched.cluster, undefined, watched.ended);
    if (watched.ended.aborted) return;
    failuresInARow = loaded.ok ? 0 : failuresInARow + 1;
    const wait = loaded.ok
      ? timings.refresh
      : Math.min(timings.refresh, timings.retry * 2 ** Math.min(10, failuresInARow));
    nextWalkAt = performance.now() + wait;
    const error = loaded.ok ? '' : loaded.error.message;
    if (error !== watched.walkError) {
      watched.walkError = error;
      bus.publish({ type: 'cluster', clusterId, change: 'updated' });
    }
    if (loaded.ok) options.onRead();
  }

  async function look(): Promise<void> {
    if (watched.cluster.status !== 'Connected') return;
    if (watched.isBack || performance.now() >= nextWalkAt) await walk();
    else if (follower.isBusy()) {
      await follower.look(caller.client(watched.cluster, FEDERATION_ACTOR), watched.ended);
    }
  }

  function pause(): number {
    if (watched.cluster.status !== 'Connected') return timings.refresh;
    if (follower.isBusy()) return timings.follow;
    return Math.max(timings.follow, nextWalkAt - performance.now());
  }

  while (!watched.ended.aborted) {
    try {
      await look();
    } catch (error) {
      log.error({ clusterId, err: error }, 'reading the volumes of a cluster failed');
    }
    if (watched.ended.aborted) return;
    await alarm.sleep(pause());
  }
}
