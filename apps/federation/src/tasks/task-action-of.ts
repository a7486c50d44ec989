import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { TaskFailure, VOLUMES_TASK_KINDS } from '@asterism/api-types/fleet-api/fleet-task';
import type { VolumesChange } from '@asterism/api-types/fleet-api/volumes-change';
import { applyChange } from '@asterism/api-types/rules/apply-change';
import type { VolumesSchedule } from '@asterism/api-types/fleet-api/volumes-schedule';
import type { VolumesSnapshot } from '@asterism/api-types/fleet-api/volumes-snapshot';
import { parseSize } from '@asterism/api-types/rules/size';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import { deleteVolume, updateVolume } from '../operations/volumes/change-volume.ts';
import type { SnapshotIndex } from '../snapshots/snapshot-index.ts';
import { scheduleVolumes } from './snapshots/schedule-volumes.ts';
import { snapshotVolumes } from './snapshots/snapshot-volumes.ts';
import { isSurelyLater } from './surely-later.ts';
import type { TaskAction } from './task-action.ts';

export const isLeaving = ({ state }: Volume): boolean =>
  state === 'Deleting' || state === 'Deleted';

export const notFinished = ({ state }: Volume): TaskFailure => ({
  kind: 'not-finished',
  reason: `Its cluster accepted it, but the volume is ${state} now.`,
});

const deleteVolumes: TaskAction = {
  refusal(volume) {
    if (isLeaving(volume)) return { kind: 'nothing-to-do', reason: 'It is being deleted already.' };
    const verdict = volumeCan.delete(volume);
    return verdict.allowed || isTransitional(volume.state)
      ? undefined
      : { kind: 'state', reason: verdict.reason };
  },
  now(volume) {
    if (volume === undefined) return 'done';
    return isLeaving(volume) ? 'under way' : 'to do';
  },
  follow(volume, item, asOf) {
    if (volume === undefined) return 'done';
    return isLeaving(volume) || !isSurelyLater(asOf, item) ? 'under way' : notFinished(volume);
  },
  relevant: ({ name, projectName, size, acl, connectedHosts, labels }) => [
    name,
    projectName,
    size,
    acl.values.toSorted(),
    connectedHosts.toSorted(),
    labels,
  ],
  send: (deps, principal, { UUID, ETag }) => deleteVolume(deps, principal, { UUID }, ETag),
};

function isLarger(volume: Volume, { size }: VolumesChange): boolean {
  const asked = size === undefined ? undefined : parseSize(size);
  return asked?.ok === true && BigInt(volume.size) > asked.value;
}

function changeVolumes(change: VolumesChange): TaskAction {
  return {
    refusal(volume) {
      if (isLeaving(volume)) return { kind: 'state', reason: 'The volume is being deleted.' };
      const verdict = volumeCan.update(volume);
      if (!verdict.allowed && !isTransitional(volume.state)) {
        return { kind: 'state', reason: verdict.reason };
      }
      const update = applyChange(change, volume);
      if (!update.ok) return { kind: 'not-valid', reason: `Not allowed: ${update.error}.` };
      if (update.value !== undefined) return undefined;
      const reason = isLarger(volume, change)
        ? 'It is larger already, and volumes cannot shrink.'
        : 'Nothing to change.';
      return { kind: 'nothing-to-do', reason };
    },
    now(volume) {
      if (volume === undefined) return 'to do';
      const update = applyChange(change, volume);
      if (!update.ok || update.value !== undefined) return 'to do';
      return isTransitional(volume.state) ? 'under way' : 'done';
    },
    follow(volume, item, asOf) {
      const showsChange = isSurelyLater(asOf, item) || (volume && volume.ETag !== item.etag);
      if (!showsChange) return 'under way';
      if (volume === undefined)
        return { kind: 'gone', reason: 'The volume was deleted meanwhile.' };
      if (isTransitional(volume.state)) return 'under way';
      // What it is now may also be what somebody else has changed since.
      return volume.state === 'Failed' ? notFinished(volume) : 'done';
    },
    relevant: ({ size, acl, IPAcl, qosPolicyName, labels }) => [
      change.size === undefined ? null : size,
      change.acl === undefined ? null : acl.values.toSorted(),
      change.IPAcl === undefined ? null : IPAcl.values.toSorted(),
      change.qosPolicyName === undefined ? null : qosPolicyName,
      change.labels === undefined ? null : labels,
    ],
    send(deps, principal, volume) {
      const update = applyChange(change, volume);
      const fields = update.ok ? update.value : undefined;
      return updateVolume(deps, principal, { UUID: volume.UUID, ...fields }, volume.ETag);
    },
  };
}

/** What is to be done with volumes, as a task keeps it. */
export interface VolumesWork {
  readonly kind: (typeof VOLUMES_TASK_KINDS)[number];
  readonly change?: VolumesChange | null | undefined;
  readonly snapshot?: VolumesSnapshot | null | undefined;
  readonly schedule?: VolumesSchedule | null | undefined;
}

/** What a drafted task does. */
export function taskActionOf(
  { kind, change, snapshot, schedule }: VolumesWork,
  snapshots: SnapshotIndex,
): TaskAction {
  if (kind === 'delete volumes') return deleteVolumes;
  // The contract requires what follows.
  if (kind === 'snapshot volumes') {
    if (!snapshot) throw new Error(`"${kind}" without what snapshots`);
    return snapshotVolumes(snapshot, snapshots);
  }
  if (kind === 'schedule volumes') {
    if (!schedule) throw new Error(`"${kind}" without what schedules`);
    return scheduleVolumes(schedule);
  }
  if (!change) throw new Error(`"${kind}" without its change`);
  return changeVolumes(change);
}
