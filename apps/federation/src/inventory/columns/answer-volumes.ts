import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type {
  FleetVolumes,
  FleetVolumesQuestion,
} from '@asterism/api-types/fleet-api/fleet-volumes';
import { searchWords } from '@asterism/api-types/rules/search-words';
import type { VolumeQuery } from '@asterism/api-types/rules/volume-query';
import { countByCode, hasBit, intersect, keepByCode, placesOf, type BitSet } from './bit-set.ts';
import { bestFirst, type VisitRows } from './best-first.ts';
import { createFoundRows, type Found, type Sought } from './found-rows.ts';
import { relatedRows, type Relation } from './related-rows.ts';
import type { VolumeColumns } from './volume-columns.ts';
import type { VolumeGroup } from './volume-groups.ts';

const MINUTE_MS = 60_000;

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

/** Whether a group has one of the values of a choice. */
function isChosen(group: VolumeGroup, name: Dimension, values: readonly string[]): boolean {
  const own = VALUE[name](group).toLowerCase();
  return values.some((value) => value.toLowerCase() === own);
}

const isDimension = (key: string): key is Dimension => DIMENSIONS.some((name) => name === key);

/** What a line says of groups: whether one passes. */
function groupCheck(query: VolumeQuery): (group: VolumeGroup) => boolean {
  const choices = query.flatMap((term) =>
    term.kind === 'choice' && isDimension(term.key) ? [{ ...term, key: term.key }] : [],
  );
  return (group) =>
    choices.every(({ key, values, isNegated }) => isChosen(group, key, values) !== isNegated);
}

const soughtBy = (search: string, query: VolumeQuery): Sought[] => [
  ...searchWords(search).map((text) => ({ kind: 'word', text, isNegated: false }) as const),
  ...query.flatMap((term) => (term.kind === 'choice' && isDimension(term.key) ? [] : [term])),
];

function judge(
  columns: VolumeColumns,
  question: FleetVolumesQuestion,
  query: VolumeQuery,
  visible: VisibleProjects,
): Uint8Array {
  const isMeant = groupCheck(query);
  const verdicts = new Uint8Array(columns.groups.limit()).fill(OUT);
  const mayBeSeen = visible === undefined ? undefined : new Set(visible);
  const filters = DIMENSIONS.map((name) => {
    const values: readonly string[] = question[name] ?? [];
    return values.length === 0 ? undefined : new Set(values);
  });
  for (const [code, group] of columns.groups.all()) {
    if (group.home.isForgotten || mayBeSeen?.has(group.project) === false) continue;
    if (!isMeant(group)) continue;
    const failed = DIMENSIONS.flatMap((name, at) =>
      filters[at]?.has(VALUE[name](group)) === false ? at + 1 : [],
    );
    verdicts[code] = failed.length > 1 ? OUT : (failed[0] ?? PASSES);
  }
  return verdicts;
}

/** How many rows each group has. */
function countAll({ groups }: VolumeColumns): Uint32Array {
  const counts = new Uint32Array(groups.limit());
  for (const [code, { rows }] of groups.all()) counts[code] = rows;
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
/** To meet the rows of a page among so many is faster than to mark all rows that pass. */
const NEAR = 8192;

/** What a page is made of. */
interface Passing {
  readonly verdicts: Uint8Array;
  readonly found: Found | undefined;
  readonly total: number;
}

/** The rows that pass, as a set. */
function passingRows(columns: VolumeColumns, { verdicts, found }: Passing): BitSet {
  const isKept = new Uint8Array(verdicts.length);
  let isOut = found === undefined;
  for (const [code] of columns.groups.all()) {
    if (verdicts[code] === PASSES) isKept[code] = 1;
    else isOut ||= (found?.counts[code] ?? 0) > 0;
  }
  if (found !== undefined && !isOut) return found.rows;
  const rows = (found?.rows ?? columns.links()).slice();
  keepByCode(rows, columns.groupCodes, isKept);
  return rows;
}

/** The page of the rows that pass: row by row in their order, or sorted when they are few. */
function pageOf(
  columns: VolumeColumns,
  question: FleetVolumesQuestion,
  passing: Passing,
): number[] {
  const { sort, order, best, search = '', offset, limit } = question;
  const { verdicts, found, total } = passing;
  if (offset >= total || limit === 0) return [];
  const isDescending = order === 'desc';
  const linked = columns.linked();
  const sorted = () => columns.orders.order(sort);
  if (found === undefined && total === linked) return sorted().page(offset, limit, isDescending);
  const passes = (slot: number): boolean =>
    verdicts[columns.groupCodes.at(slot)] === PASSES &&
    (found === undefined || hasBit(found.rows, slot));
  const isBestFirst = best !== undefined && search.trim() !== '';
  if (found !== undefined && total <= FEW) {
    const slots = placesOf(found.rows, passes).sort(columns.orders.compare[sort]);
    if (isDescending) slots.reverse();
    if (!isBestFirst) return slots.slice(offset, offset + limit);
    return bestFirst(columns, search, question, (visit) => void slots.every(visit));
  }
  if (isBestFirst) {
    const visitAll: VisitRows = (visit) =>
      sorted().visitSet(passingRows(columns, passing), visit, isDescending);
    return bestFirst(columns, search, question, visitAll);
  }
  const length = Math.min(limit, total - offset);
  const after = total - offset - length;
  // From the end that is nearer.
  const isFirstHalf = offset <= after;
  const from = isFirstHalf ? offset : after;
  const direction = isFirstHalf ? isDescending : !isDescending;
  const page =
    found === undefined && ((from + length) / total) * linked < NEAR
      ? sorted().pageOf(passes, from, length, direction)
      : sorted().pageOfSet(passingRows(columns, passing), from, length, direction);
  return isFirstHalf ? page : page.toReversed();
}

/** Answers a question to the volumes. */
export type AnswerVolumes = (
  question: FleetVolumesQuestion,
  visible: VisibleProjects,
  /** The line of the question, understood, with clusters by their UUIDs. */
  query?: VolumeQuery,
  relation?: Relation,
) => InventoryAnswer;

/**
 * Answers each question in one turn. Without a search, what is counted is known by group, and a page of all rows costs its rows; a
 * filter or a search costs 1 to 20 ms in a million rows, less when it is like one before. Of `few` rows that are left of a search each is
 * looked at.
 */
export function createVolumeAnswers(
  columns: VolumeColumns,
  few?: number,
  now: () => number = Date.now,
): AnswerVolumes {
  const find = createFoundRows(columns, few);

  /** Of what is found, or else of all, what something has. */
  function related(found: Found | undefined, relation: Relation): Found {
    const rows = relatedRows(columns, relation);
    if (found !== undefined) intersect(rows, found.rows);
    const counts = new Uint32Array(columns.groups.limit());
    countByCode(rows, columns.groupCodes, counts);
    return { rows, counts };
  }

  return (question, visible, query = [], relation) => {
    const verdicts = judge(columns, question, query, visible);
    const sought = soughtBy(question.search ?? '', query);
    const searched =
      sought.length === 0 ? undefined : find(sought, Math.floor(now() / MINUTE_MS) * MINUTE_MS);
    const found = relation === undefined ? searched : related(searched, relation);
    const { total, facets } = sumUp(columns, verdicts, found?.counts ?? countAll(columns));
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
  };
}
