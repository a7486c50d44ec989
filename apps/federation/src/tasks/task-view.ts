import type { FleetTask, TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import { isFinalTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { TaskItemRow } from '../store/task-item-store.ts';
import type { TaskRow, UsualTimes } from '../store/task-store.ts';
import { percentOf, waitingOf } from './core/end-of-run.ts';

/** Below this it says nothing that how long it takes usually is. */
const USUAL_MIN_SECONDS = 1;

function usualOf({ kind, total, skipped }: TaskRow, usual: UsualTimes | undefined) {
  const seconds = usual?.get(kind);
  if (seconds === undefined) return {};
  return { usualSeconds: Math.max(USUAL_MIN_SECONDS, Math.round(seconds * (total - skipped))) };
}

const dependentsOf = ({ snapshots, clones }: Pick<TaskRow, 'snapshots' | 'clones'>) => ({
  ...(snapshots === null ? {} : { snapshots }),
  ...(clones === null ? {} : { clones }),
});

/** The task as the API has it. */
export const fleetTaskOf = (row: TaskRow, usual?: UsualTimes): FleetTask => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  ...(row.change === null ? {} : { change: row.change }),
  ...(row.policy === null ? {} : { policy: row.policy }),
  ...(row.snapshot === null ? {} : { snapshot: row.snapshot }),
  ...(row.schedule === null ? {} : { schedule: row.schedule }),
  total: row.total,
  counts: {
    waiting: waitingOf(row),
    running: row.running,
    following: row.following,
    done: row.done,
    failed: row.failed,
    canceled: row.canceled,
    skipped: row.skipped,
  },
  percent: percentOf(row, isFinalTask(row.state)),
  capacity: String(row.capacity),
  risks: {
    mayBeInUse: row.mayBeInUse,
    modified: row.modified,
    ...dependentsOf(row),
    ...(row.scheduled === null ? {} : { scheduled: row.scheduled }),
    ...(row.growth === null ? {} : { growth: row.growth }),
  },
  subject: row.subject,
  projects: [...row.projects],
  ...(row.changedProjects === null ? {} : { changedProjects: [...row.changedProjects] }),
  clusterIds: [...row.clusterIds],
  ...(row.asked === null ? {} : { asked: row.asked }),
  startedBy: row.startedBy,
  ...(row.origin === null ? {} : { origin: row.origin }),
  ...(row.retryOf === null ? {} : { retryOf: row.retryOf }),
  createdAt: row.createdAt.toISOString(),
  ...(row.dueAt === null ? {} : { dueAt: row.dueAt.toISOString() }),
  ...(row.startedAt === null ? {} : { startedAt: row.startedAt.toISOString() }),
  ...(row.endedAt === null ? {} : { endedAt: row.endedAt.toISOString() }),
  ...usualOf(row, usual),
});

/** An item as the API has it. */
export const taskItemOf = (row: TaskItemRow): TaskItem => ({
  index: row.index,
  target: {
    UUID: row.volumeId,
    name: row.name,
    projectName: row.projectName,
    clusterId: row.clusterId ?? '',
    size: row.size,
    // A cluster is in no project, and what is kept of a QoS policy there is no ETag.
    ...(row.projectName === '' ? {} : { ETag: row.etag }),
    ...(row.ofVolume === null ? {} : { volume: row.ofVolume }),
  },
  state: row.state,
  ...(row.failure === null ? {} : { failure: row.failure }),
  isModified: row.isModified,
  mayBeInUse: row.mayBeInUse,
  ...dependentsOf(row),
  ...(row.isScheduled === null ? {} : { isScheduled: row.isScheduled }),
  ...(row.startedAt === null ? {} : { startedAt: row.startedAt.toISOString() }),
  ...(row.endedAt === null ? {} : { endedAt: row.endedAt.toISOString() }),
});
