import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { snapshotExpiry } from '@asterism/api-types/rules/snapshot-expiry';

/** A snapshot as the index keeps it: about 450 bytes. It is never changed, only replaced. */
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
  labels(labels: Snapshot['labels']): Snapshot['labels'];
}

export function createSharedValues(): SharedValues {
  const texts = new Map<string, string>();
  const lists = new Map<string, Snapshot['labels']>();
  function shared<T>(known: Map<string, T>, key: string, value: T): T {
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, value);
    return value;
  }
  return {
    text: (text) => shared(texts, text, text),
    labels: (labels) => shared(lists, JSON.stringify(labels), labels),
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
  return {
    key,
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
    labels: shared.labels(snapshot.labels),
    ETag: shared.text(snapshot.ETag),
  };
}

/** A row as the API has it. */
export function snapshotOf(row: SnapshotRow): FleetSnapshot {
  const { key: _, expires, size, stored, written, ...same } = row;
  return {
    ...same,
    size: String(size),
    statistics: { physicalOwnedCapacity: String(stored), userWritten: String(written) },
    ...(expires === NEVER ? {} : { expires: new Date(expires).toISOString() }),
  };
}
