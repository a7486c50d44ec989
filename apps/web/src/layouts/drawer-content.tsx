import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { VolumeTransition } from '@asterism/api-types/fleet-api/transition-api';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { describeError } from '#/api/describe-error.ts';
import { CancelInRow, RetryTask, UndoTask } from '#/domain/task-actions.tsx';
import { TaskBar, TaskDuration, useTaskStanding } from '#/domain/task-progress.tsx';
import { taskName, taskPath, taskStanding } from '#/domain/task-words.ts';
import { ACTIVE_TASKS, doneTasks, FAILED_TASKS } from '#/api/task-queries.ts';
import { slowQuery } from '#/api/transition-queries.ts';
import { ageText } from '#/domain/transition-words.ts';
import { VolumeStateLabel } from '#/domain/volume-state.tsx';
import { useNow } from '#/ui/clock.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { FailureAlert } from '#/ui/failure-alert.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import type { Activity } from './use-activity.ts';

/** So many of each part are listed; the list of tasks has all. */
const SHOWN_MAX = 10;

function RunningTask({ task }: { readonly task: FleetTask }) {
  const standing = useTaskStanding(task);
  return (
    <li className="ast-drawer-row">
      <Link to={taskPath(task)}>{taskName(task)}</Link>
      <TaskBar task={task} />
      <span className="ast-quiet">
        {task.state === 'RUNNING' && task.asked === undefined ? taskStanding(task) : standing}
      </span>
      <TaskDuration task={task} />
      <UndoTask task={task} isCompact />
      <CancelInRow task={task} />
    </li>
  );
}

function EndedTask({ task }: { readonly task: FleetTask }) {
  return (
    <li className="ast-drawer-row">
      <Link to={taskPath(task)}>{taskName(task)}</Link>
      <TaskBar task={task} />
      <span className="ast-quiet">{taskStanding(task)}</span>
      <span className="ast-quiet">
        <RelativeTime value={task.endedAt} />
      </span>
      <RetryTask task={task} isCompact />
    </li>
  );
}

function SlowVolume({ transition }: { readonly transition: VolumeTransition }) {
  const now = useNow();
  return (
    <li className="ast-drawer-row">
      <Link to={paths.volume(transition.UUID)}>{transition.name || transition.UUID}</Link>
      <span>
        <VolumeStateLabel state={transition.state} />
      </span>
      <span className="ast-quiet">{ageText(transition, now)}</span>
    </li>
  );
}

interface PartProps {
  readonly title: string;
  /** How many there are, with those that are not listed. */
  readonly total: number;
  /** Where all of them are, or what lists more of them here; undefined where no more are known. */
  readonly all: string | (() => void) | undefined;
  readonly children: readonly ReactNode[];
}

function ToAll({ all, children }: Pick<PartProps, 'all'> & { readonly children: ReactNode }) {
  if (typeof all === 'string') return <Link to={all}>{children}</Link>;
  if (all === undefined) return children;
  return (
    <Button variant="link" isInline onClick={all}>
      {children}
    </Button>
  );
}

/** A part of the drawer. Renders nothing when it is empty. */
function Part({ title, total, all, children }: PartProps) {
  if (children.length === 0) return null;
  return (
    <>
      <h2>
        {title}
        {total > children.length ? (
          <>
            {': '}
            <ToAll all={all}>
              {formatCount(children.length)} of {formatCount(total)}
            </ToAll>
          </>
        ) : null}
      </h2>
      <ul className="ast-plain-list">{children}</ul>
    </>
  );
}

interface DrawerContentProps {
  readonly activity: Activity;
}

/** What is in the open task drawer. */
export function DrawerContent({ activity }: DrawerContentProps) {
  const { active, failed, done, since, failure, isKnown } = activity;
  const slow = useQuery(slowQuery()).data ?? { transitions: [], total: 0 };
  const [slowShown, setSlowShown] = useState(SHOWN_MAX);
  const isEmpty = slow.total + active.total + failed.total + done.total === 0;
  return (
    <div className="ast-drawer-content">
      {failure === null ? null : <FailureAlert failure={describeError(failure.error)} />}
      {isKnown || failure !== null ? null : <SkeletonLines count={3} />}
      <Part
        title="Unusually long"
        total={slow.total}
        // No list finds volumes by how long they have been in their state.
        all={
          slowShown < slow.transitions.length
            ? () => setSlowShown(slow.transitions.length)
            : undefined
        }
      >
        {slow.transitions.slice(0, slowShown).map((transition) => (
          <SlowVolume key={transition.UUID} transition={transition} />
        ))}
      </Part>
      <Part title="In progress" total={active.total} all={paths.tasks(ACTIVE_TASKS)}>
        {active.tasks.slice(0, SHOWN_MAX).map((task) => (
          <RunningTask key={task.id} task={task} />
        ))}
      </Part>
      <Part title="Failed" total={failed.total} all={paths.tasks(FAILED_TASKS)}>
        {failed.tasks.slice(0, SHOWN_MAX).map((task) => (
          <EndedTask key={task.id} task={task} />
        ))}
      </Part>
      <Part
        title="Done since you last looked"
        total={done.total}
        all={paths.tasks(doneTasks(since))}
      >
        {done.tasks.slice(0, SHOWN_MAX).map((task) => (
          <EndedTask key={task.id} task={task} />
        ))}
      </Part>
      {isKnown && isEmpty ? (
        <p className="ast-quiet">
          Nothing is in progress, and nothing is new since you last looked. Changes of many volumes
          are followed here, also after a reload.
        </p>
      ) : null}
      <p>
        <Link to={paths.tasks()}>All tasks</Link>
      </p>
    </div>
  );
}
