import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type {
  FleetSnapshotsQuestion,
  SnapshotSortKey,
} from '@asterism/api-types/fleet-api/fleet-snapshots';
import { naturalKey } from '@asterism/api-types/rules/natural-order';
import type { EventBus } from '../events/event-bus.ts';
import {
  answerSnapshots,
  matchingSnapshots,
  type SnapshotAnswer,
  type SnapshotNarrowing,
  type SnapshotQuery,
} from './answer-snapshots.ts';
import { createSnapshotOrders, type RowChange } from './snapshot-orders.ts';
import { isSameRow, rowOf, type SnapshotRow } from './snapshot-row.ts';
import {
  createClusterSnapshots,
  startSnapshotWalk,
  type ClusterSnapshots,
  type SnapshotWalk,
} from './snapshot-walk.ts';

/** Which snapshot of a cluster is to be read again. */
export interface MovingSnapshot {
  readonly UUID: string;
  readonly projectName: string;
}

/**
 * The federation's index of all snapshots of all attached clusters, in memory. The clusters are the source of truth; old
 * clients are answered by them (see docs/decisions/0006).
 */
export interface SnapshotIndex {
  /** Makes the cluster known, by the name that its snapshots are sorted by. */
  nameCluster(clusterId: string, name: string): void;
  /** Its snapshots are not seen any more. */
  forget(clusterId: string): void;
  walk(clusterId: string): Pick<SnapshotWalk, 'beginPage' | 'takeKnown' | 'takePage'> & {
    /** Replaces what was known of the cluster, and publishes what changed. */
    commit(): void;
  };
  /** Takes a snapshot as its cluster has it now; nothing happens when the cluster is not known. */
  put(clusterId: string, snapshot: Snapshot): void;
  /** The cluster says that the snapshot is gone. */
  drop(clusterId: string, uuid: string): void;
  /** When the cluster's snapshots were last read as a whole. */
  asOf(clusterId: string): Date | undefined;
  /** Those in a state that ends by itself, at most so many. */
  transitional(clusterId: string, most: number): readonly MovingSnapshot[];
  /** By UUID, or by name when that is empty. */
  find(which: {
    readonly projectName: string;
    readonly UUID: string;
    readonly name: string;
  }): SnapshotRow | undefined;
  /** By UUID alone; of that cluster, when one is given. */
  withUuid(uuid: string, clusterId?: string): SnapshotRow | undefined;
  /** The snapshots that were taken of a volume, in no order. */
  ofVolume(uuid: string): Iterable<SnapshotRow>;
  /** All that match, of somebody who sees these projects, the newest first. */
  matching(
    question: SnapshotNarrowing,
    visible: readonly string[] | undefined,
    query: SnapshotQuery,
  ): readonly SnapshotRow[];
  /** Answers somebody who sees these projects; undefined for all. */
  ask(
    question: FleetSnapshotsQuestion,
    visible: readonly string[] | undefined,
    /** The line of the question, understood. */
    query?: SnapshotQuery,
  ): SnapshotAnswer;
}

const isMoving = ({ state }: SnapshotRow): boolean => state === 'Creating' || state === 'Deleting';

/** An event that is about more projects is for everybody. */
const EVENT_PROJECTS_MAX = 1_000;

export function createSnapshotIndex(publish: EventBus['publish']): SnapshotIndex {
  const clusters = new Map<string, ClusterSnapshots>();
  const names = new Map<string, string>();
  const byVolume = new Map<string, Set<SnapshotRow>>();
  const orders = createSnapshotOrders(
    function* () {
      for (const { rows } of clusters.values()) yield* rows.values();
    },
    (clusterId) => names.get(clusterId) ?? '',
  );

  function announce({ clusterId, asOf }: ClusterSnapshots, changes: readonly RowChange[]): void {
    const projects = new Set<string>();
    for (const { before, now } of changes) {
      for (const row of [before, now]) if (row !== undefined) projects.add(row.projectName);
      if (projects.size > EVENT_PROJECTS_MAX) break;
    }
    publish(
      {
        type: 'snapshots',
        clusterId,
        ...(asOf === undefined ? {} : { asOf: asOf.toISOString() }),
        isChanged: changes.length > 0,
      },
      {
        projects: projects.size > EVENT_PROJECTS_MAX ? 'any' : projects,
        removedFrom: new Map(),
      },
    );
  }

  function leaveVolume(row: SnapshotRow): void {
    const volume = row.sourceVolumeUUID.toLowerCase();
    const rows = byVolume.get(volume);
    rows?.delete(row);
    if (rows?.size === 0) byVolume.delete(volume);
  }
  function joinVolume(row: SnapshotRow): void {
    const volume = row.sourceVolumeUUID.toLowerCase();
    byVolume.set(volume, (byVolume.get(volume) ?? new Set()).add(row));
  }

  function* ofVolumes(uuids: readonly string[]): Iterable<SnapshotRow> {
    for (const uuid of new Set(uuids.map((one) => one.toLowerCase()))) {
      yield* byVolume.get(uuid) ?? [];
    }
  }

  const inOrder = ({ volume: volumes = [] }: SnapshotNarrowing, sort: SnapshotSortKey) =>
    volumes.length === 0 ? orders.order(sort) : orders.sorted(ofVolumes(volumes), sort);

  /** Changes rows one by one, and whatever is made of them. */
  function apply(cluster: ClusterSnapshots, changes: readonly RowChange[]): void {
    for (const { before, now } of changes) {
      if (before !== undefined) leaveVolume(before);
      if (now !== undefined) joinVolume(now);
      if (now !== undefined) {
        cluster.rows.set(now.key, now);
        if (isMoving(now)) cluster.moving.add(now.key);
        else cluster.moving.delete(now.key);
      } else if (before !== undefined) {
        cluster.rows.delete(before.key);
        cluster.moving.delete(before.key);
      }
    }
    orders.change(changes);
  }

  function changesTo(cluster: ClusterSnapshots, rows: ReadonlyMap<string, SnapshotRow>) {
    const changes: RowChange[] = [];
    for (const [key, now] of rows) {
      const before = cluster.rows.get(key);
      if (before !== now) changes.push({ before, now });
    }
    for (const [key, before] of cluster.rows) {
      if (!rows.has(key)) changes.push({ before, now: undefined });
    }
    return changes;
  }

  function readAlone(cluster: ClusterSnapshots, key: string, now: SnapshotRow | undefined): void {
    cluster.tick += 1;
    cluster.readAlone.set(key, cluster.tick);
    const before = cluster.rows.get(key);
    if (before === now || (before !== undefined && now !== undefined && isSameRow(before, now))) {
      return;
    }
    const changes = [{ before, now }];
    apply(cluster, changes);
    announce(cluster, changes);
  }

  return {
    nameCluster(clusterId, name) {
      if (!clusters.has(clusterId)) clusters.set(clusterId, createClusterSnapshots(clusterId));
      const sortName = naturalKey(name);
      if (names.get(clusterId) === sortName) return;
      names.set(clusterId, sortName);
      orders.forgetClusters();
    },
    forget(clusterId) {
      const cluster = clusters.get(clusterId);
      if (cluster === undefined) return;
      const changes = [...cluster.rows.values()].map((before) => ({ before, now: undefined }));
      apply(cluster, changes);
      clusters.delete(clusterId);
      names.delete(clusterId);
      announce({ ...cluster, asOf: undefined }, changes);
    },
    walk(clusterId) {
      const cluster = clusters.get(clusterId) ?? createClusterSnapshots(clusterId);
      const walk = startSnapshotWalk(cluster);
      return {
        beginPage: () => walk.beginPage(),
        takeKnown: (page, digest, began) => walk.takeKnown(page, digest, began),
        takePage: (page, snapshots, answer, began) => walk.takePage(page, snapshots, answer, began),
        commit() {
          // The cluster may have been forgotten while it was walked.
          if (clusters.get(clusterId) !== cluster) return;
          const changes = changesTo(cluster, walk.end());
          apply(cluster, changes);
          cluster.asOf = new Date();
          announce(cluster, changes);
        },
      };
    },
    put(clusterId, snapshot) {
      const cluster = clusters.get(clusterId);
      if (cluster === undefined) return;
      const row = rowOf(snapshot, clusterId);
      readAlone(cluster, row.key, row);
    },
    drop(clusterId, uuid) {
      const cluster = clusters.get(clusterId);
      if (cluster !== undefined) readAlone(cluster, uuid.toLowerCase(), undefined);
    },
    asOf: (clusterId) => clusters.get(clusterId)?.asOf,
    transitional(clusterId, most) {
      const cluster = clusters.get(clusterId);
      return [...(cluster?.moving ?? [])].slice(0, most).flatMap((key) => {
        const row = cluster?.rows.get(key);
        return row === undefined ? [] : [{ UUID: row.UUID, projectName: row.projectName }];
      });
    },
    find({ projectName, UUID, name }) {
      const key = UUID.toLowerCase();
      for (const { rows } of clusters.values()) {
        const found =
          key === ''
            ? [...rows.values()].find((row) => row.name === name && row.projectName === projectName)
            : rows.get(key);
        if (found?.projectName === projectName) return found;
      }
      return undefined;
    },
    withUuid(uuid, clusterId) {
      const key = uuid.toLowerCase();
      if (clusterId !== undefined) return clusters.get(clusterId)?.rows.get(key);
      for (const { rows } of clusters.values()) {
        const found = rows.get(key);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    ofVolume: (uuid) => byVolume.get(uuid.toLowerCase()) ?? [],
    matching: (question, visible, query) =>
      matchingSnapshots(inOrder(question, 'created').toReversed(), question, visible, query),
    ask: (question, visible, query) =>
      answerSnapshots(inOrder(question, question.sort), question, visible, query),
  };
}
