import {
  isFinalTask,
  type FleetTask,
  type TaskState,
} from '@asterism/api-types/fleet-api/fleet-task';
import { useContext } from 'react';
import { formatDuration } from '#/lib/format.ts';
import { useNow } from '#/ui/clock.ts';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { ProgressBar } from '#/ui/progress-bar.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { taskCounts, taskName } from './task-words.ts';
import { UsualDuration } from './usual-duration.tsx';
import './workflow-progress.css';

const BAR_TONE: Record<TaskState, 'success' | 'danger' | 'warning' | undefined> = {
  DRAFT: undefined,
  PENDING: undefined,
  RUNNING: undefined,
  PAUSED: 'warning',
  COMPLETED: 'success',
  FAILED: 'danger',
  CANCELED: 'warning',
};

/** Percent as shown: whole, truncated, and 100 only when the task has ended. */
const shownPercent = ({ state, percent }: Pick<FleetTask, 'state' | 'percent'>): number =>
  isFinalTask(state) ? Math.trunc(percent) : Math.min(99, Math.trunc(percent));

/** How many seconds are left to undo a task; 0 when it has begun, or cannot be undone. */
export function useSecondsToUndo({ state, dueAt }: Pick<FleetTask, 'state' | 'dueAt'>): number {
  const now = useNow();
  if (state !== 'PENDING' || dueAt === undefined) return 0;
  return Math.max(0, Math.ceil((Date.parse(dueAt) - now) / 1000));
}

const ASKED = {
  pause: 'Asked to pause: finishing what has begun',
  cancel: 'Asked to cancel: finishing what has begun',
} as const;

const NOW: Record<TaskState, string> = {
  DRAFT: 'Nothing is done before you start it',
  PENDING: 'Waiting to start',
  RUNNING: 'Running',
  PAUSED: 'Paused: nothing else begins',
  COMPLETED: 'All done',
  FAILED: 'Ended with failures',
  CANCELED: 'Canceled',
};

/** What a task is at, in words. */
export function useTaskStanding(task: Pick<FleetTask, 'state' | 'asked' | 'dueAt'>): string {
  const left = useSecondsToUndo(task);
  if (task.asked !== undefined) return ASKED[task.asked];
  return left > 0 ? `Starts in ${formatDuration(left * 1000)}` : NOW[task.state];
}

interface TaskProgressProps {
  readonly task: FleetTask;
}

/** A task's progress in a row: its bar and percent. */
export function TaskBar({ task }: TaskProgressProps) {
  const isUnknown = useContext(OutOfReachSince) !== undefined && !isFinalTask(task.state);
  return (
    <div className={isUnknown ? 'ast-progress-last-known' : undefined}>
      <ProgressBar
        label={`Progress: ${taskName(task)}`}
        percent={shownPercent(task)}
        tone={BAR_TONE[task.state]}
      />
    </div>
  );
}

/** How long a task took, beside how long it usually takes; while it is paused, a person decides how long that is. */
export const TaskDuration = ({ task }: TaskProgressProps) => (
  <UsualDuration
    from={task.startedAt}
    to={task.endedAt}
    usualSeconds={task.state === 'PAUSED' ? undefined : task.usualSeconds}
  />
);

/** A task's progress on its page: a large bar with what it is at, its counts and how long it takes. */
export function TaskMeter({ task }: TaskProgressProps) {
  const standing = useTaskStanding(task);
  const outOfReachSince = useContext(OutOfReachSince);
  const since = isFinalTask(task.state) ? undefined : outOfReachSince;
  return (
    <div className={since === undefined ? 'ast-meter' : 'ast-meter ast-progress-last-known'}>
      <ProgressBar
        label={taskName(task)}
        title={standing}
        percent={shownPercent(task)}
        tone={BAR_TONE[task.state]}
      />
      <p className="ast-quiet">
        {taskCounts(task)}
        {task.startedAt === undefined ? null : (
          <>
            {' · '}
            <TaskDuration task={task} />
          </>
        )}
        {since === undefined ? null : (
          <>
            {' · as of '}
            <RelativeTime value={new Date(since).toISOString()} />
          </>
        )}
      </p>
    </div>
  );
}
