import type { Handlers } from '@asterism/api-server/operation-router';
import type { snapshotOperations } from '@asterism/api-types/cluster-api/snapshot-operations';
import { ok } from '@asterism/api-types/common/result';
import type { fleetSnapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import type { Principal } from '../identity/principal.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import { createSnapshot } from '../operations/snapshots/create-snapshot.ts';
import { deleteSnapshot } from '../operations/snapshots/delete-snapshot.ts';
import { getSnapshot } from '../operations/snapshots/find-snapshot.ts';
import { listFleetSnapshots } from '../operations/snapshots/list-fleet-snapshots.ts';
import { listSnapshots } from '../operations/snapshots/list-snapshots.ts';
import { getVolumeDependents } from '../operations/volumes/volume-dependents.ts';
import { rollbackVolume } from '../operations/snapshots/rollback-volume.ts';

/** Snapshots of the whole fleet, and volumes rolled back to them. */
export const snapshotHandlers = (
  deps: OperationDeps,
): Handlers<typeof snapshotOperations & typeof fleetSnapshotApi, Principal> => ({
  listFleetSnapshots: (question, { principal }) =>
    ok(listFleetSnapshots(deps, principal, question)),
  getVolumeDependents: ({ UUID }, { principal }) => getVolumeDependents(deps, principal, UUID),
  createSnapshot: (request, { principal }) => createSnapshot(deps, principal, request),
  listSnapshots: (query, { principal }) => listSnapshots(deps, principal, query),
  getSnapshot: ({ projectName, UUID, Name = '' }, { principal }) =>
    getSnapshot(deps, principal, { projectName, UUID, name: Name }),
  deleteSnapshot: ({ projectName, UUID, name = '' }, { principal, ifMatch }) =>
    deleteSnapshot(deps, principal, { projectName, UUID, name }, ifMatch),
  rollbackVolume: (request, { principal }) => rollbackVolume(deps, principal, request),
});
