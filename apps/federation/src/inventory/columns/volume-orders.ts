import type { VolumeSortKey } from '@asterism/api-types/rules/volume-sort-keys';
import { naturalKey } from '@asterism/api-types/rules/natural-order';
import { SEGMENT_MASK, SEGMENT_SHIFT, type GrowingArray } from './growing-array.ts';
import { makeOrder, type MadeOrder } from './made-order.ts';
import { compareNatural } from './natural-bytes.ts';
import { orderValues, type OrderWanted, type ValueColumns } from './order-values.ts';
import { nameLength, nameStart, type SearchedRows } from './searched-rows.ts';
import { compareTexts } from './sort-by-text.ts';
import { createSortedSlots, type CompareSlots, type SortedSlots } from './sorted-slots.ts';

/** Orders of their own, that are kept right with every row that comes, goes or changes. */
const KEPT = ['uuid', 'name', 'size', 'created'] as const;
type KeptOrder = (typeof KEPT)[number];
const isKept = (name: VolumeSortKey): name is KeptOrder => KEPT.some((one) => one === name);

type Numbers = Pick<GrowingArray<Float64Array>, 'segments'>;

/** What rows are sorted by. */
export interface SortedColumns extends ValueColumns {
  readonly size: Numbers;
  readonly created: Numbers;
  readonly searched: SearchedRows;
  readonly isOdd: (slot: number) => boolean;
  readonly compareUuids: CompareSlots;
}

function nameOrder({ searched, isOdd }: SortedColumns): CompareSlots {
  const { rows } = searched;
  return (a, b) => {
    if (isOdd(a) || isOdd(b)) {
      return compareTexts(naturalKey(searched.name(a)), naturalKey(searched.name(b)));
    }
    const x = rows.bytesOf(a);
    const y = rows.bytesOf(b);
    const xRow = rows.startOf(a);
    const yRow = rows.startOf(b);
    const i = nameStart(x, xRow);
    const j = nameStart(y, yRow);
    return compareNatural(x, i, i + nameLength(x, xRow), y, j, j + nameLength(y, yRow));
  };
}

const byNumber =
  ({ segments }: Numbers): CompareSlots =>
  (a, b) =>
    (segments[a >>> SEGMENT_SHIFT]?.[a & SEGMENT_MASK] ?? 0) -
    (segments[b >>> SEGMENT_SHIFT]?.[b & SEGMENT_MASK] ?? 0);

/** The rows of all linked volumes in every order; ties are broken by UUID. */
export interface VolumeOrders {
  readonly compare: Readonly<Record<VolumeSortKey, CompareSlots>>;
  /**
   * An order. Those by UUID, name, size and creation are there. Any other is made from that of the UUIDs in linear time when it is
   * first wanted, and again after many changes; from then on it is kept as well. A million rows take 0.1 to 0.5 s, so let
   * {@link advance} come first.
   */
  order(name: VolumeSortKey): SortedSlots;
  /** Does a piece of the work of making an order; false when nothing is left of it. */
  advance(name: VolumeSortKey): boolean;
  insert(slot: number): void;
  remove(slot: number): void;
  /** Puts a row, of another slot with the same UUID, in the place of one: `write` makes the one the same as the other. */
  move(slot: number, other: number, write: () => void): void;
  /** A cluster has another name. */
  renameClusters(): void;
}

interface Made {
  readonly order: MadeOrder;
  /** Of rows, since somebody asked for it. */
  changes: number;
}

type ChangedOrder = Pick<SortedSlots, 'insert' | 'remove'> & Partial<Pick<MadeOrder, 'isReading'>>;

/** After so many changes, and a part of all rows, an order that nobody asked for in the meantime is not kept any longer. */
const UNUSED_MAX = 1000;
const UNUSED_PART = 64;

export function createVolumeOrders(columns: SortedColumns): VolumeOrders {
  const { compareUuids } = columns;
  const values = orderValues(columns);
  const withUuid =
    (compare: CompareSlots): CompareSlots =>
    (a, b) =>
      compare(a, b) || compareUuids(a, b);

  const compare: Record<VolumeSortKey, CompareSlots> = {
    uuid: compareUuids,
    name: withUuid(nameOrder(columns)),
    size: withUuid(byNumber(columns.size)),
    created: withUuid(byNumber(columns.created)),
    state: withUuid(values.state.compare),
    protection: withUuid(values.protection.compare),
    project: withUuid(values.project.compare),
    cluster: withUuid(values.cluster.compare),
    used: withUuid(values.used.compare),
    physical: withUuid(values.physical.compare),
    ratio: withUuid(values.ratio.compare),
    replicas: withUuid(values.replicas.compare),
    compression: withUuid(values.compression.compare),
    acl: withUuid(values.acl.compare),
    ipAcl: withUuid(values.ipAcl.compare),
    hosts: withUuid(values.hosts.compare),
    qos: withUuid(values.qos.compare),
    labels: withUuid(values.labels.compare),
  };
  const kept: Record<KeptOrder, SortedSlots> = {
    uuid: createSortedSlots(compare.uuid),
    name: createSortedSlots(compare.name),
    size: createSortedSlots(compare.size),
    created: createSortedSlots(compare.created),
  };
  const made = new Map<OrderWanted, Made>();
  let rows = 0;

  function allSlots(): Uint32Array {
    const slots = new Uint32Array(rows);
    let at = 0;
    for (const chunk of kept.uuid.chunks) {
      slots.set(chunk.slots.subarray(0, chunk.length), at);
      at += chunk.length;
    }
    return slots;
  }

  function madeOrder(name: OrderWanted): MadeOrder {
    const order = made.get(name)?.order ?? makeOrder(allSlots(), compare[name], values[name]);
    made.set(name, { order, changes: 0 });
    return order;
  }

  /** The orders that a change of a row is to be made in. */
  function* all(): Generator<readonly [VolumeSortKey, ChangedOrder]> {
    for (const name of KEPT) yield [name, kept[name]];
    for (const [name, one] of made) {
      one.changes += 1;
      if (one.changes > UNUSED_MAX + rows / UNUSED_PART) made.delete(name);
      else yield [name, one.order];
    }
  }

  return {
    compare,
    order(name) {
      if (isKept(name)) return kept[name];
      const order = madeOrder(name);
      while (order.advance());
      return order.slots;
    },
    advance: (name) => !isKept(name) && madeOrder(name).advance(),
    insert(slot) {
      for (const [, order] of all()) order.insert(slot);
      rows += 1;
    },
    remove(slot) {
      for (const [, order] of all()) order.remove(slot);
      rows -= 1;
    },
    move(slot, other, write) {
      const moved = [...all()].filter(
        ([name, order]) => order.isReading?.() === true || compare[name](slot, other) !== 0,
      );
      for (const [, order] of moved) order.remove(slot);
      write();
      for (const [, order] of moved) order.insert(slot);
    },
    renameClusters() {
      made.delete('cluster');
    },
  };
}
