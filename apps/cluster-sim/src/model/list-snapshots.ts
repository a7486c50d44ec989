import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import type { SnapshotRecord } from './snapshot-record.ts';

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

const asks = (wanted: string | undefined, actual: string): boolean =>
  wanted === undefined || wanted === '' || wanted.toLowerCase() === actual;

/** A page of a project's snapshots in the order of their UUIDs, paged as volumes are. */
export function listSnapshots(
  model: ClusterModel,
  query: SnapshotQuery,
): Result<SnapshotRecord[], Failure> {
  const { UUID, Name = '', sourceVolumeUUID, showAll } = query;
  const limit = Math.min(query.limit ?? PAGE_MAX, PAGE_MAX);
  if (limit < 1) return err(failure('invalidArgument', 'limit: must be at least 1'));
  const page: SnapshotRecord[] = [];
  const offset = (query.offsetUUID ?? '').toLowerCase();
  for (const snapshot of model.snapshots.after(offset, query.projectName)) {
    if (snapshot.state === 'Deleting' && showAll !== true) continue;
    if (Name !== '' && snapshot.name !== Name) continue;
    if (!asks(UUID, snapshot.UUID)) continue;
    if (!asks(sourceVolumeUUID, snapshot.sourceVolumeUUID)) continue;
    page.push(snapshot);
    if (page.length === limit) break;
  }
  return ok(page);
}
