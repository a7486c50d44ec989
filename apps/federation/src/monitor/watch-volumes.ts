import type { Logger } from 'pino';
import { checkIdentity } from '../cluster-client/check-identity.ts';
import { type ClusterClients, FEDERATION_PRINCIPAL } from '../cluster-client/cluster-client.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { InventoryLoader } from '../inventory/inventory-loader.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Alarm } from './alarm.ts';
import type { AnnouncedWalk } from './announced-walks.ts';
import { createVolumeFollower } from './follow-volumes.ts';
import { backOff, type MonitorTimings } from './monitor-timings.ts';
import type { WalkPace } from './walk-pace.ts';
import { noteUnreadable, type WatchedCluster } from './watched-cluster.ts';

export interface VolumeWatchOptions {
  readonly clusterClients: ClusterClients;
  readonly inventory: Inventory;
  readonly loader: InventoryLoader;
  readonly bus: EventBus;
  readonly timings: MonitorTimings;
  readonly pace: WalkPace;
  /** Says to other replicas that all volumes were read. */
  readonly announce: (walk: AnnouncedWalk) => void;
  readonly log: Logger;
  /** What it answers of its volumes has become invalid, or is valid again. */
  readonly onInvalidData: () => void;
  /** All volumes were read. */
  readonly onRead: () => void;
}

/** So many times as often is asked while more volumes are in motion than one poll asks for: somebody waits for a bulk of them. */
const CROWDED = 4;

/** Keeps the inventory of a Connected cluster fresh: by walks over all of it, and by following what is in motion. */
export async function watchVolumes(
  watched: WatchedCluster,
  alarm: Alarm,
  options: VolumeWatchOptions,
): Promise<void> {
  const { clusterClients, inventory, loader, bus, timings, pace, announce, log } = options;
  const clusterId = watched.cluster.id;
  const follower = createVolumeFollower(inventory, clusterId, timings.followFor);
  let failuresInARow = 0;
  let lastTook = 0;
  /** By the clock that never goes back; what was read a moment ago, by an attach, is not read again at once. */
  let nextWalkAt =
    inventory.asOf(clusterId) === undefined ? 0 : performance.now() + timings.refresh;

  function waitAfter(isRead: boolean, isInvalid: boolean): number {
    if (isRead) return pace.waitFor(clusterId);
    if (isInvalid) {
      const failure = {
        inARow: failuresInARow,
        isUnauthorized: false,
        retryAfterSeconds: undefined,
      };
      return backOff(timings, failure);
    }
    return Math.min(timings.refresh, timings.retry * 2 ** Math.min(10, failuresInARow));
  }

  /** Whether to read it at all: one that sends invalid data counts as Disconnected until a walk shows that it does not. */
  const canBeWalked = (): boolean =>
    watched.cluster.status === 'Connected' || watched.invalidData !== undefined;

  const isToBeFollowed = (): boolean => watched.invalidData === undefined && follower.isBusy();

  /**
   * What another replica has read just now need not be read here, if it is what is known here. The next walk is again the
   * other's: here it is only due when that one is late, at another time in each replica.
   */
  function takeAnnounced(): void {
    const { announced } = watched;
    watched.announced = undefined;
    if (announced === undefined || watched.isBack || watched.invalidData !== undefined) return;
    if (!inventory.confirm(clusterId, announced.digest)) return;
    const next = Math.min(announced.next, timings.refreshMax);
    const late = lastTook + (Math.random() * timings.refresh) / 2;
    nextWalkAt = performance.now() + next + late;
    watched.walkDueBy = nextWalkAt + 2 * lastTook + timings.grace;
    options.onRead();
  }

  async function walk(): Promise<void> {
    watched.isBack = false;
    const startedAt = performance.now();
    const client = clusterClients.client(watched.cluster, FEDERATION_PRINCIPAL);
    const { outcome: loaded, cpu } = await pace.measure(async () => {
      const identity = await checkIdentity(client, clusterId, watched.ended);
      return identity.ok
        ? await loader.load(clusterId, watched.cluster, undefined, watched.ended)
        : identity;
    });
    if (watched.ended.aborted) return;
    pace.note(clusterId, { cpu, isQuiet: loaded.ok && loaded.value.pagesRead === 0 });
    watched.isSettled = true;
    failuresInARow = loaded.ok ? 0 : failuresInARow + 1;
    const isInvalid = !loaded.ok && loaded.error.kind === 'malformed';
    nextWalkAt = performance.now() + waitAfter(loaded.ok, isInvalid);
    if (loaded.ok) {
      // The next walk takes as long as this one, or somewhat longer.
      lastTook = performance.now() - startedAt;
      watched.walkDueBy = nextWalkAt + 2 * lastTook + timings.grace;
      // What was announced while it was read is of before.
      watched.announced = undefined;
      const digest = inventory.walkDigest(clusterId);
      if (digest !== undefined) {
        announce({ clusterId, digest, next: nextWalkAt - performance.now() });
      }
    }
    const error = loaded.ok ? '' : loaded.error.message;
    const isOtherReading = loaded.ok && noteUnreadable(watched, 'volumes', loaded.value.unreadable);
    if (error !== watched.walkError || isOtherReading) {
      watched.walkError = error;
      bus.publish({ type: 'cluster', clusterId, change: 'updated' });
    }
    const before = watched.invalidData;
    if (loaded.ok) watched.invalidData = undefined;
    else if (isInvalid) watched.invalidData = error;
    if ((before === undefined) !== (watched.invalidData === undefined)) options.onInvalidData();
    if (loaded.ok) options.onRead();
  }

  async function poll(): Promise<void> {
    if (!canBeWalked()) return;
    takeAnnounced();
    if (watched.isBack || performance.now() >= nextWalkAt) await walk();
    else if (isToBeFollowed()) {
      await follower.poll(
        clusterClients.client(watched.cluster, FEDERATION_PRINCIPAL),
        watched.ended,
      );
    }
  }

  function pause(): number {
    if (!canBeWalked()) return timings.refresh;
    if (isToBeFollowed()) return timings.follow / (follower.isCrowded() ? CROWDED : 1);
    return Math.max(timings.follow, nextWalkAt - performance.now());
  }

  while (!watched.ended.aborted) {
    try {
      await poll();
    } catch (error) {
      log.error({ clusterId, err: error }, 'reading the volumes of a cluster failed');
    }
    if (watched.ended.aborted) break;
    await alarm.sleep(pause());
  }
  pace.forget(clusterId);
}
