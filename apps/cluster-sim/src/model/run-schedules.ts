import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import { nextSnapshotAt } from '@asterism/api-types/rules/schedule-times';
import type { ClusterModel } from './cluster-model.ts';
import { createSnapshot } from './create-snapshot.ts';
import { deleteSnapshot } from './delete-snapshot.ts';
import type { Due } from './due-list.ts';

/** So many snapshots at most are taken at once, and so many deleted: what else is due waits for the next time. */
const AT_ONCE = 50;
const RETRY_MS = 1000;
/** The most characters of a schedule's name in the name of a snapshot, which has 253 in all. */
const NAME_MAX = 236;

/** `nightly-20261130T020000Z` */
const nameAt = ({ name }: ResourcePolicy, at: number): string =>
  `${name.slice(0, NAME_MAX)}-${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;

/** Takes a snapshot by its schedule, as if at the time when it was due. What the volume's state forbids is left out. */
function takeDue(model: ClusterModel, { id, at }: Due): void {
  const { resourcePolicies, volumes } = model;
  const policy = resourcePolicies.get(id);
  if (policy === undefined) return resourcePolicies.due.set(id, undefined);
  const { projectName, resourceUUID, schedulePolicy } = policy;
  const volume = volumes.get(resourceUUID);
  if (volume?.until !== undefined && volume.state !== 'Deleting') {
    return resourcePolicies.due.set(id, volume.until);
  }
  createSnapshot(
    model,
    {
      projectName,
      name: nameAt(policy, at),
      sourceVolumeUUID: resourceUUID,
      retentionTime: schedulePolicy?.retentionTime ?? '0s',
    },
    at,
  );
  return resourcePolicies.due.set(
    id,
    nextSnapshotAt(schedulePolicy?.snapshotSchedulePolicy ?? {}, at),
  );
}

/** Deletes a snapshot whose retention is over, or leaves it to later while it is in use. */
function deleteOver(model: ClusterModel, { id }: Due): void {
  const { snapshots } = model;
  const snapshot = snapshots.get(id);
  const isDone = snapshot === undefined || deleteSnapshot(model, snapshot, undefined).ok;
  snapshots.over.set(id, isDone ? undefined : model.now() + RETRY_MS);
}

/** Takes the snapshots that are due by schedules, and deletes those whose retention is over. */
export function runSchedules(model: ClusterModel): void {
  for (let count = 0; count < AT_ONCE; count += 1) {
    const over = model.snapshots.over.first(model.now());
    if (over === undefined) break;
    deleteOver(model, over);
  }
  for (let count = 0; count < AT_ONCE; count += 1) {
    const due = model.resourcePolicies.due.first(model.now());
    if (due === undefined) break;
    takeDue(model, due);
  }
}
