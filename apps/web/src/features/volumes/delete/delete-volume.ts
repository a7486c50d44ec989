import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { ApiResult } from '@asterism/api-types/client/client';
import type { FleetTask, TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import { ALLOW_ANY } from '@asterism/api-types/rules/access-lists';
import { discardDraft, draftTask } from '#/api/task-draft.ts';
import { taskCalls } from '#/api/task-queries.ts';
import { startTask } from '#/api/task-writes.ts';
import { volumeCalls } from '#/api/volume-writes.ts';
import type { WriteOutcome } from '#/api/write.ts';
import { changesOfVolume, type Change } from '#/features/volumes/change-list.tsx';

/** Whether the volume may be in use: hosts are connected, or any host may connect. Deleting it then needs more than a click. */
export const mayBeInUse = ({ acl, connectedHosts }: Volume): boolean =>
  connectedHosts.length > 0 || acl.values.includes(ALLOW_ANY);

/** What became of an attempt to delete. `done`: a task deletes it once that can no longer be undone. */
export type DeleteOutcome =
  | WriteOutcome<FleetTask>
  /** It is not the volume that the user has agreed to lose: its changes are shown, and the user decides again. */
  | { readonly kind: 'conflict'; readonly now: Volume; readonly changes: readonly Change[] }
  /** The volume's state does not allow it now. */
  | { readonly kind: 'notNow'; readonly reason: string };

/** The calls that a deletion needs. */
export interface DeleteCalls {
  readonly draft: (volume: Volume) => Promise<WriteOutcome<FleetTask>>;
  /** Why the volume of a draft cannot be deleted. */
  readonly whyNot: (taskId: string) => Promise<TaskFailure | undefined>;
  readonly read: (volumeId: string) => Promise<ApiResult<Volume>>;
  readonly discard: (taskId: string) => void;
  readonly start: (draft: FleetTask) => Promise<WriteOutcome<FleetTask>>;
}

/** The calls through the BFF; `onChecking` is called when an answer is lost and it is being found out what became of it. */
export const deleteCalls = (onChecking: () => void): DeleteCalls => ({
  draft: ({ UUID, ETag }) =>
    draftTask({ kind: 'delete volumes', volumes: { [UUID]: ETag } }, onChecking),
  async whyNot(taskId) {
    const read = await taskCalls.listTaskItems({ taskId });
    return read.ok ? read.value.items[0]?.failure : undefined;
  },
  read: (volumeId) => volumeCalls(onChecking).read(volumeId),
  discard: discardDraft,
  start: (draft) => startTask(draft, onChecking, ''),
});

/** Has a task delete a volume, if it is still as the user has seen it in all that matters. */
export async function deleteVolume(calls: DeleteCalls, seen: Volume): Promise<DeleteOutcome> {
  const drafted = await calls.draft(seen);
  if (drafted.kind !== 'done') return drafted;
  const draft = drafted.value;
  if (draft.counts.skipped > 0) {
    const { reason = 'Its state does not allow it.' } = (await calls.whyNot(draft.id)) ?? {};
    calls.discard(draft.id);
    return { kind: 'notNow', reason };
  }
  if (draft.risks.modified > 0) {
    const read = await calls.read(seen.UUID);
    const changes = read.ok ? changesOfVolume(seen, read.value) : [];
    if (!read.ok || changes.length > 0) calls.discard(draft.id);
    if (!read.ok) {
      return { kind: read.error.status === 404 ? 'notFound' : 'refused', error: read.error };
    }
    if (changes.length > 0) return { kind: 'conflict', now: read.value, changes };
  }
  return calls.start(draft);
}
