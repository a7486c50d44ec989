import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { VolumeTransition } from '@asterism/api-types/fleet-api/transition-api';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { describeError } from '#/api/describe-error.ts';
import { RetryTask, UndoTask } from '#/domain/task-actions.tsx';
import { TaskBar, TaskDuration, useTaskStanding } from '#/domain/task-progress.tsx';
import { taskCounts, taskName } from '#/domain/task-words.ts';
import { slowQuery } from '#/api/transition-queries.ts';
import { ageText } from '#/domain/transition-words.ts';
import { VolumeStateLabel } from '#/domain/volume-state.tsx';
import { useNow } from '#/ui/clock.ts';
import { UsualDuration } from '#/domain/usual-duration.tsx';
import { WorkflowProgress } from '#/domain/workflow-progress.tsx';
import { runningWorkflowName } from '#/domain/workflow-words.ts';
import { paths } from '#/lib/paths.ts';
import { FailureAlert } from '#/ui/failure-alert.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import type { Activity } from './use-activity.ts';

const DONE_MAX = 10;

function RunningTask({ task }: { readonly task: FleetTask }) {
  const standing = useTaskStanding(task);
  return (
    <li className="ast-drawer-row">
      <Link to={paths.task(task.id)}>{taskName(task)}</Link>
      <TaskBar task={task} />
      <span className="ast-quiet">
        {task.state === 'RUNNING' && task.asked === undefined ? taskCounts(task) : standing}
      </span>
      <TaskDuration task={task} />
      <UndoTask task={task} isCompact />
    </li>
  );
}

function RunningWorkflow({ workflow }: { readonly workflow: FleetWorkflow }) {
  const name = runningWorkflowName(workflow);
  return (
    <li className="ast-drawer-row">
      <Link to={paths.workflow(workflow.id)}>{name}</Link>
      <div className="ast-drawer-wide">
        <WorkflowProgress workflow={workflow} label={name} />
      </div>
      <UsualDuration
        from={workflow.startedAt ?? workflow.createdAt}
        usualSeconds={workflow.usual?.seconds}
      />
    </li>
  );
}

function EndedTask({ task }: { readonly task: FleetTask }) {
  return (
    <li className="ast-drawer-row">
      <Link to={paths.task(task.id)}>{taskName(task)}</Link>
      <TaskBar task={task} />
      <span className="ast-quiet">{taskCounts(task)}</span>
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
  readonly children: readonly ReactNode[];
}

/** A part of the drawer. Renders nothing when it is empty. */
const Part = ({ title, children }: PartProps) =>
  children.length === 0 ? null : (
    <>
      <h2>{title}</h2>
      <ul className="ast-plain-list">{children}</ul>
    </>
  );

interface DrawerContentProps {
  readonly activity: Activity;
  /** Since when things that are done are new, in epoch milliseconds. */
  readonly since: number;
}

/** What is in the open task drawer. */
export function DrawerContent({ activity, since }: DrawerContentProps) {
  const { tasks, workflows, failed, done, failure, isKnown } = activity;
  const slow = useQuery(slowQuery()).data?.transitions ?? [];
  const isNew = ({ endedAt = '' }: FleetTask) => Date.parse(endedAt) > since;
  const fresh = done.filter(isNew).slice(0, DONE_MAX);
  const isEmpty =
    slow.length + tasks.length + workflows.length + failed.length + fresh.length === 0;
  return (
    <div className="ast-drawer-content">
      {failure === null ? null : <FailureAlert failure={describeError(failure.error)} />}
      {isKnown || failure !== null ? null : <SkeletonLines count={3} />}
      <Part title="Unusually long">
        {slow.slice(0, DONE_MAX).map((transition) => (
          <SlowVolume key={transition.UUID} transition={transition} />
        ))}
      </Part>
      <Part title="In progress">
        {[
          ...tasks.map((task) => <RunningTask key={task.id} task={task} />),
          ...workflows.map((workflow) => <RunningWorkflow key={workflow.id} workflow={workflow} />),
        ]}
      </Part>
      <Part title="Failed">
        {failed.slice(0, DONE_MAX).map((task) => (
          <EndedTask key={task.id} task={task} />
        ))}
      </Part>
      <Part title="Done since you last looked">
        {fresh.map((task) => (
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
