import { allowedCount } from '@asterism/api-types/rules/access-lists';
import { naturalKey } from '@asterism/api-types/rules/natural-order';
import type { VolumeSortKey } from '@asterism/api-types/rules/volume-sort-keys';
import type { GrowingArray } from './growing-array.ts';
import type { PackedVolumes } from './packed-volumes.ts';
import type { SearchedList, SearchedRows } from './searched-rows.ts';
import { compareTexts, sortByText } from './sort-by-text.ts';
import type { CompareSlots } from './sorted-slots.ts';
import { NONE } from './uuid-index.ts';
import type { VolumeGroup, VolumeGroups } from './volume-groups.ts';

/** The orders that are made when somebody wants them. */
export type OrderWanted = Exclude<VolumeSortKey, 'uuid' | 'name' | 'size' | 'created'>;

/** What these orders are made of. */
export interface ValueColumns {
  readonly searched: Pick<SearchedRows, 'eachListed' | 'texts'>;
  readonly packed: Pick<PackedVolumes, 'usage' | 'replicas' | 'compression'>;
  readonly groups: VolumeGroups;
  /** The code of its group, by slot. */
  readonly groupCodes: Pick<GrowingArray<Uint32Array>, 'at'>;
}

/** What rows are sorted by. */
export interface OrderValues {
  /** Which of two rows comes first, before ties are broken. */
  readonly compare: CompareSlots;
  /**
   * A number of each row: they compare as the rows do, as long as nothing changes. It gives way now and then. `visit` goes over the
   * rows that matter.
   */
  readonly numbers: (
    visit: (row: (slot: number) => void) => Generator<undefined, void>,
  ) => Generator<undefined, (slot: number) => number>;
}

const compareNumbers = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

function byNumber(valueOf: (slot: number) => number): OrderValues {
  return {
    compare: (a, b) => compareNumbers(valueOf(a), valueOf(b)),
    // Nothing is to be made first.
    // oxlint-disable-next-line require-yield
    *numbers() {
      return valueOf;
    },
  };
}

function byGroup(
  { groups, groupCodes }: ValueColumns,
  keyOf: (group: VolumeGroup) => string,
): OrderValues {
  return {
    compare(a, b) {
      const one = groupCodes.at(a);
      const other = groupCodes.at(b);
      return one === other ? 0 : compareTexts(keyOf(groups.group(one)), keyOf(groups.group(other)));
    },
    // There are few groups.
    // oxlint-disable-next-line require-yield
    *numbers() {
      const keys = [...new Set(Array.from(groups.all(), ([, group]) => keyOf(group)))];
      const ranks = new Map(keys.sort(compareTexts).map((key, rank) => [key, rank]));
      const rankOf = new Uint32Array(groups.limit());
      for (const [code, group] of groups.all()) rankOf[code] = ranks.get(keyOf(group)) ?? 0;
      return (slot) => rankOf[groupCodes.at(slot)] ?? 0;
    },
  };
}

/** A list of a row: the code of its first text, or {@link NONE}, and how many there are. */
interface Listed {
  first: number;
  count: number;
}

function listOf({ searched }: ValueColumns, list: SearchedList): (slot: number) => Listed {
  const listed: Listed = { first: NONE, count: 0 };
  const note = (code: number, own: SearchedList): void => {
    if (own !== list) return;
    if (listed.count === 0) listed.first = code;
    listed.count += 1;
  };
  return (slot) => {
    listed.first = NONE;
    listed.count = 0;
    searched.eachListed(slot, note);
    return listed;
  };
}

/** No list is longer than this. */
const COUNTS = 2 ** 20;

/** By the first text of a list in natural order, none before any; of equal ones by how many there are. */
function byFirstText(columns: ValueColumns, list: SearchedList): OrderValues {
  const { texts } = columns.searched;
  const listOfRow = listOf(columns, list);
  const keyOf = (code: number): string => naturalKey(texts.entryOf(code)?.text ?? '');
  return {
    compare(a, b) {
      const { first, count } = listOfRow(a);
      const other = listOfRow(b);
      if (first === other.first) return compareNumbers(count, other.count);
      if (first === NONE || other.first === NONE) return first === NONE ? -1 : 1;
      return compareTexts(keyOf(first), keyOf(other.first)) || compareNumbers(count, other.count);
    },
    *numbers(visit) {
      const codes = new Set<number>();
      yield* visit((slot) => void codes.add(listOfRow(slot).first));
      codes.delete(NONE);
      const sorted = yield* sortByText(Array.from(codes, (code) => ({ code, key: keyOf(code) })));
      const ranks = new Uint32Array(texts.limit());
      let [rank, before] = [0, ''];
      for (const { code, key } of sorted) {
        if (rank === 0 || key !== before) rank += 1;
        before = key;
        ranks[code] = rank;
      }
      return (slot) => {
        const { first, count } = listOfRow(slot);
        return first === NONE ? 0 : (ranks[first] ?? 0) * COUNTS + count;
      };
    },
  };
}

/** By how many an access list lets in: nobody first, anybody last. */
function byAccess(columns: ValueColumns, list: SearchedList): OrderValues {
  const { texts } = columns.searched;
  const listOfRow = listOf(columns, list);
  return byNumber((slot) => {
    const { first, count } = listOfRow(slot);
    return allowedCount(count, texts.entryOf(first)?.text);
  });
}

/** What volumes are sorted by in each order that is made. */
export function orderValues(columns: ValueColumns): Readonly<Record<OrderWanted, OrderValues>> {
  const { packed } = columns;
  const hosts = listOf(columns, 'connectedHosts');
  return {
    state: byGroup(columns, ({ state }) => state),
    protection: byGroup(columns, ({ protection }) => protection),
    project: byGroup(columns, ({ projectKey }) => projectKey),
    cluster: byGroup(columns, ({ home }) => home.sortName),
    used: byNumber((slot) => packed.usage(slot).logical),
    physical: byNumber((slot) => packed.usage(slot).physical),
    ratio: byNumber((slot) => packed.usage(slot).ratio),
    replicas: byNumber(packed.replicas),
    compression: byNumber((slot) => (packed.compression(slot) === 'true' ? 1 : 0)),
    acl: byAccess(columns, 'acl'),
    ipAcl: byAccess(columns, 'IPAcl'),
    hosts: byNumber((slot) => hosts(slot).count),
    qos: byFirstText(columns, 'qosPolicyName'),
    labels: byFirstText(columns, 'labels'),
  };
}
