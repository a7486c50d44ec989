import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { SNAPSHOT_STATES } from '../rules/snapshot-states.ts';
import { volumeQueryText } from './fleet-volumes.ts';
import type { FleetSnapshotsQuestion } from './fleet-snapshots.ts';
import { fleetTask, SNAPSHOTS_TASK_KINDS } from './fleet-task.ts';
import { chosenByUuid, exceptUuids, filterTexts, matchedWords } from './task-targets.ts';

/** Each way to narrow the list of snapshots: without one of them, more would be deleted than the list finds. */
type Narrowing = Exclude<
  keyof FleetSnapshotsQuestion,
  'sort' | 'order' | 'best' | 'offset' | 'limit'
>;

/** All snapshots that match, as the list of snapshots finds them. */
export const matchingSnapshots = z.strictObject({
  search: matchedWords,
  query: volumeQueryText,
  cluster: filterTexts,
  project: filterTexts,
  state: z.optional(z.array(z.enum(SNAPSHOT_STATES))),
  volume: filterTexts,
  /** … but these, by UUID. */
  except: exceptUuids,
} satisfies Record<Narrowing | 'except', z.ZodMiniType>);
export type MatchingSnapshots = z.infer<typeof matchingSnapshots>;

const draftSnapshotsTaskInput = z
  .object({
    kind: z.enum(SNAPSHOTS_TASK_KINDS, {
      error: `must be one of ${SNAPSHOTS_TASK_KINDS.join(', ')}`,
    }),
    /** The snapshots by UUID, each with its ETag when it was selected. */
    snapshots: chosenByUuid('snapshots'),
    /** … or all that match. */
    matching: z.optional(matchingSnapshots),
  })
  .check(
    z.refine(({ snapshots, matching }) => (snapshots === undefined) !== (matching === undefined), {
      path: ['snapshots'],
      error: 'is required, or else matching',
    }),
  );

/** Deletions of many snapshots. They are tasks, which are started and steered as all others are. */
export const snapshotTaskApi = {
  draftSnapshotsTask: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/snapshots/tasks',
    summary:
      'Preview the deletion of snapshots: what would become of each, and which cannot be deleted. Nothing is done before the task is started; a draft lapses after an hour.',
    source: 'ours',
    input: draftSnapshotsTaskInput,
    output: fleetTask,
    errors: [400, 401, 403],
    idempotencyKey: true,
  }),
} as const;

export type SnapshotTaskOperationName = keyof typeof snapshotTaskApi;
