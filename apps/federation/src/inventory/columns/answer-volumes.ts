import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type {
  FleetVolumes,
  FleetVolumesQuestion,
} from '@asterism/api-types/fleet-api/fleet-volumes';
import { searchWords } from '@asterism/api-types/rules/search-words';
import { countByCode, hasBit, placesOf, type BitSet } from './bit-set.ts';
import type { VolumeColumns } from './volume-columns.ts';
import type { VolumeGroup } from './volume-groups.ts';
import { searchRows } from './word-search.ts';

/** What volumes can be filtered and counted by. */
const DIMENSIONS = ['cluster', 'project', 'state', 'protection'] as const;
type Dimension = (typeof DIMENSIONS)[number];

const VALUE: Record<Dimension, (group: VolumeGroup) => string> = {
  cluster: ({ home }) => home.clusterId,
  project: ({ project }) => project,
  state: ({ state }) => state,
  protection: ({ protection }) => protection,
};

/** The projects that the principal may see; undefined for all. */
export type VisibleProjects = readonly string[] | undefined;

export type InventoryAnswer = Pick<FleetVolumes, 'volumes' | 'total' | 'facets'>;

/** What the filters say of a group: it passes all, it fails one alone (its place, plus one), or it is out of the question. */
const PASSES = 0;
const OUT = 255;

function judge(
  columns: VolumeColumns,
  question: FleetVolumesQuestion,
  visible: VisibleProjects,
): Uint8Array {
  const verdicts = new Uint8Array(columns.groups.limit()).fill(OUT);
  const mayBeSeen = visible === undefined ? undefined : new Set(visible);
  const filters = DIMENSIONS.map((name) => {
    const values: readonly string[] = question[name] ?? [];
    return values.length === 0 ? undefined : new Set(values);
  });
  for (const [code, group] of columns.groups.all()) {
    if (group.home.isForgotten || mayBeSeen?.has(group.project) === false) continue;
    const failed = DIMENSIONS.flatMap((name, at) =>
      filters[at]?.has(VALUE[name](group)) === false ? at + 1 : [],
    );
    verdicts[code] = failed.length > 1 ? OUT : (failed[0] ?? PASSES);
  }
  return verdicts;
}

/** How many rows of each group are found. */
function countFound(columns: VolumeColumns, found: BitSet | undefined): Uint32Array {
  const counts = new Uint32Array(columns.groups.limit());
  if (found === undefined) {
    for (const [code, { rows }] of columns.groups.all()) counts[code] = rows;
    return counts;
  }
  countByCode(found, columns.groupCodes.values, counts);
  return counts;
}

function sumUp(columns: VolumeColumns, verdicts: Uint8Array, counts: Uint32Array) {
  const facets: Record<Dimension, Map<string, number>> = {
    cluster: new Map(),
    project: new Map(),
    state: new Map(),
    protection: new Map(),
  };
  let total = 0;
  for (const [code, group] of columns.groups.all()) {
    const verdict = verdicts[code] ?? OUT;
    const count = counts[code] ?? 0;
    if (verdict === OUT || count === 0) continue;
    if (verdict === PASSES) total += count;
    for (const [at, name] of DIMENSIONS.entries()) {
      if (verdict !== PASSES && verdict !== at + 1) continue;
      const value = VALUE[name](group);
      facets[name].set(value, (facets[name].get(value) ?? 0) + count);
    }
  }
  return { total, facets };
}

/** So few rows are sorted faster than they are met in their order. */
const FEW = 512;

/** The page of the rows that pass: row by row in their order, or sorted when they are few. */
function pageOf(
  columns: VolumeColumns,
  { sort, order, offset, limit }: FleetVolumesQuestion,
  { verdicts, found, total }: { verdicts: Uint8Array; found: BitSet | undefined; total: number },
): number[] {
  if (offset >= total || limit === 0) return [];
  const isDescending = order === 'desc';
  const sorted = columns.orders.order(sort);
  if (found === undefined && total === columns.linked()) {
    return sorted.page(offset, limit, isDescending);
  }
  const codes = columns.groupCodes.values;
  const passes = (slot: number): boolean =>
    verdicts[codes[slot] ?? 0] === PASSES && (found === undefined || hasBit(found, slot));
  if (found !== undefined && total <= FEW) {
    const slots = placesOf(found).filter(passes).sort(columns.orders.compare[sort]);
    if (isDescending) slots.reverse();
    return slots.slice(offset, offset + limit);
  }
  const length = Math.min(limit, total - offset);
  const after = total - offset - length;
  // From the end that is nearer.
  if (offset <= after) return sorted.pageOf(passes, offset, length, isDescending);
  return sorted.pageOf(passes, after, length, !isDescending).toReversed();
}

/**
 * Answers a question to the volumes in one turn. Without a search, what is counted is known by group, and a page of all rows
 * costs its rows; a filter or a search costs 1 to 30 ms in a million rows (see {@link searchRows}).
 */
export function answerVolumes(
  columns: VolumeColumns,
  question: FleetVolumesQuestion,
  visible: VisibleProjects,
): InventoryAnswer {
  const verdicts = judge(columns, question, visible);
  const found = searchRows(columns, searchWords(question.search ?? ''));
  const { total, facets } = sumUp(columns, verdicts, countFound(columns, found));
  const page = pageOf(columns, question, { verdicts, found, total });
  return {
    volumes: page.map((slot): Volume => columns.read(slot)),
    total,
    facets: {
      cluster: Object.fromEntries(facets.cluster),
      project: Object.fromEntries(facets.project),
      state: Object.fromEntries(facets.state),
      protection: Object.fromEntries(facets.protection),
    },
  };
}
