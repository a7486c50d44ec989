import { z } from 'zod/mini';
import { qosRateLimitPolicy } from '../cluster-api/policy.ts';
import { schedulePolicy } from '../cluster-api/schedule-policy.ts';
import { textOut, uint64Out } from '../common/scalars.ts';
import { WORKFLOW_TYPES, type WorkflowType } from '../federation-api/workflow.ts';
import { REQUEST_ORIGINS } from './request-origin.ts';
import { volumesChange } from './volumes-change.ts';

/** What a task does with each of its volumes. */
export const VOLUMES_TASK_KINDS = [
  'delete volumes',
  'change volumes',
  'snapshot volumes',
  'schedule volumes',
] as const;
/** What a task does with each of its snapshots. */
export const SNAPSHOTS_TASK_KINDS = ['delete snapshots'] as const;
export type SnapshotsTaskKind = (typeof SNAPSHOTS_TASK_KINDS)[number];
/** What a task does with a QoS policy on each of its clusters; to save it is to create or to change it. */
export const POLICY_TASK_KINDS = ['save QoS policy', 'delete QoS policy'] as const;
export type PolicyTaskKind = (typeof POLICY_TASK_KINDS)[number];
/** What is drafted before it is started. */
export const DRAFTED_KINDS = [
  ...VOLUMES_TASK_KINDS,
  ...SNAPSHOTS_TASK_KINDS,
  ...POLICY_TASK_KINDS,
] as const;
export type DraftedKind = (typeof DRAFTED_KINDS)[number];
/** A write of one volume that somebody made by the API: its cluster is at it, and the task follows it to its end. */
export const RECORDED_KINDS = [
  'create volume',
  'change volume',
  'delete volume',
  'clone snapshot',
  'roll back volume',
  'create snapshot',
  'delete snapshot',
] as const;
export type RecordedKind = (typeof RECORDED_KINDS)[number];
/** What is kept as a task. The others are workflows, which are listed among the tasks. */
export const KEPT_KINDS = [...DRAFTED_KINDS, ...RECORDED_KINDS] as const;
export type KeptKind = (typeof KEPT_KINDS)[number];
export const TASK_KINDS = [...KEPT_KINDS, ...WORKFLOW_TYPES] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/**
 * `DRAFT`: a preview that nobody has started. `PENDING`: it waits, until the time to undo it is over or a worker is free.
 * The last three are final; `FAILED`: at least one of its items has failed.
 */
export const TASK_STATES = [
  'DRAFT',
  'PENDING',
  'RUNNING',
  'PAUSED',
  'COMPLETED',
  'FAILED',
  'CANCELED',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

const FINAL: Readonly<Record<TaskState, boolean>> = {
  DRAFT: false,
  PENDING: false,
  RUNNING: false,
  PAUSED: false,
  COMPLETED: true,
  FAILED: true,
  CANCELED: true,
};

/** Whether the task has ended. */
export const isFinalTask = (state: TaskState): boolean => FINAL[state];

/**
 * What has become of one volume of a task. `following`: its cluster has accepted the request, and is at it. `canceled`: it had
 * not begun when the task was canceled. `skipped`: it could not be done from the start.
 */
export const TASK_ITEM_STATES = [
  'failed',
  'running',
  'following',
  'waiting',
  'done',
  'canceled',
  'skipped',
] as const;
export type TaskItemState = (typeof TASK_ITEM_STATES)[number];

const isOneOf = <T extends string>(kinds: readonly T[], kind: string): kind is T =>
  kinds.some((one) => one === kind);

/** Whether the items of the task are snapshots. */
export const isSnapshotsTask = (kind: TaskKind): kind is SnapshotsTaskKind =>
  isOneOf(SNAPSHOTS_TASK_KINDS, kind);

/** Whether the items of the task are clusters with a QoS policy. */
export const isPolicyTask = (kind: TaskKind): kind is PolicyTaskKind =>
  isOneOf(POLICY_TASK_KINDS, kind);

/** Whether the task was drafted: then it can be steered, and done again. */
export const isDrafted = (kind: TaskKind): kind is DraftedKind => isOneOf(DRAFTED_KINDS, kind);

/** Whether the task is a workflow: it can be canceled, and `getFleetWorkflow` tells its stages. */
export const isWorkflowTask = (kind: TaskKind): kind is WorkflowType =>
  isOneOf(WORKFLOW_TYPES, kind);

/** The most volumes or snapshots that can be named one by one, and the most that a task may have. */
export const TASK_VOLUMES_MAX = 1000;
export const TASK_ITEMS_MAX = 100_000;
/** The longest time to undo a task before it begins, in seconds. */
export const UNDO_SECONDS_MAX = 300;

/** Why an item has failed or was skipped. */
export const TASK_TROUBLES = [
  /** It changed after it was looked at. */
  'changed',
  /** Its state does not allow it now. */
  'state',
  /** Who started the task may not do it. */
  'not-permitted',
  /** There is none of this UUID. */
  'gone',
  /** It is so already. */
  'nothing-to-do',
  /** The result would break a rule, such as too many labels. */
  'not-valid',
  /** Its cluster cannot be reached, or is too busy. */
  'unavailable',
  'refused',
  /** Its cluster accepted it, and then the volume failed. */
  'not-finished',
  /** It may have been done: nothing told. */
  'unknown',
] as const;
export type TaskTrouble = (typeof TASK_TROUBLES)[number];

export const taskFailure = z.object({
  kind: z.enum(TASK_TROUBLES),
  /** For people. */
  reason: textOut,
});
export type TaskFailure = z.infer<typeof taskFailure>;

/** One volume or snapshot of a task, one cluster with a QoS policy, or the cluster of a workflow, as it was when the task began. */
export const taskItem = z.object({
  /** Its place in the task, from 0. */
  index: z.number(),
  /** The volume, the snapshot, or the cluster: then `projectName` is empty, and `size` is 0. */
  target: z.object({
    UUID: z.string(),
    name: textOut,
    projectName: textOut,
    clusterId: textOut,
    /** In bytes; of a snapshot, those that it alone occupies. */
    size: uint64Out,
    /** Of a volume or a snapshot, when the task was drafted: what it is to be still. */
    ETag: z.optional(z.string()),
    /** Of a snapshot: the volume that it was taken of. */
    volume: z.optional(z.object({ UUID: textOut, name: textOut })),
  }),
  state: z.enum(TASK_ITEM_STATES),
  failure: z.optional(taskFailure),
  /** Whether it was modified between when it was selected and when the task was drafted. */
  isModified: z._default(z.boolean(), false),
  /** Whether hosts were connected to it, or any host may connect; of a QoS policy, whether volumes have it. */
  mayBeInUse: z._default(z.boolean(), false),
  /** Of a volume that is to be deleted: its snapshots, and their clones, as of the draft. Absent where that is not known. */
  snapshots: z.optional(z.number()),
  /** Of a snapshot: those that were made of it. */
  clones: z.optional(z.number()),
  /**
   * Of a snapshot that is to be deleted: whether a schedule has made it and would keep it longer, as its time and retention
   * tell. Of a volume that is to get a schedule: whether it has another one. Absent where that is not known.
   */
  isScheduled: z.optional(z.boolean()),
  startedAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
});
export type TaskItem = z.infer<typeof taskItem>;

/** What becomes of a QoS policy on the clusters of a task. */
const policyChange = z.object({
  name: z.string(),
  /** Absent: it stays as it is. */
  description: z.optional(z.string()),
  /** Absent with `delete QoS policy`. */
  limits: z.optional(
    z.extend(qosRateLimitPolicy, { policyVisibility: z.enum(['Unavailable', 'Scoped', 'Global']) }),
  ),
});
export type PolicyChange = z.infer<typeof policyChange>;

/** What was asked for as `volumesSnapshot`. Its rules are for who asks, and the first page would load them with it. */
const takenSnapshots = z.object({
  name: z.string(),
  retentionTime: z.optional(z.string()),
  description: z.optional(z.string()),
  labels: z.optional(z.array(z.object({ key: z.string(), value: z.string() }))),
});

/** What was asked for as `volumesSchedule`, likewise. */
const givenSchedules = z.object({
  name: z.string(),
  schedulePolicy,
  description: z.optional(z.string()),
});

/** Something that the federation carries out or follows, whatever becomes of the browser that asked for it. */
export const fleetTask = z.object({
  id: z.string(),
  kind: z.enum(TASK_KINDS),
  state: z.enum(TASK_STATES),
  /** What is to be changed; with `change volumes`. */
  change: z.optional(volumesChange),
  /** What snapshots are taken; with `snapshot volumes`. */
  snapshot: z.optional(takenSnapshots),
  /** What snapshot schedules are created; with `schedule volumes`. */
  schedule: z.optional(givenSchedules),
  /** What is to become of a QoS policy; with the kinds about one. */
  policy: z.optional(policyChange),
  total: z.number(),
  /** How many of its items are in each state. */
  counts: z.record(z.enum(TASK_ITEM_STATES), z.number()),
  /** Of those items that can be done; 100 only at the end. A workflow that did not complete stays where it was. */
  percent: z.number(),
  /** Of a workflow: the stage that it is at, or ended in; empty before the first. */
  stage: z.optional(textOut),
  /** Of a workflow: why it has failed or was canceled, for people. */
  reason: z.optional(textOut),
  /** Of all its volumes, or what its snapshots alone occupy, in bytes, as of its draft. */
  capacity: uint64Out,
  risks: z.object({
    /** How many of its volumes may be in use, and how many were modified since they were selected. */
    mayBeInUse: z.number(),
    modified: z.number(),
    /** How many snapshots and clones its volumes have. Absent where that is not known of all of them. */
    snapshots: z.optional(z.number()),
    clones: z.optional(z.number()),
    /** How many of its snapshots a schedule keeps; how many volumes that are to get one have another. Absent likewise. */
    scheduled: z.optional(z.number()),
    /** How many more bytes each cluster would promise for larger volumes, once for each replica. Absent when none would. */
    growth: z.optional(z.array(z.object({ clusterId: z.string(), bytes: uint64Out }))),
  }),
  /** The name of its volume or snapshot, when it has but one; the name of its QoS policy; its cluster, or the endpoint of that. */
  subject: textOut,
  projects: z.array(z.string()),
  /** Those of them in which it changes something: whoever starts or steers it must be allowed to. Absent: all. */
  changedProjects: z.optional(z.array(z.string())),
  clusterIds: z.array(z.string()),
  /** What was asked of it while it ran, and it has not come to yet. */
  asked: z.optional(z.enum(['pause', 'cancel'])),
  startedBy: textOut,
  /** Absent where it is not known. */
  origin: z.optional(z.enum(REQUEST_ORIGINS)),
  /** The task whose failed items these are. */
  retryOf: z.optional(z.string()),
  createdAt: z.string(),
  /** Until when it can be undone; absent when it could not. */
  dueAt: z.optional(z.string()),
  startedAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
  /** Seconds that as many items of this kind usually take; absent when nothing is known of that. */
  usualSeconds: z.optional(z.number()),
});
export type FleetTask = z.infer<typeof fleetTask>;
export type TaskGrowth = NonNullable<FleetTask['risks']['growth']>;
