import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import type { Refusal } from './refusal.ts';
import type { SnapshotRecord } from './snapshot-record.ts';

/** How a request says which snapshot of a project it is about: of the two the UUID counts, empty means not given. */
export interface WhichSnapshot {
  readonly projectName: string;
  readonly UUID: string;
  readonly name: string;
}

/** The snapshot that a request is about, if the project has it. Access is checked before. */
export function findSnapshot(
  model: ClusterModel,
  { projectName, UUID, name }: WhichSnapshot,
): Result<SnapshotRecord, Refusal> {
  if (UUID === '' && name === '') {
    return err({ reason: 'uuidOrNameNeeded', field: 'UUID' });
  }
  const snapshot =
    UUID === '' ? model.snapshots.findByName(projectName, name) : model.snapshots.get(UUID);
  if (snapshot !== undefined && snapshot.projectName === projectName) return ok(snapshot);
  return err({ reason: 'snapshotNotFound', wanted: UUID === '' ? name : UUID });
}

/** What narrows a list of snapshots; empty text means not given. */
export interface SnapshotQuery {
  readonly projectName: string;
  readonly UUID?: string | undefined;
  readonly Name?: string | undefined;
  readonly sourceVolumeUUID?: string | undefined;
  readonly offsetUUID?: string | undefined;
  readonly limit?: number | undefined;
  readonly showAll?: boolean | undefined;
}

/** The most snapshots in one answer: what volumes have (our choice, not documented). */
const PAGE_MAX = 1000;

const matches = (wanted: string | undefined, actual: string): boolean =>
  wanted === undefined || wanted === '' || wanted.toLowerCase() === actual;

/** A page of a project's snapshots in the order of their UUIDs, paged as volumes are. */
export function listSnapshots(
  model: ClusterModel,
  query: SnapshotQuery,
): Result<SnapshotRecord[], Refusal> {
  const { UUID, Name = '', sourceVolumeUUID, showAll } = query;
  const limit = Math.min(query.limit ?? PAGE_MAX, PAGE_MAX);
  if (limit < 1) return err({ reason: 'limitTooLow' });
  const page: SnapshotRecord[] = [];
  const offset = (query.offsetUUID ?? '').toLowerCase();
  for (const snapshot of model.snapshots.after(offset, query.projectName)) {
    if (snapshot.state === 'Deleting' && showAll !== true) continue;
    if (Name !== '' && snapshot.name !== Name) continue;
    if (!matches(UUID, snapshot.UUID)) continue;
    if (!matches(sourceVolumeUUID, snapshot.sourceVolumeUUID)) continue;
    page.push(snapshot);
    if (page.length === limit) break;
  }
  return ok(page);
}
