import type {
  FleetSnapshots,
  FleetSnapshotsQuestion,
} from '@asterism/api-types/fleet-api/fleet-snapshots';
import {
  keepBestNamed,
  NAME_RANK,
  rankOfName,
  soughtName,
} from '@asterism/api-types/rules/name-rank';
import type { QueryOf } from '@asterism/api-types/rules/query-line';
import { queryCheck, type QueryValuesOf } from '@asterism/api-types/rules/query-match';
import { isUuidMeant, searchWords } from '@asterism/api-types/rules/search-words';
import type { SNAPSHOT_QUERY } from '@asterism/api-types/rules/snapshot-query';
import { NEVER, snapshotOf, type SnapshotRow } from './snapshot-row.ts';

export type SnapshotAnswer = Omit<FleetSnapshots, 'clusters'>;

/** Whether a word, in lower case, is found in a snapshot. */
function foundBy(word: string): (row: SnapshotRow) => boolean {
  return (row) =>
    row.soughtName.includes(word) ||
    row.soughtVolume.includes(word) ||
    row.soughtDescription.includes(word) ||
    row.soughtLabels.some((label) => label.includes(word)) ||
    isUuidMeant(row.key, word) ||
    isUuidMeant(row.soughtVolumeUUID, word);
}

/** What a line says of snapshots. */
export type SnapshotQuery = QueryOf<typeof SNAPSHOT_QUERY>;

const QUERY_VALUES: QueryValuesOf<SnapshotRow, typeof SNAPSHOT_QUERY> = {
  choices: {
    cluster: ({ clusterId }) => [clusterId],
    project: ({ projectName }) => [projectName],
    state: ({ state }) => [state],
  },
  texts: {
    name: ({ name }) => [name],
    volume: ({ sourceVolumeName }) => [sourceVolumeName],
    description: ({ description }) => [description],
    label: ({ labels }) => labels.map(({ key, value }) => `${key}=${value}`),
    uuid: ({ key, sourceVolumeUUID }) => [key, sourceVolumeUUID],
  },
  numbers: {
    size: ({ size }) => Number(size),
    written: ({ written }) => Number(written),
    stored: ({ stored }) => Number(stored),
    age: ({ creationTime }, now) => now - Date.parse(creationTime),
    expires: ({ expires }, now) => (expires === NEVER ? Number.NaN : expires - now),
  },
  whole: ({ size }) => Number(size),
  hasWord: foundBy,
};

/** Nothing chosen is everything. */
const chosen = (values: readonly string[] | undefined): ReadonlySet<string> | undefined =>
  values === undefined || values.length === 0 ? undefined : new Set(values);

const passes = (wanted: ReadonlySet<string> | undefined, value: string): boolean =>
  wanted === undefined || wanted.has(value);

function count(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

/** What narrows a question beside its line, whatever part of the answer is wanted. */
export type SnapshotNarrowing = Pick<
  FleetSnapshotsQuestion,
  'search' | 'cluster' | 'project' | 'state' | 'volume'
>;

/** The tests that a row is to pass, for somebody who sees these projects (undefined: all). */
function testsOf(
  question: SnapshotNarrowing,
  visible: readonly string[] | undefined,
  query: SnapshotQuery,
) {
  const isMeant = queryCheck(query, QUERY_VALUES, Date.now());
  const areFound = searchWords(question.search ?? '').map(foundBy);
  const seen = visible === undefined ? undefined : new Set(visible);
  const clusters = chosen(question.cluster);
  const projects = chosen(question.project);
  const states = chosen(question.state);
  return {
    isSeen: (row: SnapshotRow): boolean => {
      if (!passes(seen, row.projectName)) return false;
      for (const isFound of areFound) if (!isFound(row)) return false;
      return isMeant(row);
    },
    isOfCluster: ({ clusterId }: SnapshotRow) => passes(clusters, clusterId),
    isOfProject: ({ projectName }: SnapshotRow) => passes(projects, projectName),
    isOfState: ({ state }: SnapshotRow) => passes(states, state),
  };
}

/** Those of the rows that match, in their order. */
export function matchingSnapshots(
  rows: readonly SnapshotRow[],
  question: SnapshotNarrowing,
  visible: readonly string[] | undefined,
  query: SnapshotQuery,
): readonly SnapshotRow[] {
  const { isSeen, isOfCluster, isOfProject, isOfState } = testsOf(question, visible, query);
  return rows.filter(
    (row) => isOfCluster(row) && isOfProject(row) && isOfState(row) && isSeen(row),
  );
}

/** Keeps the rows of the page that is asked for, of those that pass in their order. */
function createWindow({ best, search = '', offset, limit }: FleetSnapshotsQuestion) {
  const sought = best === undefined ? '' : soughtName(search);
  const kept = keepBestNamed<SnapshotRow>(offset + limit);
  return {
    take(row: SnapshotRow): void {
      // Without a search all fit alike.
      kept.offer(row, sought === '' ? NAME_RANK.exact : rankOfName(row.name, sought));
    },
    rows: () => kept.best().slice(offset),
  };
}

/**
 * Answers a question of somebody who sees these projects (undefined: all), over the rows of its volumes in its order, ascending: one
 * pass, 15 to 30 ms of CPU for 100,000 rows.
 */
export function answerSnapshots(
  rows: readonly SnapshotRow[],
  question: FleetSnapshotsQuestion,
  visible: readonly string[] | undefined,
  query: SnapshotQuery = [],
): SnapshotAnswer {
  const { isSeen, isOfCluster, isOfProject, isOfState } = testsOf(question, visible, query);
  const facets = {
    cluster: new Map<string, number>(),
    project: new Map<string, number>(),
    state: new Map<string, number>(),
  };
  const window = createWindow(question);
  let total = 0;
  let size = 0n;
  let stored = 0n;

  function take(row: SnapshotRow): void {
    const { clusterId, projectName, state } = row;
    if (!isSeen(row)) return;
    const ofCluster = isOfCluster(row);
    const ofProject = isOfProject(row);
    const ofState = isOfState(row);
    if (ofProject && ofState) count(facets.cluster, clusterId);
    if (ofCluster && ofState) count(facets.project, projectName);
    if (ofCluster && ofProject) count(facets.state, state);
    if (!ofCluster || !ofProject || !ofState) return;
    window.take(row);
    total += 1;
    size += row.size;
    stored += row.stored;
  }

  if (question.order === 'asc') for (const row of rows) take(row);
  else for (const row of rows.toReversed()) take(row);
  return {
    snapshots: window.rows().map(snapshotOf),
    total,
    totals: { size: String(size), stored: String(stored) },
    facets: {
      cluster: Object.fromEntries(facets.cluster),
      project: Object.fromEntries(facets.project),
      state: Object.fromEntries(facets.state),
    },
  };
}
