import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { naturalKey } from '@asterism/api-types/rules/natural-order';
import type { VolumeSortKey } from '@asterism/api-types/rules/volume-sort-keys';
import type { EventBus } from '../events/event-bus.ts';
import { createClusterVolumes, type ClusterVolumes, type VolumeTotals } from './cluster-volumes.ts';
import { startClusterWalk, type ClusterWalk } from './cluster-walk.ts';
import { createVolumeAnswers, type AnswerVolumes } from './columns/answer-volumes.ts';
import { NONE } from './columns/uuid-index.ts';
import { createVolumeColumns } from './columns/volume-columns.ts';
import type { VolumeGroup, VolumeHome } from './columns/volume-groups.ts';
import { createInventoryReads, type InventoryReads } from './inventory-reads.ts';
import type { TroubleTime } from './trouble-times.ts';
import { createVolumeChanges, fitsEvent, type VolumeChanges } from './volume-changes.ts';
import { trackClones } from './volume-clones.ts';
import { countUsage, type VolumeUsage } from './volume-usage.ts';
import { createEventLoopYielder } from './yield-to-event-loop.ts';

/** A walk over a cluster's volumes; see {@link ClusterWalk}. */
export interface InventoryWalk extends Pick<
  ClusterWalk,
  'beginPage' | 'takeKnown' | 'takePage' | 'abandon'
> {
  /** Replaces what the inventory had of the cluster, and publishes what changed. */
  commit(): Promise<void>;
}

/** A cluster lists volumes that another cluster has; those that it did not list before. */
export interface UuidConflict {
  readonly clusterId: string;
  readonly uuids: readonly string[];
}

/**
 * The federation's index of all volumes of all attached clusters. The clusters are the source of truth, each for its own: a
 * UUID stays with the cluster that is known to have it, and what another one lists under it is left out and reported. What
 * was known ends with the process; of two clusters that then list the same UUID the one that was attached first has it.
 */
export interface Inventory extends InventoryReads {
  walk(clusterId: string): InventoryWalk;
  /** Takes a volume as its cluster has it now; nothing happens when the cluster was forgotten. */
  put(clusterId: string, volume: Volume): void;
  /** The cluster says that the volume is gone. */
  drop(clusterId: string, uuid: string): void;
  /** Its volumes are not seen any more from now on; their memory is given back in turns. */
  forget(clusterId: string): void;
  /** Makes the cluster known: by the name that its volumes are sorted by, and since when it is attached. */
  nameCluster(clusterId: string, name: string, attachedAt?: Date): void;

  /** What the last walk over the cluster has read; undefined when the inventory has not, or no longer, all of it just so. */
  walkDigest(clusterId: string): string | undefined;
  /** Another replica has read this just now. If that is what the inventory has, it is as of now; whether it is. */
  confirm(clusterId: string, walkDigest: string): boolean;
  /** When the cluster's volumes were last read as a whole. */
  asOf(clusterId: string): Date | undefined;
  totals(clusterId: string): VolumeTotals;
  /** Since when something is wrong with a volume; undefined while it is well. */
  trouble(clusterId: string, uuid: string): TroubleTime | undefined;
  /** The volumes that the cluster lists and another one has. */
  conflicting(clusterId: string): ReadonlySet<string>;

  /** Another number whenever anything else is known than before: what was answered at the same number is still right. */
  revision(): number;
  /**
   * Answers a question to all volumes in one turn, or to those that something has; see {@link createVolumeAnswers} for what it
   * costs.
   */
  ask: AnswerVolumes;
  /** Makes an order in turns, if it is not there: so the question after it, which needs that order, is one short turn. */
  makeOrder(sort: VolumeSortKey): Promise<void>;
  /** What has volumes; the first time it waits until all are counted. */
  usage(): Promise<VolumeUsage>;
}

const NO_TOTALS: VolumeTotals = {
  volumes: 0,
  volumesByState: {},
  volumesByProtection: {},
  failedByProtection: {},
  provisioned: 0n,
};
const NO_UUIDS: ReadonlySet<string> = new Set();

export function createInventory(
  publish: EventBus['publish'],
  report: (conflict: UuidConflict) => void = () => {},
): Inventory {
  const clones = trackClones(createVolumeColumns());
  const { columns, usage } = countUsage(clones.columns);
  const ask = createVolumeAnswers(columns);
  const clusters = new Map<string, ClusterVolumes>();
  /** How often something was changed beside the columns. */
  let changed = 0;

  const groupOf = (slot: number): VolumeGroup => columns.groups.group(columns.groupCodes.at(slot));

  function clusterOf(clusterId: string): ClusterVolumes {
    const known = clusters.get(clusterId);
    if (known !== undefined) return known;
    const home: VolumeHome = { clusterId, sortName: '', attachedAt: Infinity, isForgotten: false };
    const cluster = createClusterVolumes({ home, columns, mayTake });
    clusters.set(clusterId, cluster);
    return cluster;
  }

  /**
   * Not what another cluster has. But a cluster whose volumes are read for the first time takes it from one that was
   * attached later: who came first is then not known by anything else, and must not depend on who answers faster.
   */
  function mayTake(cluster: ClusterVolumes, uuid: string): boolean {
    const slot = columns.uuids.find(uuid);
    if (slot === NONE) return true;
    const { home } = groupOf(slot);
    if (home.isForgotten) columns.remove(slot);
    const other = clusters.get(home.clusterId);
    if (home.isForgotten || other === undefined) return true;
    const isElder = cluster.home.attachedAt < home.attachedAt;
    if (cluster.asOf !== undefined || !isElder) return false;
    change(home.clusterId, (changes) => other.drop(uuid, changes));
    return true;
  }

  function change(clusterId: string, make: (changes: VolumeChanges) => void): void {
    const changes = createVolumeChanges(clusterId);
    make(changes);
    changes.publish(publish, columns);
  }

  function reportNew({ home, conflicting }: ClusterVolumes, before: ReadonlySet<string>): void {
    const uuids = [...conflicting].filter((uuid) => !before.has(uuid));
    if (uuids.length > 0) report({ clusterId: home.clusterId, uuids });
  }

  function noteForgotten(cluster: ClusterVolumes, changes: VolumeChanges): void {
    if (!fitsEvent(cluster.totals().volumes)) {
      for (const { rows, project } of columns.groups.of(cluster.home)) {
        if (rows > 0) changes.noteManyRemoved(rows, project);
      }
      return;
    }
    for (const slot of cluster.slots()) {
      changes.noteRemoved(columns.uuids.text(slot), groupOf(slot).project, () =>
        columns.read(slot),
      );
    }
  }

  /** Gives back the memory of a forgotten cluster. */
  async function clearAway(cluster: ClusterVolumes): Promise<void> {
    const yielder = createEventLoopYielder();
    for (const slot of cluster.slots()) {
      columns.remove(slot);
      if (yielder.isDue()) await yielder.rest();
    }
  }

  return {
    ...createInventoryReads(columns, clusters, clones.clonesOf),
    walk(clusterId) {
      const cluster = clusterOf(clusterId);
      const walk = startClusterWalk({ cluster, columns, mayTake });
      return {
        beginPage: () => walk.beginPage(),
        takeKnown: (offset, digest, began) => walk.takeKnown(offset, digest, began),
        takePage: (volumes, answer, began) => walk.takePage(volumes, answer, began),
        abandon: () => walk.abandon(),
        async commit() {
          const before = cluster.conflicting;
          const changes = createVolumeChanges(clusterId);
          // What can be seen already is published already: who reads the list now must not be sent it later as a change.
          const isFew = fitsEvent(walk.differing());
          await walk.commit(changes, () => {
            if (isFew) changes.publish(publish, columns, 'soFar');
          });
          changed += 1;
          // The cluster may be forgotten while it is walked.
          if (cluster.home.isForgotten) return walk.abandon();
          reportNew(cluster, before);
          changes.publish(publish, columns);
        },
      };
    },
    put(clusterId, volume) {
      const cluster = clusters.get(clusterId);
      if (cluster === undefined) return;
      const uuid = volume.UUID.toLowerCase();
      changed += 1;
      const wasKnown = cluster.conflicting.has(uuid);
      change(clusterId, (changes) => cluster.put(volume, changes));
      if (!wasKnown && cluster.conflicting.has(uuid)) report({ clusterId, uuids: [uuid] });
    },
    drop(clusterId, uuid) {
      const cluster = clusters.get(clusterId);
      if (cluster === undefined) return;
      changed += 1;
      change(clusterId, (changes) => cluster.drop(uuid.toLowerCase(), changes));
    },
    forget(clusterId) {
      const cluster = clusters.get(clusterId);
      if (cluster === undefined) return;
      clusters.delete(clusterId);
      changed += 1;
      const changes = createVolumeChanges(clusterId);
      noteForgotten(cluster, changes);
      cluster.home.isForgotten = true;
      changes.publish(publish, columns);
      void clearAway(cluster);
    },
    nameCluster(clusterId, name, attachedAt) {
      const { home } = clusterOf(clusterId);
      if (attachedAt !== undefined) home.attachedAt = attachedAt.getTime();
      const sortName = naturalKey(name);
      if (home.sortName === sortName) return;
      home.sortName = sortName;
      changed += 1;
      columns.orders.renameClusters();
    },

    walkDigest: (clusterId) => clusters.get(clusterId)?.walkedPages.digest(),
    confirm(clusterId, walkDigest) {
      const cluster = clusters.get(clusterId);
      if (cluster?.walkedPages.digest() !== walkDigest) return false;
      cluster.asOf = new Date();
      return true;
    },
    asOf: (clusterId) => clusters.get(clusterId)?.asOf,
    totals: (clusterId) => clusters.get(clusterId)?.totals() ?? NO_TOTALS,
    trouble: (clusterId, uuid) => clusters.get(clusterId)?.trouble(uuid.toLowerCase()),
    conflicting: (clusterId) => clusters.get(clusterId)?.conflicting ?? NO_UUIDS,
    revision: () => columns.changes.count() + changed,
    ask,
    async makeOrder(sort) {
      const yielder = createEventLoopYielder();
      while (columns.orders.advance(sort)) if (yielder.isDue()) await yielder.rest();
    },
    usage,
  };
}
