import type { FleetSnapshotsQuestion } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { naturalKey } from '@asterism/api-types/rules/natural-order';
import { SNAPSHOT_STATES } from '@asterism/api-types/rules/snapshot-states';
import type { SnapshotRow } from './snapshot-row.ts';

type SortKey = FleetSnapshotsQuestion['sort'];
type Value = string | number | bigint;

/** Orders that are kept at a time: eight bytes a row each. */
const KEPT = 4;
/** For more changes at once an order is made anew when it is next asked for. */
const CHANGES_MAX = 200;

/** All rows in the orders that were asked for of late, each made once and then kept right. */
export interface SnapshotOrders {
  order(key: SortKey): readonly SnapshotRow[];
  /** Some of them in an order that is not kept. */
  sorted(rows: Iterable<SnapshotRow>, key: SortKey): readonly SnapshotRow[];
  /** Rows were replaced, or came or went. */
  change(changes: readonly RowChange[]): void;
  /** Clusters have other names. */
  forgetClusters(): void;
}

export interface RowChange {
  readonly before: SnapshotRow | undefined;
  readonly now: SnapshotRow | undefined;
}

const compareValues = (a: Value, b: Value): number => (a === b ? 0 : a < b ? -1 : 1);
const byIdentity = (a: SnapshotRow, b: SnapshotRow): number =>
  compareValues(a.key, b.key) || compareValues(a.clusterId, b.clusterId);

/** What a cluster's rows are sorted by. */
type ClusterName = (clusterId: string) => string;

/** By the first label in natural order, none before any; of equal ones by how many there are. */
function labelsKey([first, ...others]: SnapshotRow['labels']): string {
  if (first === undefined) return '';
  const count = String.fromCharCode(others.length);
  return `${naturalKey(`${first.key}=${first.value}`)}\u0000${count}`;
}

const VALUES: Readonly<Record<SortKey, (row: SnapshotRow, nameOf: ClusterName) => Value>> = {
  name: (row) => naturalKey(row.name),
  volume: (row) => naturalKey(row.sourceVolumeName),
  project: (row) => naturalKey(row.projectName),
  cluster: (row, nameOf) => nameOf(row.clusterId),
  state: (row) => SNAPSHOT_STATES.indexOf(row.state),
  created: (row) => Date.parse(row.creationTime) || 0,
  expires: (row) => row.expires,
  size: (row) => row.size,
  written: (row) => row.written,
  stored: (row) => row.stored,
  description: (row) => naturalKey(row.description),
  labels: (row) => labelsKey(row.labels),
  uuid: (row) => row.key,
};

export function createSnapshotOrders(
  rows: () => Iterable<SnapshotRow>,
  nameOf: ClusterName,
): SnapshotOrders {
  /** The one that was asked for last is the last. */
  const orders = new Map<SortKey, SnapshotRow[]>();

  const comparing =
    (key: SortKey) =>
    (a: SnapshotRow, b: SnapshotRow): number =>
      compareValues(VALUES[key](a, nameOf), VALUES[key](b, nameOf)) || byIdentity(a, b);

  /** Values are made once for each row, not for each comparison. */
  function make(key: SortKey, unsorted: Iterable<SnapshotRow> = rows()): SnapshotRow[] {
    const valued = [...unsorted].map((row) => ({ row, value: VALUES[key](row, nameOf) }));
    valued.sort((a, b) => compareValues(a.value, b.value) || byIdentity(a.row, b.row));
    return valued.map(({ row }) => row);
  }

  function apply(order: SnapshotRow[], key: SortKey, { before, now }: RowChange): void {
    const compare = comparing(key);
    function placeOf(row: SnapshotRow): number {
      let low = 0;
      let high = order.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        const at = order[middle];
        if (at !== undefined && compare(at, row) < 0) low = middle + 1;
        else high = middle;
      }
      return low;
    }
    if (before !== undefined) order.splice(placeOf(before), 1);
    if (now !== undefined) order.splice(placeOf(now), 0, now);
  }

  return {
    order(key) {
      const order = orders.get(key) ?? make(key);
      orders.delete(key);
      orders.set(key, order);
      const [oldest] = orders.size > KEPT ? orders.keys() : [];
      if (oldest !== undefined) orders.delete(oldest);
      return order;
    },
    sorted: (some, key) => make(key, some),
    change(changes) {
      if (changes.length > CHANGES_MAX) {
        orders.clear();
        return;
      }
      for (const [key, order] of orders) for (const change of changes) apply(order, key, change);
    },
    forgetClusters: () => void orders.delete('cluster'),
  };
}
