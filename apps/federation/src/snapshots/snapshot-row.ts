import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { snapshotExpiry } from '@asterism/api-types/rules/snapshot-expiry';

/** A snapshot as the index keeps it: about 490 bytes. It is never changed, only replaced. */
export interface SnapshotRow extends Pick<
  Snapshot,
  | 'UUID'
  | 'name'
  | 'description'
  | 'state'
  | 'creationTime'
  | 'retentionTime'
  | 'sourceVolumeUUID'
  | 'sourceVolumeName'
  | 'projectName'
  | 'clusterId'
  | 'labels'
  | 'ETag'
> {
  /** In lower case. */
  readonly key: string;
  /** What is searched, in lower case: to make it for each row of each question would take most of the time of that. */
  readonly soughtName: string;
  readonly soughtVolume: string;
  readonly soughtVolumeUUID: string;
  readonly soughtDescription: string;
  /** As `key=value`. */
  readonly soughtLabels: readonly string[];
  /** Milliseconds since the epoch; {@link NEVER} when it is kept for ever, or when that is not known. */
  readonly expires: number;
  readonly size: bigint;
  readonly stored: bigint;
  readonly written: bigint;
}

export const NEVER = Infinity;

/** Whether it is there only until its cluster has deleted it. */
export const isLeaving = ({ state }: Pick<SnapshotRow, 'state'>): boolean =>
  state === 'Deleting' || state === 'Deleted';

/** Keeps one copy of what many rows have in common. */
export interface SharedValues {
  text(text: string): string;
  labels(labels: Snapshot['labels']): Labels;
}

interface Labels {
  readonly labels: Snapshot['labels'];
  readonly sought: readonly string[];
}

const labelsOf = (labels: Snapshot['labels']): Labels => ({
  labels,
  sought: labels.map(({ key, value }) => `${key}=${value}`.toLowerCase()),
});

export function createSharedValues(): SharedValues {
  const texts = new Map<string, string>();
  const lists = new Map<string, Labels>();
  function shared<T>(known: Map<string, T>, key: string, value: T): T {
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, value);
    return value;
  }
  return {
    text: (text) => shared(texts, text, text),
    labels: (labels) => shared(lists, JSON.stringify(labels), labelsOf(labels)),
  };
}

/** Whether two rows say the same. */
export function isSameRow(a: SnapshotRow, b: SnapshotRow): boolean {
  return (
    a.ETag === b.ETag &&
    a.state === b.state &&
    a.stored === b.stored &&
    a.written === b.written &&
    a.size === b.size &&
    a.name === b.name &&
    a.description === b.description &&
    a.retentionTime === b.retentionTime &&
    a.creationTime === b.creationTime &&
    a.sourceVolumeUUID === b.sourceVolumeUUID &&
    a.sourceVolumeName === b.sourceVolumeName &&
    a.projectName === b.projectName &&
    (a.labels === b.labels || JSON.stringify(a.labels) === JSON.stringify(b.labels))
  );
}

export function rowOf(
  snapshot: Snapshot,
  clusterId: string,
  shared: SharedValues = createSharedValues(),
): SnapshotRow {
  const key = snapshot.UUID.toLowerCase();
  const { labels, sought: soughtLabels } = shared.labels(snapshot.labels);
  const lowered = (text: string): string => shared.text(text.toLowerCase());
  const soughtName = snapshot.name.toLowerCase();
  return {
    key,
    soughtName: soughtName === snapshot.name ? snapshot.name : soughtName,
    soughtVolume: lowered(snapshot.sourceVolumeName),
    soughtVolumeUUID: lowered(snapshot.sourceVolumeUUID),
    soughtDescription: lowered(snapshot.description),
    soughtLabels,
    UUID: key === snapshot.UUID ? key : snapshot.UUID,
    name: snapshot.name,
    description: shared.text(snapshot.description),
    state: snapshot.state,
    creationTime: snapshot.creationTime,
    retentionTime: shared.text(snapshot.retentionTime),
    expires: snapshotExpiry(snapshot),
    sourceVolumeUUID: shared.text(snapshot.sourceVolumeUUID),
    sourceVolumeName: shared.text(snapshot.sourceVolumeName),
    projectName: shared.text(snapshot.projectName),
    clusterId,
    size: BigInt(snapshot.size),
    stored: BigInt(snapshot.statistics.physicalOwnedCapacity),
    written: BigInt(snapshot.statistics.userWritten),
    labels,
    ETag: shared.text(snapshot.ETag),
  };
}

/** A row as the API has it. */
export function snapshotOf(row: SnapshotRow): FleetSnapshot {
  const { UUID, name, description, state, creationTime, retentionTime, ETag } = row;
  const { sourceVolumeUUID, sourceVolumeName, projectName, clusterId, labels } = row;
  return {
    UUID,
    name,
    description,
    state,
    creationTime,
    retentionTime,
    sourceVolumeUUID,
    sourceVolumeName,
    projectName,
    clusterId,
    labels,
    ETag,
    size: String(row.size),
    statistics: {
      physicalOwnedCapacity: String(row.stored),
      userWritten: String(row.written),
    },
    ...(row.expires === NEVER ? {} : { expires: new Date(row.expires).toISOString() }),
  };
}
