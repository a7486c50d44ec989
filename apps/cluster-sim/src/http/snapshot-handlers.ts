import type { Handlers } from '@asterism/api-server/operation-router';
import type { snapshotOperations } from '@asterism/api-types/cluster-api/snapshot-operations';
import type { Result } from '@asterism/api-types/common/result';
import type { Principal } from '../identity/verify-token.ts';
import type { ClusterModel } from '../model/cluster-model.ts';
import { createSnapshot } from '../model/create-snapshot.ts';
import { deleteSnapshot } from '../model/delete-snapshot.ts';
import { findSnapshot, listSnapshots, type WhichSnapshot } from '../model/find-snapshots.ts';
import type { ProjectAccess, Refusal } from '../model/refusal.ts';
import { rollbackVolume } from '../model/rollback-volume.ts';
import type { SnapshotRecord } from '../model/snapshot-record.ts';
import { viewSnapshot } from '../model/snapshot-view.ts';
import { checkProject, enterProject, findVolume } from '../model/volume-access.ts';
import { present, presentDone } from './present.ts';

/** Snapshots, and volumes rolled back to them. */
export function snapshotHandlers(
  model: ClusterModel,
): Handlers<typeof snapshotOperations, Principal> {
  function find(
    { rights }: Principal,
    which: WhichSnapshot,
    access: ProjectAccess,
  ): Result<SnapshotRecord, Refusal> {
    const entered = enterProject(model, rights, which.projectName, access);
    return entered.ok ? findSnapshot(model, which) : entered;
  }

  return {
    createSnapshot: (request, { principal }) => {
      const entered = enterProject(model, principal.rights, request.projectName, 'change');
      return present(entered.ok ? createSnapshot(model, request) : entered, viewSnapshot);
    },
    listSnapshots: (query, { principal }) => {
      const allowed = checkProject(principal.rights, query.projectName, 'view');
      return present(allowed.ok ? listSnapshots(model, query) : allowed, (page) => ({
        snapshots: page.map(viewSnapshot),
      }));
    },
    getSnapshot: ({ projectName, UUID, Name = '' }, { principal }) =>
      present(find(principal, { projectName, UUID, name: Name }, 'view'), viewSnapshot),
    deleteSnapshot: ({ projectName, UUID, name = '' }, { principal, ifMatch }) => {
      const found = find(principal, { projectName, UUID, name }, 'change');
      return presentDone(found.ok ? deleteSnapshot(model, found.value, ifMatch) : found);
    },
    rollbackVolume: ({ projectName, UUID, ...source }, { principal }) => {
      const found = findVolume(model, principal.rights, { UUID, projectName }, 'change');
      return presentDone(found.ok ? rollbackVolume(model, found.value, source) : found);
    },
  };
}
