import type { Handlers } from '@asterism/api-server/operation-router';
import type { snapshotOperations } from '@asterism/api-types/cluster-api/snapshot-operations';
import { ok } from '@asterism/api-types/common/result';
import type { Principal } from '../identity/verify-token.ts';
import type { ClusterModel } from '../model/cluster-model.ts';
import { createSnapshot } from '../model/create-snapshot.ts';
import { deleteSnapshot } from '../model/delete-snapshot.ts';
import { findSnapshot } from '../model/find-snapshot.ts';
import { listSnapshots } from '../model/list-snapshots.ts';
import { rollbackVolume } from '../model/rollback-volume.ts';
import { viewSnapshot } from '../model/snapshot-view.ts';
import { checkProject, enterProject, findVolume, type Access } from '../model/volume-access.ts';

/** Snapshots, and volumes rolled back to them. */
export function snapshotHandlers(
  model: ClusterModel,
): Handlers<typeof snapshotOperations, Principal> {
  const enter = ({ rights }: Principal, projectName: string, access: Access) =>
    enterProject(model, rights, projectName, access);

  return {
    createSnapshot: (request, { principal }) => {
      const entered = enter(principal, request.projectName, 'change');
      if (!entered.ok) return entered;
      const created = createSnapshot(model, request);
      return created.ok ? ok(viewSnapshot(created.value)) : created;
    },
    listSnapshots: (query, { principal }) => {
      const allowed = checkProject(principal.rights, query.projectName, 'view');
      if (!allowed.ok) return allowed;
      const page = listSnapshots(model, query);
      return page.ok ? ok({ snapshots: page.value.map(viewSnapshot) }) : page;
    },
    getSnapshot: ({ projectName, UUID, Name = '' }, { principal }) => {
      const entered = enter(principal, projectName, 'view');
      if (!entered.ok) return entered;
      const found = findSnapshot(model, { projectName, UUID, name: Name });
      return found.ok ? ok(viewSnapshot(found.value)) : found;
    },
    deleteSnapshot: ({ projectName, UUID, name = '' }, { principal, ifMatch }) => {
      const entered = enter(principal, projectName, 'change');
      if (!entered.ok) return entered;
      const found = findSnapshot(model, { projectName, UUID, name });
      if (!found.ok) return found;
      const deleted = deleteSnapshot(model, found.value, ifMatch);
      return deleted.ok ? ok({}) : deleted;
    },
    rollbackVolume: ({ projectName, UUID, ...source }, { principal }) => {
      const found = findVolume(model, principal.rights, { UUID, projectName }, 'change');
      if (!found.ok) return found;
      const rolledBack = rollbackVolume(model, found.value, source);
      return rolledBack.ok ? ok({}) : rolledBack;
    },
  };
}
