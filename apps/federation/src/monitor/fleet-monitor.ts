import type { ReadList } from '@asterism/api-types/fleet-api/fleet-cluster';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import type { Logger } from 'pino';
import type { ClusterClients } from '../cluster-client/cluster-client.ts';
import type { ListReading } from '../cluster-client/read-answer.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { InventoryLoader } from '../inventory/inventory-loader.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { SnapshotIndex } from '../snapshots/snapshot-index.ts';
import type { SnapshotLoader } from '../snapshots/snapshot-loader.ts';
import type { AttachedCluster } from '../store/attached-cluster.ts';
import type { ClusterStore } from '../store/cluster-store.ts';
import { createAlarm } from './alarm.ts';
import type { AnnouncedWalk } from './announced-walks.ts';
import { type ClusterSnapshot, NO_SNAPSHOT } from './cluster-snapshot.ts';
import { MONITOR_TIMINGS, type MonitorTimings } from './monitor-timings.ts';
import { watchConnection } from './watch-connection.ts';
import { createWalkPace } from './walk-pace.ts';
import { watchSnapshots } from './watch-snapshots.ts';
import { watchVolumes } from './watch-volumes.ts';
import { isOverdue, noteUnreadable, rowsOf, type WatchedCluster } from './watched-cluster.ts';

/** Watches attached clusters: loops for each, with their own back-off; a slow cluster costs the others nothing. */
export interface FleetMonitor {
  /** Starts to watch, or goes on with newer facts (endpoints, certificate). */
  watch(cluster: AttachedCluster): void;
  /** Ends the watching and forgets the cluster's volumes; resolves when its loops have ended. */
  unwatch(clusterId: string): Promise<void>;
  /** Polls the cluster soon, for example after a write. */
  pollSoon(clusterId: string): void;
  /** Another replica has read all volumes of a cluster. */
  noteWalk(walk: AnnouncedWalk): void;
  /** The clusters under watch, by name and then UUID, as they are now. */
  clusters(): readonly AttachedCluster[];
  cluster(clusterId: string): AttachedCluster | undefined;
  /** The clusters whose volumes are being read for the first time; none that is away, or takes too long. */
  unread(): readonly AttachedCluster[];
  /** What was last read of the cluster, and how old that is. */
  snapshot(clusterId: string): WatchedSnapshot;
  /** Another number whenever anything else is known of the clusters than before; beside it stands the inventory's. */
  revision(): number;
  /** The IDs of the clusters of which there should be newer facts by now. */
  overdue(): readonly string[];
  /** Keeps how many rows of a list, which somebody else than the monitor has read, could not be read. */
  noteUnreadable(clusterId: string, list: ReadList, reading: ListReading): void;
  close(): Promise<void>;
}

/** What was last read of a cluster, and what says how old it is. */
export interface WatchedSnapshot extends ClusterSnapshot {
  readonly answeredAt: Date | undefined;
  readonly overdue: boolean;
}

export interface FleetMonitorOptions {
  readonly clusterClients: ClusterClients;
  readonly store: Pick<ClusterStore, 'get' | 'update'>;
  readonly inventory: Inventory;
  readonly loader: InventoryLoader;
  readonly snapshots: SnapshotIndex;
  readonly snapshotLoader: SnapshotLoader;
  readonly bus: EventBus;
  /** Announces a walk to other replicas. */
  readonly announce?: (walk: AnnouncedWalk) => void;
  readonly log: Logger;
  readonly timings?: Partial<MonitorTimings>;
}

interface Watch {
  readonly watched: WatchedCluster;
  /** What `snapshot` and `clusters` were made of when the revision was last read. */
  facts: readonly unknown[];
  /** Of `performance.now()`. */
  readonly startedAt: number;
  pollSoon(): void;
  noteWalk(walk: AnnouncedWalk): void;
  end(): Promise<void>;
}

const inOrder = (a: AttachedCluster, b: AttachedCluster): number =>
  compareNames(a.name, b.name) || a.id.localeCompare(b.id, 'en');

/** What is replaced when something else is known of the cluster. */
const factsOf = (watched: WatchedCluster): readonly unknown[] => [
  watched.cluster,
  watched.snapshot,
  watched.walkError,
  watched.answeredAt,
  isOverdue(watched),
  ...watched.unreadable.values(),
];

/** The {@link FleetMonitor} of this process. */
export function createFleetMonitor(options: FleetMonitorOptions): FleetMonitor {
  const timings = { ...MONITOR_TIMINGS, ...options.timings };
  const pace = createWalkPace(timings);
  const snapshotPace = createWalkPace({
    refresh: timings.snapshotRefresh,
    refreshMax: Math.max(timings.snapshotRefresh, timings.refreshMax),
  });
  const watches = new Map<string, Watch>();
  let revision = 0;

  function publishFreshness(watched: WatchedCluster): void {
    const { id, status } = watched.cluster;
    const asOf = options.inventory.asOf(id)?.toISOString();
    const answeredAt = watched.answeredAt?.toISOString();
    options.bus.publish({
      type: 'freshness',
      clusterId: id,
      status,
      ...(asOf === undefined ? {} : { asOf }),
      ...(answeredAt === undefined ? {} : { answeredAt }),
      overdue: isOverdue(watched),
    });
  }

  function start(cluster: AttachedCluster): Watch {
    const ending = new AbortController();
    const watched: WatchedCluster = {
      cluster,
      snapshot: NO_SNAPSHOT,
      walkError: '',
      invalidData: undefined,
      unreadable: new Map(),
      isBack: false,
      announced: undefined,
      answeredAt: undefined,
      pollDueBy: performance.now() + timings.grace,
      walkDueBy: performance.now() + timings.refresh + timings.firstRead,
      isSettled: options.inventory.asOf(cluster.id) !== undefined,
      ended: ending.signal,
    };
    const connectionAlarm = createAlarm();
    const volumesAlarm = createAlarm();
    const snapshotsAlarm = createAlarm();
    options.snapshots.nameCluster(cluster.id, cluster.name);
    const loops = Promise.all([
      watchConnection(watched, connectionAlarm, {
        ...options,
        timings,
        onChanged(now, before) {
          options.inventory.nameCluster(now.id, now.name, now.attachedAt);
          options.snapshots.nameCluster(now.id, now.name);
          if (now.status === before.status) return;
          publishFreshness(watched);
          if (now.status !== 'Connected') return;
          watched.isBack = true;
          volumesAlarm.ring();
          snapshotsAlarm.ring();
        },
      }).then(() => dropIfGone(cluster.id, watched)),
      watchVolumes(watched, volumesAlarm, {
        ...options,
        timings,
        pace,
        announce: options.announce ?? (() => {}),
        onInvalidData: () => connectionAlarm.ring(),
        onRead: () => publishFreshness(watched),
      }),
      watchSnapshots(watched, snapshotsAlarm, { ...options, timings, snapshotPace }),
    ]);
    const pollSoon = (): void => {
      connectionAlarm.ring();
      volumesAlarm.ring();
      snapshotsAlarm.ring();
    };
    return {
      watched,
      facts: [],
      startedAt: performance.now(),
      pollSoon,
      noteWalk(walk) {
        watched.announced = walk;
        volumesAlarm.ring();
      },
      async end() {
        ending.abort();
        pollSoon();
        await loops;
      },
    };
  }

  /** Another replica detached the cluster: here nobody will call `unwatch`. */
  function dropIfGone(clusterId: string, watched: WatchedCluster): void {
    if (watched.ended.aborted) return;
    const watch = watches.get(clusterId);
    watches.delete(clusterId);
    revision += 1;
    options.inventory.forget(clusterId);
    options.snapshots.forget(clusterId);
    void watch?.end();
  }

  /** What the cluster lists that is another's, in words; empty when there is nothing. */
  function intrusionBy(clusterId: string): string {
    const [example, ...more] = options.inventory.conflicting(clusterId);
    if (example === undefined) return '';
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    return `it lists volumes that another cluster has, which are left out: ${example}${others}`;
  }

  return {
    watch(cluster) {
      options.inventory.nameCluster(cluster.id, cluster.name, cluster.attachedAt);
      const watch = watches.get(cluster.id);
      if (watch === undefined) {
        watches.set(cluster.id, start(cluster));
        return;
      }
      watch.watched.cluster = cluster;
      watch.pollSoon();
    },
    async unwatch(clusterId) {
      const watch = watches.get(clusterId);
      watches.delete(clusterId);
      revision += 1;
      await watch?.end();
      options.inventory.forget(clusterId);
      options.snapshots.forget(clusterId);
    },
    noteWalk: (walk) => watches.get(walk.clusterId)?.noteWalk(walk),
    pollSoon: (clusterId) => watches.get(clusterId)?.pollSoon(),
    clusters: () => [...watches.values()].map(({ watched }) => watched.cluster).sort(inOrder),
    cluster: (clusterId) => watches.get(clusterId.toLowerCase())?.watched.cluster,
    unread: () =>
      [...watches.values()]
        .filter(({ startedAt }) => performance.now() - startedAt < timings.firstRead)
        .flatMap(({ watched }) => (watched.isSettled ? [] : [watched.cluster]))
        .sort(inOrder),
    snapshot(clusterId) {
      const watched = watches.get(clusterId)?.watched;
      const { snapshot = NO_SNAPSHOT, walkError = '', unreadable, answeredAt } = watched ?? {};
      const error = snapshot.error || walkError || intrusionBy(clusterId);
      return {
        ...snapshot,
        error,
        unreadable: [...(unreadable?.values() ?? [])],
        answeredAt,
        overdue: watched !== undefined && isOverdue(watched),
      };
    },
    revision() {
      for (const watch of watches.values()) {
        const facts = factsOf(watch.watched);
        const { length } = watch.facts;
        if (length === facts.length && facts.every((fact, at) => fact === watch.facts[at]))
          continue;
        watch.facts = facts;
        revision += 1;
      }
      return revision;
    },
    overdue: () =>
      [...watches.values()].flatMap(({ watched }) =>
        isOverdue(watched) ? [watched.cluster.id] : [],
      ),
    noteUnreadable(clusterId, list, reading) {
      const watched = watches.get(clusterId)?.watched;
      if (watched === undefined || !noteUnreadable(watched, list, rowsOf(reading))) return;
      options.bus.publish({ type: 'cluster', clusterId, change: 'updated' });
    },
    async close() {
      const all = [...watches.values()];
      watches.clear();
      await Promise.all(all.map((watch) => watch.end()));
    },
  };
}
