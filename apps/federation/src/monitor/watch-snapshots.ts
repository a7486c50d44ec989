import type { Logger } from 'pino';
import type { ClusterClient, ClusterClients } from '../cluster-client/cluster-client.ts';
import { FEDERATION_PRINCIPAL } from '../cluster-client/cluster-client.ts';
import { isNotFound } from '../cluster-client/cluster-failure.ts';
import type { MovingSnapshot, SnapshotIndex } from '../snapshots/snapshot-index.ts';
import type { SnapshotLoader } from '../snapshots/snapshot-loader.ts';
import type { Alarm } from './alarm.ts';
import type { MonitorTimings } from './monitor-timings.ts';
import type { WalkPace } from './walk-pace.ts';
import { noteUnreadable, type WatchedCluster } from './watched-cluster.ts';

export interface SnapshotWatchOptions {
  readonly clusterClients: ClusterClients;
  readonly snapshots: SnapshotIndex;
  readonly snapshotLoader: SnapshotLoader;
  readonly timings: MonitorTimings;
  /** Of the walks over snapshots, apart from those over volumes. */
  readonly snapshotPace: WalkPace;
  readonly log: Logger;
}

/** The most snapshots in motion that are asked for at once; the others wait for a walk. */
const FOLLOWED_AT_ONCE = 16;

/** Keeps the index of a Connected cluster's snapshots fresh: by walks over all, and by following what is in motion. */
export async function watchSnapshots(
  watched: WatchedCluster,
  alarm: Alarm,
  options: SnapshotWatchOptions,
): Promise<void> {
  const { clusterClients, snapshots, snapshotLoader, timings, snapshotPace: pace, log } = options;
  const clusterId = watched.cluster.id;
  let nextWalkAt = 0;
  let failuresInARow = 0;
  let isAway = false;
  /** Since when each is in motion, of `performance.now()`. */
  const since = new Map<string, number>();

  /** Volumes come first: without them nothing works. And while no project is known, none of its snapshots seems to be there. */
  const canBeRead = (): boolean =>
    watched.cluster.status === 'Connected' && watched.isSettled && watched.snapshot.areProjectsRead;

  async function walk(): Promise<void> {
    const projects = watched.snapshot.projects.map(({ name }) => name);
    const { outcome: loaded, cpu } = await pace.measure(() =>
      snapshotLoader.load(clusterId, watched.cluster, projects, watched.ended),
    );
    if (watched.ended.aborted) return;
    pace.note(clusterId, { cpu, isQuiet: loaded.ok && loaded.value.pagesRead === 0 });
    failuresInARow = loaded.ok ? 0 : failuresInARow + 1;
    const wait = loaded.ok
      ? pace.waitFor(clusterId)
      : Math.min(timings.refreshMax, timings.retry * 2 ** Math.min(10, failuresInARow));
    nextWalkAt = performance.now() + wait;
    if (loaded.ok) noteUnreadable(watched, 'snapshots', loaded.value.unreadable);
    else if (failuresInARow === 1) {
      const reason = loaded.error.message;
      log.warn({ clusterId, reason }, 'the snapshots of a cluster could not be read');
    }
  }

  function followed(): readonly MovingSnapshot[] {
    const moving = snapshots.transitional(clusterId, FOLLOWED_AT_ONCE);
    const present = new Set(moving.map(({ UUID }) => UUID));
    for (const uuid of since.keys()) if (!present.has(uuid)) since.delete(uuid);
    const now = performance.now();
    for (const uuid of present) if (!since.has(uuid)) since.set(uuid, now);
    return moving.filter(({ UUID }) => now - (since.get(UUID) ?? now) <= timings.followFor);
  }

  async function ask(client: ClusterClient, { UUID, projectName }: MovingSnapshot): Promise<void> {
    const answer = await client.getSnapshot({ projectName, UUID }, { signal: watched.ended });
    if (watched.ended.aborted) return;
    if (answer.ok) snapshots.put(clusterId, answer.value);
    else if (isNotFound(answer.error)) snapshots.drop(clusterId, UUID);
  }

  async function poll(): Promise<void> {
    if (!canBeRead()) {
      isAway = true;
      return;
    }
    if (isAway || performance.now() >= nextWalkAt) {
      isAway = false;
      await walk();
      return;
    }
    const client = clusterClients.client(watched.cluster, FEDERATION_PRINCIPAL);
    await Promise.all(followed().map((one) => ask(client, one)));
  }

  function pause(): number {
    // Of a change of its status it is told; what else is missing comes soon.
    if (!canBeRead()) {
      return watched.cluster.status === 'Connected' ? timings.follow : timings.refresh;
    }
    if (followed().length > 0) return timings.follow;
    return Math.max(timings.follow, nextWalkAt - performance.now());
  }

  while (!watched.ended.aborted) {
    try {
      await poll();
    } catch (error) {
      log.error({ clusterId, err: error }, 'reading the snapshots of a cluster failed');
    }
    if (watched.ended.aborted) break;
    await alarm.sleep(pause());
  }
  pace.forget(clusterId);
}
