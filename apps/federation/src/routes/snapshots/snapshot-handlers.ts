import type { Handlers } from '@asterism/api-server/operation-router';
import type { snapshotOperations } from '@asterism/api-types/cluster-api/snapshot-operations';
import { ok } from '@asterism/api-types/common/result';
import type { Principal } from '../../identity/principal.ts';
import { mayChange, mayView } from '../project-access.ts';
import { createSnapshot } from './create-snapshot.ts';
import { deleteSnapshot } from './delete-snapshot.ts';
import { findSnapshot } from './find-snapshot.ts';
import { listSnapshots } from './list-snapshots.ts';
import { rollbackVolume } from './rollback-volume.ts';
import type { SnapshotDeps } from './snapshot-deps.ts';

/** Snapshots of the whole fleet, and volumes rolled back to them. */
export function snapshotHandlers(
  deps: SnapshotDeps,
): Handlers<typeof snapshotOperations, Principal> {
  return {
    async createSnapshot(request, { caller }) {
      const allowed = mayChange(caller, request.projectName, 'snapshots');
      return allowed.ok ? createSnapshot(deps, caller, request) : allowed;
    },
    async listSnapshots(query, { caller }) {
      const allowed = mayView(caller, query.projectName);
      return allowed.ok ? listSnapshots(deps, caller, query) : allowed;
    },
    async getSnapshot({ projectName, UUID, Name = '' }, { caller }) {
      const allowed = mayView(caller, projectName);
      if (!allowed.ok) return allowed;
      const found = await findSnapshot(deps, caller, { projectName, UUID, name: Name });
      return found.ok ? ok(found.value.snapshot) : found;
    },
    async deleteSnapshot({ projectName, UUID, name = '' }, { caller, ifMatch }) {
      const allowed = mayChange(caller, projectName, 'snapshots');
      if (!allowed.ok) return allowed;
      return deleteSnapshot(deps, caller, { projectName, UUID, name }, ifMatch);
    },
    rollbackVolume: (request, { caller }) => rollbackVolume(deps, caller, request),
  };
}
