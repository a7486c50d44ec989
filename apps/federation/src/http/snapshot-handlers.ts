import type { Handlers } from '@asterism/api-server/operation-router';
import type { snapshotOperations } from '@asterism/api-types/cluster-api/snapshot-operations';
import { ok } from '@asterism/api-types/common/result';
import type { fleetSnapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import type { Principal } from '../identity/principal.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import { listFleetSchedules } from '../operations/resource-policies/list-fleet-schedules.ts';
import { createSnapshot } from '../operations/snapshots/create-snapshot.ts';
import { deleteSnapshot } from '../operations/snapshots/delete-snapshot.ts';
import { getSnapshot } from '../operations/snapshots/find-snapshot.ts';
import { listFleetSnapshots } from '../operations/snapshots/list-fleet-snapshots.ts';
import { listSnapshots } from '../operations/snapshots/list-snapshots.ts';
import { getVolumeDependents } from '../operations/volumes/volume-dependents.ts';
import { rollbackVolume } from '../operations/snapshots/rollback-volume.ts';
import type { SnapshotRow } from '../snapshots/snapshot-row.ts';
import type { RecordedWrite } from '../tasks/write-recorder.ts';
import type { RecordWrite } from './volume-handlers.ts';

/** The volume that a snapshot is of, for the record. */
const volumeOf = (row: SnapshotRow): RecordedWrite['volume'] => ({
  UUID: row.sourceVolumeUUID,
  name: row.sourceVolumeName,
  projectName: row.projectName,
  clusterId: row.clusterId,
  size: String(row.size),
  ETag: '',
});

/** Snapshots of the whole fleet, and volumes rolled back to them. */
export const snapshotHandlers = (
  deps: OperationDeps,
  recordWrite: RecordWrite,
): Handlers<typeof snapshotOperations & typeof fleetSnapshotApi, Principal> => ({
  listFleetSnapshots: (question, { principal }) => listFleetSnapshots(deps, principal, question),
  listFleetSchedules: async (_input, { principal }) =>
    ok(await listFleetSchedules(deps, principal)),
  getVolumeDependents: ({ UUID }, { principal }) => getVolumeDependents(deps, principal, UUID),
  async createSnapshot(request, context) {
    const created = await createSnapshot(deps, context.principal, request);
    if (created.ok) {
      const volume = deps.inventory.find(created.value.sourceVolumeUUID);
      recordWrite('create snapshot', volume, created, context, created.value);
    }
    return created;
  },
  listSnapshots: (query, { principal }) => listSnapshots(deps, principal, query),
  getSnapshot: ({ projectName, UUID, Name = '' }, { principal }) =>
    getSnapshot(deps, principal, { projectName, UUID, name: Name }),
  async deleteSnapshot({ projectName, UUID, name = '' }, context) {
    const which = { projectName, UUID, name };
    const before = deps.snapshots.find(which);
    const deleted = await deleteSnapshot(deps, context.principal, which, context.ifMatch);
    recordWrite('delete snapshot', before && volumeOf(before), deleted, context, before);
    return deleted;
  },
  async rollbackVolume(request, context) {
    const before = deps.inventory.find(request.UUID);
    const rolledBack = await rollbackVolume(deps, context.principal, request);
    recordWrite('roll back volume', before, rolledBack, context);
    return rolledBack;
  },
});
