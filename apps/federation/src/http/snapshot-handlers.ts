import type { Handlers } from '@asterism/api-server/operation-router';
import type { snapshotOperations } from '@asterism/api-types/cluster-api/snapshot-operations';
import { ok } from '@asterism/api-types/common/result';
import type { Principal } from '../identity/principal.ts';
import { mayChange, mayView } from '../operations/project-access.ts';
import { createSnapshot } from '../operations/snapshots/create-snapshot.ts';
import { deleteSnapshot } from '../operations/snapshots/delete-snapshot.ts';
import { findSnapshot } from '../operations/snapshots/find-snapshot.ts';
import { listSnapshots } from '../operations/snapshots/list-snapshots.ts';
import { rollbackVolume } from '../operations/snapshots/rollback-volume.ts';
import type { SnapshotDeps } from '../operations/snapshots/snapshot-deps.ts';

/** Snapshots of the whole fleet, and volumes rolled back to them. */
export function snapshotHandlers(
  deps: SnapshotDeps,
): Handlers<typeof snapshotOperations, Principal> {
  return {
    async createSnapshot(request, { principal }) {
      const allowed = mayChange(principal, request.projectName, 'snapshots');
      return allowed.ok ? createSnapshot(deps, principal, request) : allowed;
    },
    async listSnapshots(query, { principal }) {
      const allowed = mayView(principal, query.projectName);
      return allowed.ok ? listSnapshots(deps, principal, query) : allowed;
    },
    async getSnapshot({ projectName, UUID, Name = '' }, { principal }) {
      const allowed = mayView(principal, projectName);
      if (!allowed.ok) return allowed;
      const found = await findSnapshot(deps, principal, { projectName, UUID, name: Name });
      return found.ok ? ok(found.value.snapshot) : found;
    },
    async deleteSnapshot({ projectName, UUID, name = '' }, { principal, ifMatch }) {
      const allowed = mayChange(principal, projectName, 'snapshots');
      if (!allowed.ok) return allowed;
      return deleteSnapshot(deps, principal, { projectName, UUID, name }, ifMatch);
    },
    rollbackVolume: (request, { principal }) => rollbackVolume(deps, principal, request),
  };
}
