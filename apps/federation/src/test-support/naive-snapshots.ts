import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type {
  FleetSnapshotsQuestion,
  SnapshotSortKey,
} from '@asterism/api-types/fleet-api/fleet-snapshots';
import { SNAPSHOT_STATES } from '@asterism/api-types/rules/snapshot-states';

/** Numbers of one length, so that they are in the order of texts. */
const padded = (name: string): string =>
  name.toLowerCase().replaceAll(/\d+/g, (digits) => digits.padStart(20, '0'));

const created = (s: Snapshot): number => Date.parse(s.creationTime) || 0;
const retained = (s: Snapshot): number => Number(/^(\d+)s$/.exec(s.retentionTime)?.[1] ?? '0');

/** The clusters' names are their ids. */
const KEY: Record<SnapshotSortKey, (s: Snapshot) => string | number> = {
  name: (s) => padded(s.name),
  volume: (s) => padded(s.sourceVolumeName),
  project: (s) => padded(s.projectName),
  cluster: (s) => padded(s.clusterId),
  state: (s) => SNAPSHOT_STATES.indexOf(s.state),
  created,
  expires: (s) =>
    retained(s) === 0 || created(s) === 0 ? Infinity : created(s) + retained(s) * 1000,
  size: (s) => Number(s.size),
  written: (s) => Number(s.statistics.userWritten),
  stored: (s) => Number(s.statistics.physicalOwnedCapacity),
  description: (s) => padded(s.description),
  labels: ({ labels: [first, ...others] }) =>
    first === undefined ? '' : `${padded(`${first.key}=${first.value}`)} ${others.length}`,
  uuid: (s) => s.UUID.toLowerCase(),
};

const FILTERS = {
  cluster: (s: Snapshot) => s.clusterId,
  project: (s: Snapshot) => s.projectName,
  state: (s: Snapshot) => s.state,
};
type Filter = keyof typeof FILTERS;
const FILTER_NAMES: readonly Filter[] = ['cluster', 'project', 'state'];

function isFound(s: Snapshot, word: string): boolean {
  const labels = s.labels.map(({ key, value }) => `${key}=${value}`);
  const texts = [s.name, s.sourceVolumeName, s.description, ...labels];
  const uuids = [s.UUID, s.sourceVolumeUUID].map((uuid) => uuid.toLowerCase());
  return (
    texts.some((text) => text.toLowerCase().includes(word)) ||
    uuids.some((uuid) => (word.length < 4 ? uuid.startsWith(word) : uuid.includes(word)))
  );
}

/** The plainest thing that is right: every snapshot is looked at for every question. */
export function answerSnapshotsNaively(
  all: readonly Snapshot[],
  question: FleetSnapshotsQuestion,
  visible: readonly string[] | undefined,
) {
  const parts = [KEY[question.sort], (s: Snapshot) => s.UUID, (s: Snapshot) => s.clusterId];
  const compare = (a: Snapshot, b: Snapshot): number => {
    for (const part of parts) if (part(a) !== part(b)) return part(a) < part(b) ? -1 : 1;
    return 0;
  };
  const words = (question.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const { volume = [] } = question;
  const base = all.filter(
    (s) =>
      (visible === undefined || visible.includes(s.projectName)) &&
      (volume.length === 0 || volume.includes(s.sourceVolumeUUID)) &&
      words.every((word) => isFound(s, word)),
  );
  const passes = (s: Snapshot, but?: Filter): boolean =>
    FILTER_NAMES.every((filter) => {
      const wanted: readonly string[] = question[filter] ?? [];
      return filter === but || wanted.length === 0 || wanted.includes(FILTERS[filter](s));
    });
  const sorted = base.filter((s) => passes(s)).sort(compare);
  if (question.order === 'desc') sorted.reverse();
  const sum = (of: (s: Snapshot) => string): string =>
    String(sorted.reduce((total, s) => total + BigInt(of(s)), 0n));
  const facet = (filter: Filter): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const s of base) {
      const value = FILTERS[filter](s);
      if (passes(s, filter)) counts[value] = (counts[value] ?? 0) + 1;
    }
    return counts;
  };
  return {
    UUIDs: sorted
      .slice(question.offset, question.offset + question.limit)
      .map(({ UUID, clusterId }) => `${clusterId} ${UUID}`),
    total: sorted.length,
    totals: {
      size: sum((s) => s.size),
      stored: sum((s) => s.statistics.physicalOwnedCapacity),
    },
    facets: { cluster: facet('cluster'), project: facet('project'), state: facet('state') },
  };
}
