import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import {
  KEPT_KINDS,
  TASK_ITEM_STATES,
  TASK_STATES,
  type PolicyChange,
  type TaskFailure,
  type TaskGrowth,
  type TaskItem,
} from '@asterism/api-types/fleet-api/fleet-task';
import { REQUEST_ORIGINS } from '@asterism/api-types/fleet-api/request-origin';
import type { VolumesChange } from '@asterism/api-types/fleet-api/volumes-change';
import type { VolumesSchedule } from '@asterism/api-types/fleet-api/volumes-schedule';
import type { VolumesSnapshot } from '@asterism/api-types/fleet-api/volumes-snapshot';
import { federation } from './schema.ts';

const time = (name: string) => timestamp(name, { withTimezone: true });
const count = (name: string) => integer(name).notNull().default(0);

/** Changes of many volumes or snapshots, or of QoS policies on clusters. The row is the API's task; the queue only says that it is to be run. */
export const tasks = federation.table(
  'tasks',
  {
    id: uuid('id').primaryKey(),
    /** Order of creation; times can be equal, this cannot. */
    sequence: bigint('sequence', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    kind: text('kind', { enum: KEPT_KINDS }).notNull(),
    state: text('state', { enum: TASK_STATES }).notNull().default('DRAFT'),
    change: jsonb('change').$type<VolumesChange>(),
    policy: jsonb('policy').$type<PolicyChange>(),
    snapshot: jsonb('snapshot').$type<VolumesSnapshot>(),
    schedule: jsonb('schedule').$type<VolumesSchedule>(),
    /** How many runs were claimed. Only the newest may write: the number is its fencing token. */
    run: integer('run').notNull().default(0),
    /** What a person wants of a run that goes on. */
    asked: text('asked', { enum: ['pause', 'cancel'] }),
    total: integer('total').notNull(),
    /** Items in each of the other states; what is left of the total is waiting. */
    running: count('running'),
    following: count('following'),
    done: count('done'),
    failed: count('failed'),
    canceled: count('canceled'),
    skipped: count('skipped'),
    capacity: bigint('capacity', { mode: 'bigint' }).notNull(),
    mayBeInUse: count('may_be_in_use'),
    modified: count('modified'),
    /** Of volumes that are to be deleted. Null where that is not known. */
    snapshots: integer('snapshots'),
    clones: integer('clones'),
    /** Of snapshots that are to be deleted: how many a schedule keeps; of volumes that get one: how many have another. Null likewise. */
    scheduled: integer('scheduled'),
    /** Of volumes that are to be larger. Null where none is. */
    growth: jsonb('growth').$type<TaskGrowth>(),
    /** The name of its volume or snapshot, when it has but one; the name of its QoS policy. */
    subject: text('subject').notNull().default(''),
    projects: text('projects').array().notNull().$type<readonly string[]>(),
    /** Those of the items that are not skipped. Null when those are all. */
    changedProjects: text('changed_projects').array().$type<readonly string[]>(),
    clusterIds: uuid('cluster_ids').array().notNull().$type<readonly string[]>(),
    startedBy: text('started_by').notNull(),
    /** Null where it is not known. */
    origin: text('origin', { enum: REQUEST_ORIGINS }),
    retryOf: uuid('retry_of'),
    createdAt: time('created_at').notNull().defaultNow(),
    dueAt: time('due_at'),
    startedAt: time('started_at'),
    endedAt: time('ended_at'),
  },
  (table) => [
    uniqueIndex('tasks_sequence').on(table.sequence),
    index('tasks_state').on(table.state, table.sequence),
    // Among workflows, in the order in which they were asked for.
    index('tasks_created').on(table.createdAt, table.sequence),
    index('tasks_retries')
      .on(table.retryOf)
      .where(sql`retry_of is not null`),
    // Of the tasks of a kind that have ended, the last ones: how long they took.
    index('tasks_ended').on(table.kind, table.endedAt),
    index('tasks_drafts')
      .on(table.createdAt)
      .where(sql`state = 'DRAFT'`),
  ],
);

/** The volumes or snapshots of the tasks, or the clusters of those about QoS policies, as they were when each was drafted. */
export const taskItems = federation.table(
  'task_items',
  {
    taskId: uuid('task_id').notNull(),
    /** Its place in the task, from 0. */
    index: integer('index').notNull(),
    /** Of a task about snapshots or a QoS policy, the snapshot or the cluster. */
    volumeId: uuid('volume_id').notNull(),
    name: text('name').notNull(),
    projectName: text('project_name').notNull(),
    /** Of a record of a snapshot that was taken or deleted; then the volume is the one that it is of. */
    snapshotId: uuid('snapshot_id'),
    /** Null when nobody has the volume. */
    clusterId: uuid('cluster_id'),
    size: text('size').notNull(),
    /** Of a QoS policy its UUID there, empty when there is none: it has no ETag. */
    etag: text('etag').notNull(),
    /** A hash of what of it matters to the task. */
    seen: text('seen').notNull(),
    isModified: boolean('is_modified').notNull(),
    mayBeInUse: boolean('may_be_in_use').notNull(),
    snapshots: integer('snapshots'),
    clones: integer('clones'),
    /** Of a snapshot: its volume, and whether a schedule keeps it. Of a volume that gets a schedule: whether it has another. */
    ofVolume: jsonb('of_volume').$type<TaskItem['target']['volume']>(),
    isScheduled: boolean('is_scheduled'),
    state: text('state', { enum: TASK_ITEM_STATES }).notNull(),
    failure: jsonb('failure').$type<TaskFailure>(),
    startedAt: time('started_at'),
    endedAt: time('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.taskId, table.index] }),
    index('task_items_state').on(table.taskId, table.state, table.clusterId, table.index),
  ],
);
