import {
  isDrafted,
  isFinalTask,
  isWorkflowTask,
  type FleetTask,
} from '@asterism/api-types/fleet-api/fleet-task';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { describeOutcome } from '#/api/describe-error.ts';
import {
  cancelTask,
  pauseTask,
  resumeTask,
  retryTask,
  startTask,
  type TaskWrite,
} from '#/api/task-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { showToast } from '#/lib/toasts.ts';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import { CancelTaskDialog } from './cancel-task-dialog.tsx';
import { CancelWorkflowDialog } from './cancel-workflow.tsx';
import { useMissingRight } from './missing-right.ts';
import { useSecondsToUndo } from './task-progress.tsx';
import { changedBy, itemWords, retriable, taskName } from './task-words.ts';

interface TaskActionProps {
  readonly task: FleetTask;
  /** In a row. */
  readonly isCompact?: boolean;
}

interface WriteButtonProps extends TaskActionProps {
  readonly write: TaskWrite;
  readonly text: string;
  readonly reason?: string | undefined;
  readonly variant?: 'primary' | 'secondary';
  /** Called with the task as it is then. */
  readonly onDone?: (task: FleetTask) => void;
}

/** A button that changes a task at once; what went wrong is told over the page. */
function WriteButton(props: WriteButtonProps) {
  const { task, isCompact = false, text, reason, variant = 'secondary', onDone } = props;
  const { write, isPending, reset } = useWrite(props.write);
  const run = () => {
    reset();
    write(task, (outcome) => {
      const failed = describeOutcome(outcome);
      if (failed !== undefined)
        showToast({ tone: 'danger', title: failed.title, detail: failed.advice });
      else if (outcome.kind === 'done') onDone?.(outcome.value);
    });
  };
  return (
    <ReasonedButton
      variant={variant}
      {...(isCompact ? { size: 'sm' } : {})}
      reason={reason}
      isAriaDisabled={isPending}
      isLoading={isPending}
      onClick={run}
    >
      {text}
    </ReasonedButton>
  );
}

/** Takes a task back before it begins. Renders nothing once that is over. */
export function UndoTask({ task, isCompact = false }: TaskActionProps) {
  const left = useSecondsToUndo(task);
  const missing = useMissingRight('cancelTask', ...changedBy(task));
  if (left === 0) return null;
  return (
    <WriteButton
      task={task}
      isCompact={isCompact}
      write={cancelTask}
      text={`Undo (${left} s)`}
      reason={missing}
      onDone={() =>
        showToast({ tone: 'info', title: `Undone: ${taskName(task)}. Nothing was changed.` })
      }
    />
  );
}

/** Drafts a task of what has failed or was canceled, and shows its preview. Renders nothing when all was done. */
export function RetryTask({ task, isCompact = false }: TaskActionProps) {
  const navigate = useNavigate();
  const missing = useMissingRight('retryTask', ...changedBy(task));
  const left = retriable(task);
  if (!isFinalTask(task.state) || left === 0) return null;
  return (
    <WriteButton
      task={task}
      isCompact={isCompact}
      write={retryTask}
      text={task.counts.failed > 0 ? `Retry failed (${formatCount(left)})` : 'Do the rest'}
      reason={missing}
      onDone={({ id }) => void navigate(paths.task(id))}
    />
  );
}

/** Starts a draft, or throws it away. */
function DraftActions({ task }: TaskActionProps) {
  const navigate = useNavigate();
  const missing = useMissingRight('startTask', ...changedBy(task));
  const nothing =
    task.counts.waiting === 0
      ? `Nothing can be done with these ${itemWords(task.kind).many} now`
      : undefined;
  return (
    <>
      <WriteButton
        task={task}
        write={cancelTask}
        text="Discard"
        reason={missing}
        onDone={() => void navigate(paths.tasks())}
      />
      <WriteButton
        task={task}
        write={startTask}
        text="Start"
        variant="primary"
        reason={missing ?? nothing}
      />
    </>
  );
}

/** Cancels a task that has begun, once the person has confirmed it. */
function CancelTask({ task, reason }: TaskActionProps & { readonly reason: string | undefined }) {
  const [isConfirming, setIsConfirming] = useState(false);
  return (
    <>
      <ReasonedButton
        variant="secondary"
        isDanger
        reason={reason}
        onClick={() => setIsConfirming(true)}
      >
        Cancel task
      </ReasonedButton>
      {isConfirming ? (
        <CancelTaskDialog task={task} onClose={() => setIsConfirming(false)} />
      ) : null}
    </>
  );
}

/** Cancels a task or a workflow that has begun, from its row. Renders nothing for what nobody can cancel. */
export function CancelInRow({ task }: TaskActionProps) {
  const { id, kind, subject, state, asked } = task;
  const [isConfirming, setIsConfirming] = useState(false);
  const isWorkflow = isWorkflowTask(kind);
  const missing = useMissingRight(isWorkflow ? 'cancelWorkflow' : 'cancelTask', ...changedBy(task));
  const canBeUndone = useSecondsToUndo(task) > 0;
  if (canBeUndone || isFinalTask(state) || !(isWorkflow || isDrafted(kind))) return null;
  const close = () => setIsConfirming(false);
  return (
    <>
      <ReasonedButton
        variant="secondary"
        isDanger
        size="sm"
        reason={missing ?? (asked === 'cancel' ? 'It is being canceled' : undefined)}
        aria-label={`Cancel: ${taskName(task)}`}
        onClick={() => setIsConfirming(true)}
      >
        Cancel
      </ReasonedButton>
      {isConfirming && isWorkflow ? (
        <CancelWorkflowDialog workflow={{ id, type: kind, target: subject }} onClose={close} />
      ) : null}
      {isConfirming && !isWorkflow ? <CancelTaskDialog task={task} onClose={close} /> : null}
    </>
  );
}

/** Pauses or resumes a task that has not ended, or cancels it. */
function SteerTask({ task }: TaskActionProps) {
  const missing = useMissingRight('pauseTask', ...changedBy(task));
  const left = useSecondsToUndo(task);
  const reason = missing ?? (task.asked === 'cancel' ? 'It is being canceled' : undefined);
  const mayGoOn = task.state === 'PAUSED' || task.asked === 'pause';
  return (
    <>
      <WriteButton
        key={mayGoOn ? 'resume' : 'pause'}
        task={task}
        write={mayGoOn ? resumeTask : pauseTask}
        text={mayGoOn ? 'Resume' : 'Pause'}
        reason={reason}
      />
      {left > 0 ? <UndoTask task={task} /> : <CancelTask task={task} reason={reason} />}
    </>
  );
}

/** What can be done with a task as it is now. */
export function TaskActions({ task }: TaskActionProps) {
  // Its cluster is at it already.
  if (!isDrafted(task.kind)) return null;
  if (task.state === 'DRAFT') return <DraftActions task={task} />;
  return isFinalTask(task.state) ? <RetryTask task={task} /> : <SteerTask task={task} />;
}
