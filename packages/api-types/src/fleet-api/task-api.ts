import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { listOut, uuid } from '../common/scalars.ts';
import { anyOf, anyText, fleetVolumesInput } from './fleet-volumes.ts';
import {
  fleetTask,
  TASK_ITEM_STATES,
  TASK_KINDS,
  TASK_STATES,
  taskItem,
  UNDO_SECONDS_MAX,
  VOLUMES_TASK_KINDS,
} from './fleet-task.ts';
import { chosenByUuid, matchingVolumes } from './task-targets.ts';
import { transitionApi } from './transition-api.ts';
import { volumesChange } from './volumes-change.ts';
import { volumesSchedule } from './volumes-schedule.ts';
import { volumesSnapshot } from './volumes-snapshot.ts';

const { search, query, order, offset, limit } = fleetVolumesInput.shape;

/**
 * What tasks can be sorted by. `started` is the order in which they were asked for; with `ended`, what has not ended comes after
 * all that has. Of equal ones the newer is last.
 */
export const TASK_SORT_KEYS = [
  'name',
  'state',
  'progress',
  'started',
  'duration',
  'outcome',
  'startedBy',
  'capacity',
  'ended',
  'origin',
] as const;
export type TaskSortKey = (typeof TASK_SORT_KEYS)[number];

const taskId = uuid;
const byId = z.object({ taskId });
const ofTask = [400, 401, 403, 404, 409];

const draftTaskInput = z
  .object({
    kind: z.enum(VOLUMES_TASK_KINDS, {
      error: `must be one of ${VOLUMES_TASK_KINDS.join(', ')}`,
    }),
    /** With `change volumes`. */
    change: z.optional(volumesChange),
    /** With `snapshot volumes`. */
    snapshot: z.optional(volumesSnapshot),
    /** With `schedule volumes`. */
    schedule: z.optional(volumesSchedule),
    /** The volumes by UUID, each with its ETag when it was selected. */
    volumes: chosenByUuid('volumes'),
    /** … or all that match. */
    matching: z.optional(matchingVolumes),
  })
  .check(
    z.refine(({ kind, change }) => (kind === 'change volumes') === (change !== undefined), {
      path: ['change'],
      error: 'is required with "change volumes", and with nothing else',
    }),
    z.refine(({ kind, snapshot }) => (kind === 'snapshot volumes') === (snapshot !== undefined), {
      path: ['snapshot'],
      error: 'is required with "snapshot volumes", and with nothing else',
    }),
    z.refine(({ kind, schedule }) => (kind === 'schedule volumes') === (schedule !== undefined), {
      path: ['schedule'],
      error: 'is required with "schedule volumes", and with nothing else',
    }),
    z.refine(({ volumes, matching }) => (volumes === undefined) !== (matching === undefined), {
      path: ['volumes'],
      error: 'is required, or else matching',
    }),
  );

/**
 * Tasks: all that the federation carries out or follows. Whoever may see all projects of a task sees it; workflows are for
 * cluster admins.
 */
export const taskApi = {
  ...transitionApi,
  draftTask: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/tasks',
    summary:
      'Preview a task: what it would do with each volume, and which it cannot. Nothing is done before it is started; a draft lapses after an hour.',
    source: 'ours',
    input: draftTaskInput,
    output: fleetTask,
    errors: [400, 401, 403],
    idempotencyKey: true,
  }),
  listTasks: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/tasks',
    summary:
      'The tasks that were started, the single writes that were made by the API, and for cluster admins all workflows; the newest first unless sorted.',
    source: 'ours',
    input: z.object({
      /** Words: each is in the kind, in what the task is about, in a project, or in who started it; any case. */
      search,
      /** Words and conditions in one line, all of which must match: `failed>0 took>1h -startedBy:ada`. */
      query,
      kind: anyOf(TASK_KINDS),
      state: anyOf(TASK_STATES),
      startedBy: anyText,
      /** UUIDs; of a workflow also the name and the endpoint that its cluster had. */
      cluster: anyText,
      /** `console`: of single writes those alone that were made in the console. Other programs can make very many. */
      singleWrites: z.optional(z.enum(['all', 'console'], { error: 'must be all or console' })),
      /**
       * `true`: only what failed in the last 7 days and is unsettled: nobody has begun a retry of it, and of workflows no later
       * one of the kind on the same cluster or endpoint has completed or is running.
       */
      unresolved: z.optional(z.enum(['true', 'false'], { error: 'must be true or false' })),
      /** Only what has ended after this time. */
      endedAfter: z.optional(
        z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-29T06:00:00Z' }),
      ),
      sort: z._default(
        z.enum(TASK_SORT_KEYS, { error: `must be one of ${TASK_SORT_KEYS.join(', ')}` }),
        'started',
      ),
      order: z._default(order.def.innerType, 'desc'),
      offset,
      limit,
    }),
    output: z.object({
      tasks: z.array(fleetTask),
      /** How many match, on all pages. */
      total: z.number(),
      /** Who has started any of those that you may see, whatever is asked for. */
      people: listOut(z.string()),
    }),
    errors: [400, 401],
  }),
  getTask: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/tasks/{taskId}',
    summary: 'One task.',
    source: 'ours',
    input: byId,
    output: fleetTask,
    errors: [400, 401, 404],
  }),
  listTaskItems: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/tasks/{taskId}/items',
    summary: 'The items of a task with what has become of each: failures first.',
    source: 'ours',
    input: z.object({
      taskId,
      /** Words: each is in the name of the volume, snapshot or cluster, in its project or in its UUID; any case. */
      search,
      state: anyOf(TASK_ITEM_STATES),
      offset,
      limit,
    }),
    output: z.object({
      items: z.array(taskItem),
      /** How many match, on all pages. */
      total: z.number(),
    }),
    errors: [400, 401, 404],
  }),
  startTask: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/tasks/{taskId}/start',
    summary: 'Start a draft: at once, or when the time to undo it is over.',
    source: 'ours',
    input: z.object({
      taskId,
      undoSeconds: z._default(
        z
          .int({ error: 'must be a whole number of seconds' })
          .check(
            z.gte(0, 'must be 0 or more'),
            z.lte(UNDO_SECONDS_MAX, `must be at most ${UNDO_SECONDS_MAX}`),
          ),
        0,
      ),
    }),
    output: fleetTask,
    errors: ofTask,
  }),
  pauseTask: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/tasks/{taskId}/pause',
    summary: 'Pause a task: what has begun is finished, and nothing else begins.',
    source: 'ours',
    input: byId,
    output: fleetTask,
    errors: ofTask,
  }),
  resumeTask: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/tasks/{taskId}/resume',
    summary: 'Resume a paused task, or start one at once that could still be undone.',
    source: 'ours',
    input: byId,
    output: fleetTask,
    errors: ofTask,
  }),
  cancelTask: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/tasks/{taskId}/cancel',
    summary:
      'Cancel a task: what has begun is finished, and the rest stays as it is. A draft, or a task before its time, has then done nothing. A workflow is undone.',
    source: 'ours',
    input: byId,
    output: fleetTask,
    errors: ofTask,
  }),
  retryTask: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/tasks/{taskId}/retry',
    summary: 'Draft a task of the items that have failed or were canceled, as they are now.',
    source: 'ours',
    input: byId,
    output: fleetTask,
    errors: ofTask,
    idempotencyKey: true,
  }),
} as const;

export type TaskOperationName = keyof typeof taskApi;
