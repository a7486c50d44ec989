import type { Volume } from '../cluster-api/volume.ts';
import type { FleetEvent, VolumeBefore } from '../fleet-api/fleet-events.ts';
import type { FleetVolumes, FleetVolumesQuestion } from '../fleet-api/fleet-volumes.ts';
import { naturalKey } from './natural-order.ts';
import { searchWords } from './search-words.ts';
import { findWord } from './volume-search.ts';
import type { VolumeSortKey } from './volume-sort-keys.ts';
import { troubleOf } from './volume-trouble.ts';

type VolumesEvent = Extract<FleetEvent, { type: 'volumes' }>;

/** What a page shows once something has changed. */
export interface PageAfterEvent {
  readonly page: FleetVolumes;
  /** It is what the server would answer now. Otherwise it is as near as can be known here, and has to be read again. */
  readonly isExact: boolean;
}

/** What a page was asked for; see `fleetVolumesInput`. */
export interface PageQuestion extends Pick<
  FleetVolumesQuestion,
  'search' | 'query' | 'sort' | 'order' | 'offset' | 'limit'
> {
  readonly cluster?: readonly string[] | undefined;
  readonly project?: readonly string[] | undefined;
  readonly state?: readonly string[] | undefined;
  readonly protection?: readonly string[] | undefined;
}

/** What volumes are filtered, counted and sorted by. */
type Keys = Omit<VolumeBefore, 'isFoundAlike'> & Pick<Volume, 'clusterId'>;

const FILTERS = {
  cluster: ({ clusterId }) => clusterId,
  project: ({ projectName }) => projectName,
  state: ({ state }) => state,
  protection: ({ protectionState }) => protectionState,
} as const satisfies Record<keyof FleetVolumes['facets'], (keys: Keys) => string>;
type Filter = keyof typeof FILTERS;
const FILTER_NAMES: readonly Filter[] = ['cluster', 'project', 'state', 'protection'];

/** The filters that do not let it pass. */
const failedFilters = (question: PageQuestion, keys: Keys): Filter[] =>
  FILTER_NAMES.filter((name) => {
    const wanted = question[name] ?? [];
    return wanted.length > 0 && !wanted.includes(FILTERS[name](keys));
  });

type SortKey = (keys: Keys, clusterNames: ReadonlyMap<string, string>) => string | number;

/** A page in any other order is read again: what a volume was sorted by before, an event does not say. */
const SORT_KEY: Partial<Record<VolumeSortKey, SortKey>> = {
  name: ({ name }) => naturalKey(name),
  size: ({ size }) => Number(size),
  state: ({ state }) => state,
  project: ({ projectName }) => naturalKey(projectName),
  cluster: ({ clusterId }, names) => naturalKey(names.get(clusterId) ?? ''),
  protection: ({ protectionState }) => protectionState,
  created: ({ creationTime }) => Date.parse(creationTime) || 0,
  // Ties are broken by it.
  uuid: () => '',
};

const uuidOf = ({ UUID }: Pick<Volume, 'UUID'>): string => UUID.toLowerCase();

/** A stretch of the list: its rows follow each other, and the first is at `start`. */
interface Stretch {
  readonly rows: Volume[];
  start: number;
  total: number;
}

/** Where a row is in a stretch: a place in it, or on either side; undefined when that cannot be said. */
type Place = number | 'before' | 'after' | undefined;

function createPlaces(page: FleetVolumes, order: PageQuestion['order'], keyOf: SortKey) {
  const names = new Map(page.clusters.map(({ clusterId, name }) => [clusterId, name]));
  const direction = order === 'desc' ? -1 : 1;

  function compare(keys: Keys, uuid: string, row: Volume): number {
    const one = keyOf(keys, names);
    const other = keyOf(row, names);
    if (one !== other) return one < other ? -direction : direction;
    return uuid < uuidOf(row) ? -direction : direction;
  }
  return ({ rows, start, total }: Stretch, keys: Keys, uuid: string): Place => {
    const last = rows.at(-1);
    if (last === undefined) return total === 0 && start === 0 ? 0 : undefined;
    const at = rows.findIndex((row) => compare(keys, uuid, row) < 0);
    if (at === 0 && start > 0) return 'before';
    if (at !== -1) return at;
    return start + rows.length === total ? rows.length : 'after';
  };
}

/** A volume that has changed: what it was, if that is known and it was at all, and what it is. */
interface Change {
  readonly uuid: string;
  readonly before: VolumeBefore | null | undefined;
  readonly after: Volume | undefined;
}

function changesIn({ changed, removed, before = {} }: VolumesEvent): Change[] {
  const known = (uuid: string): Change['before'] =>
    Object.hasOwn(before, uuid) ? before[uuid] : undefined;
  return [
    ...removed.map((text) => {
      const uuid = text.toLowerCase();
      return { uuid, before: known(uuid), after: undefined };
    }),
    ...changed.map((after) => ({
      uuid: uuidOf(after),
      before: known(uuidOf(after)),
      after,
    })),
  ];
}

/**
 * What a page of the fleet's volumes shows after an event, without asking the server: rows that come, go, change and move, the
 * total and the counts of the filters. The page must be the answer to the question as of the event before, or exact after it.
 */
export function pageAfterEvent(
  page: FleetVolumes,
  question: PageQuestion,
  event: VolumesEvent,
): PageAfterEvent {
  // What a line means, only the server answers: consoles do not load that for their first page.
  const sortKey = SORT_KEY[question.sort];
  if (event.many || question.query !== undefined || sortKey === undefined)
    return { page, isExact: false };
  const { offset, limit } = question;
  const words = searchWords(question.search ?? '');
  const isFound = (volume: Volume): boolean =>
    words.every((word) => findWord(volume, word) !== undefined);
  const placeOf = createPlaces(page, question.order, sortKey);
  const stretch: Stretch = { rows: [...page.volumes], start: offset, total: page.total };
  const facets = {
    cluster: { ...page.facets.cluster },
    project: { ...page.facets.project },
    state: { ...page.facets.state },
    protection: { ...page.facets.protection },
  };
  let isExact = true;

  /** Counts a volume in or out; whether it is in the list. */
  function count(keys: Keys, step: 1 | -1): boolean {
    const failed = failedFilters(question, keys);
    for (const name of failed.length === 0 ? FILTER_NAMES : failed.length === 1 ? failed : []) {
      const value = FILTERS[name](keys);
      const counted = (facets[name][value] ?? 0) + step;
      if (counted > 0) facets[name][value] = counted;
      else delete facets[name][value];
      isExact &&= counted >= 0;
    }
    if (failed.length === 0) stretch.total += step;
    return failed.length === 0;
  }

  function takeOut(keys: Keys, uuid: string, at: number): void {
    if (!count(keys, -1)) return;
    if (at !== -1) stretch.rows.splice(at, 1);
    else if (placeOf(stretch, keys, uuid) === 'before') stretch.start -= 1;
    else isExact &&= placeOf(stretch, keys, uuid) === 'after';
  }

  function putIn(volume: Volume, uuid: string): void {
    const place = placeOf(stretch, volume, uuid);
    if (!count(volume, 1)) return;
    if (place === 'before') stretch.start += 1;
    else if (place === undefined) isExact = false;
    else if (place !== 'after') stretch.rows.splice(place, 0, volume);
  }

  for (const { uuid, before, after } of changesIn(event)) {
    const at = stretch.rows.findIndex((row) => uuidOf(row) === uuid);
    const shown = stretch.rows[at];
    const isFoundNow = after !== undefined && isFound(after);
    if (shown !== undefined) takeOut(shown, uuid, at);
    else if (before === undefined) isExact = false;
    else if (before !== null) {
      const wasFoundAlike = words.length === 0 || (after !== undefined && before.isFoundAlike);
      const { clusterId } = event;
      if (!wasFoundAlike) isExact = false;
      else if (words.length === 0 || isFoundNow) takeOut({ ...before, clusterId }, uuid, -1);
    }
    const isUnclear = shown === undefined && before === undefined;
    if (after !== undefined && isFoundNow && !isUnclear) putIn(after, uuid);
    // Since when and why it is so only the server knows.
    const wasTrouble = shown !== undefined && troubleOf(shown) !== undefined;
    isExact &&= !wasTrouble && (after === undefined || troubleOf(after) === undefined);
  }

  const { rows, start, total } = stretch;
  const skipped = Math.max(0, offset - start);
  const shownRows = rows.slice(skipped, skipped + limit - Math.max(0, start - offset));
  const length = Math.max(0, Math.min(limit, total - offset));
  isExact &&= (start <= offset || length === 0) && shownRows.length === length;
  const shownIds = new Set(shownRows.map(({ UUID }) => UUID));
  return {
    page: {
      ...page,
      volumes: shownRows,
      total,
      facets,
      troubles: page.troubles.filter(({ UUID }) => shownIds.has(UUID)),
    },
    isExact,
  };
}
