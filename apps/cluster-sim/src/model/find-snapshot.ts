import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import type { SnapshotRecord } from './snapshot-record.ts';

/** How a request says which snapshot of a project it is about: of the two the UUID counts, empty means not given. */
export interface WhichSnapshot {
  readonly projectName: string;
  readonly UUID: string;
  readonly name: string;
}

/** The snapshot that a request is about (404 if the project has none such). Access is checked before. */
export function findSnapshot(
  model: ClusterModel,
  { projectName, UUID, name }: WhichSnapshot,
): Result<SnapshotRecord, Failure> {
  if (UUID === '' && name === '') {
    return err(failure('invalidArgument', 'UUID: a UUID or a name is required'));
  }
  const snapshot =
    UUID === '' ? model.snapshots.findByName(projectName, name) : model.snapshots.get(UUID);
  if (snapshot !== undefined && snapshot.projectName === projectName) return ok(snapshot);
  const wanted = JSON.stringify(UUID === '' ? name : UUID);
  return err(failure('notFound', `there is no snapshot ${wanted} in the project`));
}
