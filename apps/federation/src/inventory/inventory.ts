import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { naturalKey } from '@asterism/api-types/rules/natural-order';
import { extentOf } from '../cluster-client/extent.ts';
import type { EventBus } from '../events/event-bus.ts';
import {
  createClusterVolumes,
  type ClusterVolumes,
  type VolumeRowsChange,
  type VolumeTotals,
} from './cluster-volumes.ts';
import { createSortedOrder, type SortedOrder } from './sorted-order.ts';
import type { TroubleTime } from './trouble-times.ts';
import { createValueCodes, type ValueCodes } from './value-codes.ts';
import { byUuid, COMPARE, compareKeys, type VolumeRow } from './volume-row.ts';

/** The most volumes that an event carries; beyond, it only says that many changed. */
const EVENT_MAX = 50;
/** … and the most characters of text in them. */
const EVENT_TEXT_MAX = 128 * 1024;
/** An event that is about more projects is sent to everybody: it says only that many volumes have changed. */
const EVENT_PROJECTS_MAX = 1_000;

export type OrderName = keyof typeof COMPARE | 'uuid';

/** A walk over a cluster's volumes; see {@link ClusterVolumes.walk}. */
export interface InventoryWalk {
  beginPage(): void;
  takePage(volumes: readonly Volume[]): number;
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
export interface Inventory {
  walk(clusterId: string): InventoryWalk;
  /** Takes a volume as its cluster has it now; nothing happens when the cluster was forgotten. */
  put(clusterId: string, volume: Volume): void;
  /** The cluster says that the volume is gone. */
  drop(clusterId: string, uuid: string): void;
  forget(clusterId: string): void;
  /** Makes the cluster known: by the name that its volumes are sorted by, and since when it is attached. */
  nameCluster(clusterId: string, name: string, attachedAt?: Date): void;

  /** When the cluster's volumes were last read as a whole. */
  asOf(clusterId: string): Date | undefined;
  totals(clusterId: string): VolumeTotals;
  volumesOf(clusterId: string): Iterable<Volume>;
  /** The cluster's volumes in a state that ends by itself. */
  transitional(clusterId: string): Volume[];
  find(uuid: string): Volume | undefined;
  /** Since when something is wrong with a volume; undefined while it is well. */
  trouble(clusterId: string, uuid: string): TroubleTime | undefined;
  /** The volumes that the cluster lists and another one has. */
  conflicting(clusterId: string): ReadonlySet<string>;
  /**
   * The volume of that name; rather one that is not being deleted, for a Deleting one frees its name. Of several that of
   * the cluster that was attached first.
   */
  findByName(projectName: string, name: string): Volume | undefined;

  /** All rows in an order; a list that is never modified. */
  ordered(order: OrderName): Promise<readonly VolumeRow[]>;
  readonly codes: ValueCodes;
}

const NO_TOTALS: VolumeTotals = {
  volumes: 0,
  volumesByState: {},
  volumesByProtection: {},
  failedByProtection: {},
  provisioned: 0n,
};
const NONE: ReadonlySet<string> = new Set();
const nameKey = (projectName: string, name: string): string => `${projectName}/${name}`;

/** Publishes what has changed, with what is needed to know who may see it. */
function publishChange(
  publish: EventBus['publish'],
  clusterId: string,
  { added, removed }: VolumeRowsChange,
): void {
  const present = new Set(added.map((row) => row.uuid));
  const gone = removed.filter((row) => !present.has(row.uuid)).map((row) => row.volume);
  const changed = added.map((row) => row.volume);
  const many = changed.length + gone.length > EVENT_MAX || extentOf(changed).text > EVENT_TEXT_MAX;
  const projects = new Set([...changed, ...gone].map((volume) => volume.projectName));
  publish(
    {
      type: 'volumes',
      clusterId,
      changed: many ? [] : changed,
      removed: many ? [] : gone.map((volume) => volume.UUID),
      many,
    },
    {
      projects: projects.size > EVENT_PROJECTS_MAX ? 'any' : projects,
      removedFrom: new Map(many ? [] : gone.map((volume) => [volume.UUID, volume.projectName])),
    },
  );
}

/** Which of two rows with the same name a request for that name means. */
const rather = (a: VolumeRow, b: VolumeRow): number =>
  Number(a.volume.state === 'Deleting') - Number(b.volume.state === 'Deleting') ||
  compareKeys(a.home.attachedAt, b.home.attachedAt) ||
  byUuid(a, b);

export function createInventory(
  publish: EventBus['publish'],
  report: (conflict: UuidConflict) => void = () => {},
): Inventory {
  const codes = createValueCodes();
  const clusters = new Map<string, ClusterVolumes>();
  const orders = new Map<OrderName, SortedOrder<VolumeRow>>();
  const byName = new Map<string, Set<VolumeRow>>();

  function volumesOfCluster(clusterId: string): ClusterVolumes {
    const known = clusters.get(clusterId);
    if (known !== undefined) return known;
    const home = { clusterId, sortName: '', attachedAt: Infinity };
    const clusterVolumes = createClusterVolumes({ home, codes, mayTake });
    clusters.set(clusterId, clusterVolumes);
    return clusterVolumes;
  }

  /**
   * Not what another cluster has. But a cluster whose volumes are read for the first time takes it from one that was
   * attached later: who came first is then not known by anything else, and must not depend on who answers faster.
   */
  function mayTake(clusterVolumes: ClusterVolumes, uuid: string): boolean {
    for (const other of clusters.values()) {
      if (other === clusterVolumes || other.get(uuid) === undefined) continue;
      const isElder = clusterVolumes.home.attachedAt < other.home.attachedAt;
      if (clusterVolumes.asOf() !== undefined || !isElder) return false;
      publishAndIndex(other.home.clusterId, other.drop(uuid));
    }
    return true;
  }

  function reportNew(clusterVolumes: ClusterVolumes, before: ReadonlySet<string>): void {
    const uuids = [...clusterVolumes.conflicting()].filter((uuid) => !before.has(uuid));
    if (uuids.length > 0) report({ clusterId: clusterVolumes.home.clusterId, uuids });
  }

  function index({ added, removed }: VolumeRowsChange): void {
    for (const row of removed) {
      const key = nameKey(row.volume.projectName, row.volume.name);
      const rows = byName.get(key);
      rows?.delete(row);
      if (rows?.size === 0) byName.delete(key);
    }
    for (const row of added) {
      const key = nameKey(row.volume.projectName, row.volume.name);
      const rows = byName.get(key) ?? new Set();
      byName.set(key, rows.add(row));
    }
    for (const order of orders.values()) order.change(added, removed);
  }

  function publishAndIndex(clusterId: string, change: VolumeRowsChange): void {
    if (change.added.length + change.removed.length === 0) return;
    index(change);
    publishChange(publish, clusterId, change);
  }

  function* allRows(): Generator<VolumeRow> {
    for (const clusterVolumes of clusters.values()) yield* clusterVolumes.rows();
  }

  return {
    codes,
    walk(clusterId) {
      const clusterVolumes = volumesOfCluster(clusterId);
      const walk = clusterVolumes.walk();
      return {
        beginPage: () => walk.beginPage(),
        takePage: (volumes) => walk.takePage(volumes),
        async commit() {
          // The cluster may be forgotten while it is walked.
          const isKnown = (): boolean => clusters.get(clusterId) === clusterVolumes;
          if (!isKnown()) return;
          const before = clusterVolumes.conflicting();
          const all: { added: VolumeRow[]; removed: VolumeRow[] } = { added: [], removed: [] };
          await walk.commit((change) => {
            index(change);
            for (const row of change.added) all.added.push(row);
            for (const row of change.removed) all.removed.push(row);
          });
          if (!isKnown()) return;
          reportNew(clusterVolumes, before);
          if (all.added.length + all.removed.length > 0) publishChange(publish, clusterId, all);
        },
      };
    },
    put(clusterId, volume) {
      const clusterVolumes = clusters.get(clusterId);
      if (clusterVolumes === undefined) return;
      const uuid = volume.UUID.toLowerCase();
      const wasKnown = clusterVolumes.conflicting().has(uuid);
      publishAndIndex(clusterId, clusterVolumes.put(volume));
      if (!wasKnown && clusterVolumes.conflicting().has(uuid)) report({ clusterId, uuids: [uuid] });
    },
    drop(clusterId, uuid) {
      const clusterVolumes = clusters.get(clusterId);
      if (clusterVolumes !== undefined) publishAndIndex(clusterId, clusterVolumes.drop(uuid));
    },
    forget(clusterId) {
      const clusterVolumes = clusters.get(clusterId);
      if (clusterVolumes === undefined) return;
      clusters.delete(clusterId);
      publishAndIndex(clusterId, clusterVolumes.close());
    },
    nameCluster(clusterId, name, attachedAt) {
      const { home } = volumesOfCluster(clusterId);
      if (attachedAt !== undefined) home.attachedAt = attachedAt.getTime();
      const sortName = naturalKey(name);
      if (home.sortName === sortName) return;
      home.sortName = sortName;
      orders.delete('cluster');
    },

    asOf: (clusterId) => clusters.get(clusterId)?.asOf(),
    totals: (clusterId) => clusters.get(clusterId)?.totals() ?? NO_TOTALS,
    *volumesOf(clusterId) {
      for (const row of clusters.get(clusterId)?.rows() ?? []) yield row.volume;
    },
    transitional: (clusterId) =>
      [...(clusters.get(clusterId)?.transitional() ?? [])].map((row) => row.volume),
    find(uuid) {
      for (const clusterVolumes of clusters.values()) {
        const row = clusterVolumes.get(uuid);
        if (row !== undefined) return row.volume;
      }
      return undefined;
    },
    trouble: (clusterId, uuid) => clusters.get(clusterId)?.trouble(uuid),
    conflicting: (clusterId) => clusters.get(clusterId)?.conflicting() ?? NONE,
    findByName(projectName, name) {
      const rows = [...(byName.get(nameKey(projectName, name)) ?? [])];
      return rows.toSorted(rather)[0]?.volume;
    },

    ordered(name) {
      const known = orders.get(name);
      if (known !== undefined) return known.items();
      const order = createSortedOrder(name === 'uuid' ? byUuid : COMPARE[name], allRows());
      orders.set(name, order);
      return order.items();
    },
  };
}
