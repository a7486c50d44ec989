import type { VolumeSortKey } from '@asterism/api-types/rules/volume-sort-keys';
import { naturalKey } from '@asterism/api-types/rules/natural-order';
import { SEGMENT_MASK, SEGMENT_SHIFT, type GrowingArray } from './growing-array.ts';
import { compareNatural } from './natural-bytes.ts';
import { nameLength, nameStart, type SearchedRows } from './searched-rows.ts';
import { createSortedSlots, type CompareSlots, type SortedSlots } from './sorted-slots.ts';
import type { VolumeGroup, VolumeGroups } from './volume-groups.ts';

export type VolumeOrderName = VolumeSortKey | 'uuid';

/** Orders of their own, that are kept right with every row that comes, goes or changes. */
const KEPT = ['uuid', 'name', 'size', 'created'] as const;
type KeptOrder = (typeof KEPT)[number];

/** What the others sort groups by; within a group they have the order of the UUIDs. */
const GROUP_KEY: Record<Exclude<VolumeOrderName, KeptOrder>, (group: VolumeGroup) => string> = {
  state: ({ state }) => state,
  protection: ({ protection }) => protection,
  project: ({ projectKey }) => projectKey,
  cluster: ({ home }) => home.sortName,
};
const isKept = (name: VolumeOrderName): name is KeptOrder => KEPT.some((one) => one === name);

type Numbers = Pick<GrowingArray<Float64Array>, 'segments'>;

/** What rows are sorted by. */
export interface SortedColumns {
  readonly size: Numbers;
  readonly created: Numbers;
  readonly searched: SearchedRows;
  readonly groups: VolumeGroups;
  /** The code of its group, by slot. */
  readonly groupCodes: Pick<GrowingArray<Uint32Array>, 'at'>;
  readonly isOdd: (slot: number) => boolean;
  readonly compareUuids: CompareSlots;
}

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

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

/** Of each group, by its code, the place of its key among all keys. */
function rankGroups(groups: VolumeGroups, keyOf: (group: VolumeGroup) => string) {
  const keys = [...new Set([...groups.all()].map(([, group]) => keyOf(group)))].sort(compareTexts);
  const ranks = new Map(keys.map((key, rank) => [key, rank]));
  const rankOf = new Uint32Array(groups.limit());
  for (const [code, group] of groups.all()) rankOf[code] = ranks.get(keyOf(group)) ?? 0;
  return { rankOf, ranks: keys.length };
}

/** The rows of all linked volumes in every order; ties are broken by UUID. */
export interface VolumeOrders {
  readonly compare: Readonly<Record<VolumeOrderName, CompareSlots>>;
  /**
   * An order. Those by state, protection, project and cluster are derived from that of the UUIDs in linear time when they are
   * first wanted, and again after many changes: 10 to 30 ms for a million rows. From then on they are kept as well.
   */
  order(name: VolumeOrderName): SortedSlots;
  insert(slot: number): void;
  remove(slot: number): void;
  /** Puts a row, of another slot with the same UUID, in the place of one: `write` makes the one the same as the other. */
  move(slot: number, other: number, write: () => void): void;
  /** A cluster has another name. */
  renameClusters(): void;
}

/** After so many changes, and a part of all rows, an order that nobody asked for in the meantime is not kept any longer. */
const UNUSED_MAX = 1000;
const UNUSED_PART = 64;

export function createVolumeOrders(columns: SortedColumns): VolumeOrders {
  const { size, created, groups, groupCodes, compareUuids } = columns;
  const withUuid =
    (compare: CompareSlots): CompareSlots =>
    (a, b) =>
      compare(a, b) || compareUuids(a, b);
  const byGroup = (key: (group: VolumeGroup) => string): CompareSlots =>
    withUuid((a, b) => {
      const one = groupCodes.at(a);
      const other = groupCodes.at(b);
      return one === other ? 0 : compareTexts(key(groups.group(one)), key(groups.group(other)));
    });
  const byNumber = ({ segments }: Numbers): CompareSlots =>
    withUuid(
      (a, b) =>
        (segments[a >>> SEGMENT_SHIFT]?.[a & SEGMENT_MASK] ?? 0) -
        (segments[b >>> SEGMENT_SHIFT]?.[b & SEGMENT_MASK] ?? 0),
    );

  const compare: Record<VolumeOrderName, CompareSlots> = {
    uuid: compareUuids,
    name: withUuid(nameOrder(columns)),
    size: byNumber(size),
    created: byNumber(created),
    state: byGroup(GROUP_KEY.state),
    protection: byGroup(GROUP_KEY.protection),
    project: byGroup(GROUP_KEY.project),
    cluster: byGroup(GROUP_KEY.cluster),
  };
  const kept: Record<KeptOrder, SortedSlots> = {
    uuid: createSortedSlots(compare.uuid),
    name: createSortedSlots(compare.name),
    size: createSortedSlots(compare.size),
    created: createSortedSlots(compare.created),
  };
  const derived = new Map<VolumeOrderName, SortedSlots>();
  let rows = 0;
  let changes = 0;

  /** The rows by what their groups are sorted by, each part in the order of the UUIDs: counted, then put in their places. */
  function derive(name: Exclude<VolumeOrderName, KeptOrder>): SortedSlots {
    const { rankOf, ranks } = rankGroups(groups, GROUP_KEY[name]);
    const places = new Uint32Array(ranks + 1);
    const { chunks } = kept.uuid;
    for (const { slots, length } of chunks) {
      for (let at = 0; at < length; at += 1) {
        const rank = rankOf[groupCodes.at(slots[at] ?? 0)] ?? 0;
        places[rank + 1] = (places[rank + 1] ?? 0) + 1;
      }
    }
    for (let rank = 1; rank <= ranks; rank += 1) {
      places[rank] = (places[rank] ?? 0) + (places[rank - 1] ?? 0);
    }
    const sorted = new Uint32Array(places[ranks] ?? 0);
    for (const { slots, length } of chunks) {
      for (let at = 0; at < length; at += 1) {
        const slot = slots[at] ?? 0;
        const rank = rankOf[groupCodes.at(slot)] ?? 0;
        const place = places[rank] ?? 0;
        sorted[place] = slot;
        places[rank] = place + 1;
      }
    }
    const order = createSortedSlots(compare[name]);
    order.replace(sorted);
    derived.set(name, order);
    return order;
  }

  /** The orders that a change of a row is to be made in. */
  function* all(): Generator<readonly [VolumeOrderName, SortedSlots]> {
    changes += 1;
    if (changes > UNUSED_MAX + rows / UNUSED_PART) derived.clear();
    for (const name of KEPT) yield [name, kept[name]];
    yield* derived;
  }

  return {
    compare,
    order(name) {
      if (isKept(name)) return kept[name];
      changes = 0;
      return derived.get(name) ?? derive(name);
    },
    insert(slot) {
      for (const [, order] of all()) order.insert(slot);
      rows += 1;
    },
    remove(slot) {
      for (const [, order] of all()) order.remove(slot);
      rows -= 1;
    },
    move(slot, other, write) {
      const moved = [...all()].filter(([name]) => compare[name](slot, other) !== 0);
      for (const [, order] of moved) order.remove(slot);
      write();
      for (const [, order] of moved) order.insert(slot);
    },
    renameClusters() {
      derived.delete('cluster');
    },
  };
}
