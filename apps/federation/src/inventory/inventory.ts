import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { EventBus } from '../events/event-bus.ts';
import {
  createClusterShelf,
  type ClusterShelf,
  type ShelfChange,
  type ShelfTotals,
} from './cluster-shelf.ts';
import { createSortedOrder, type SortedOrder } from './sorted-order.ts';
import { byUuid, COMPARE, createCodes, type Codes, type VolumeRow } from './volume-row.ts';

/** The most volumes that an event carries; beyond, it only says that many changed. */
const EVENT_MAX = 50;

export type OrderName = keyof typeof COMPARE | 'uuid';

/** A walk over a cluster's volumes; see {@link ClusterShelf.walk}. */
export interface InventoryWalk {
  beginPage(): void;
  takePage(volumes: readonly Volume[]): number;
  /** Replaces what the inventory had of the cluster, and tells what changed. */
  commit(): Promise<void>;
}

/** The federation's index of all volumes of all attached clusters. The clusters are the source of truth. */
export interface Inventory {
  walk(clusterId: string): InventoryWalk;
  /** Takes a volume as its cluster tells it now; nothing happens when the cluster was forgotten. */
  put(clusterId: string, volume: Volume): void;
  /** The cluster says that the volume is gone. */
  drop(clusterId: string, uuid: string): void;
  forget(clusterId: string): void;
  /** Makes the cluster known, by the name that its volumes are sorted by. */
  nameCluster(clusterId: string, name: string): void;

  /** When the cluster's volumes were last heard as a whole. */
  asOf(clusterId: string): Date | undefined;
  totals(clusterId: string): ShelfTotals;
  volumesOf(clusterId: string): Iterable<Volume>;
  /** The cluster's volumes in a state that ends by itself. */
  transitional(clusterId: string): Volume[];
  find(uuid: string): Volume | undefined;
  /** The volume of that name; rather one that is not being deleted, for a Deleting one frees its name. */
  findByName(projectName: string, name: string): Volume | undefined;

  /** All rows in an order; a list that is never modified. */
  ordered(order: OrderName): Promise<readonly VolumeRow[]>;
  readonly codes: Codes;
}

const NO_TOTALS: ShelfTotals = { volumes: 0, volumesByState: {}, provisioned: 0n };
const nameKey = (projectName: string, name: string): string => `${projectName}/${name}`;

/** Tells everybody what has changed, with what is needed to know who may hear it. */
function publishChange(
  publish: EventBus['publish'],
  clusterId: string,
  { added, removed }: ShelfChange,
): void {
  const present = new Set(added.map((row) => row.uuid));
  const gone = removed.filter((row) => !present.has(row.uuid)).map((row) => row.volume);
  const changed = added.map((row) => row.volume);
  const many = changed.length + gone.length > EVENT_MAX;
  publish(
    {
      type: 'volumes',
      clusterId,
      changed: many ? [] : changed,
      removed: many ? [] : gone.map((volume) => volume.UUID),
      many,
    },
    {
      projects: new Set([...changed, ...gone].map((volume) => volume.projectName)),
      removedFrom: new Map(many ? [] : gone.map((volume) => [volume.UUID, volume.projectName])),
    },
  );
}

export function createInventory(publish: EventBus['publish']): Inventory {
  const codes = createCodes();
  const shelves = new Map<string, ClusterShelf>();
  const orders = new Map<OrderName, SortedOrder<VolumeRow>>();
  const byName = new Map<string, Set<VolumeRow>>();

  function shelfOf(clusterId: string): ClusterShelf {
    const known = shelves.get(clusterId);
    if (known !== undefined) return known;
    const shelf = createClusterShelf({ clusterId, sortName: '' }, codes);
    shelves.set(clusterId, shelf);
    return shelf;
  }

  function index({ added, removed }: ShelfChange): void {
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

  function tell(clusterId: string, change: ShelfChange): void {
    if (change.added.length + change.removed.length === 0) return;
    index(change);
    publishChange(publish, clusterId, change);
  }

  function* allRows(): Generator<VolumeRow> {
    for (const shelf of shelves.values()) yield* shelf.rows();
  }

  return {
    codes,
    walk(clusterId) {
      const shelf = shelfOf(clusterId);
      const walk = shelf.walk();
      return {
        beginPage: () => walk.beginPage(),
        takePage: (volumes) => walk.takePage(volumes),
        async commit() {
          // The cluster may be forgotten while it is walked.
          const isKnown = (): boolean => shelves.get(clusterId) === shelf;
          if (!isKnown()) return;
          const all: { added: VolumeRow[]; removed: VolumeRow[] } = { added: [], removed: [] };
          await walk.commit((change) => {
            if (!isKnown()) return;
            index(change);
            for (const row of change.added) all.added.push(row);
            for (const row of change.removed) all.removed.push(row);
          });
          if (isKnown() && all.added.length + all.removed.length > 0) {
            publishChange(publish, clusterId, all);
          }
        },
      };
    },
    put(clusterId, volume) {
      const shelf = shelves.get(clusterId);
      if (shelf !== undefined) tell(clusterId, shelf.put(volume));
    },
    drop(clusterId, uuid) {
      const shelf = shelves.get(clusterId);
      if (shelf !== undefined) tell(clusterId, shelf.drop(uuid));
    },
    forget(clusterId) {
      const shelf = shelves.get(clusterId);
      if (shelf === undefined) return;
      shelves.delete(clusterId);
      tell(clusterId, { added: [], removed: [...shelf.rows()] });
    },
    nameCluster(clusterId, name) {
      const { home } = shelfOf(clusterId);
      if (home.sortName === name.toLowerCase()) return;
      home.sortName = name.toLowerCase();
      orders.delete('cluster');
    },

    asOf: (clusterId) => shelves.get(clusterId)?.asOf(),
    totals: (clusterId) => shelves.get(clusterId)?.totals() ?? NO_TOTALS,
    *volumesOf(clusterId) {
      for (const row of shelves.get(clusterId)?.rows() ?? []) yield row.volume;
    },
    transitional: (clusterId) =>
      [...(shelves.get(clusterId)?.transitional() ?? [])].map((row) => row.volume),
    find(uuid) {
      for (const shelf of shelves.values()) {
        const row = shelf.get(uuid);
        if (row !== undefined) return row.volume;
      }
      return undefined;
    },
    findByName(projectName, name) {
      const volumes = [...(byName.get(nameKey(projectName, name)) ?? [])].map((row) => row.volume);
      return volumes.find((volume) => volume.state !== 'Deleting') ?? volumes[0];
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
