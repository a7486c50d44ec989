import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { taskApi } from '@asterism/api-types/fleet-api/task-api';
import { describeOutcome } from '#/api/describe-error.ts';
import { cancelTask } from '#/api/task-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { formatCount } from '#/lib/format.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { ShowCall } from './show-call.tsx';
import { taskName } from './task-words.ts';

interface CancelTaskDialogProps {
  readonly task: FleetTask;
  readonly onClose: () => void;
}

/** Asks whether a task is to be canceled, and cancels it. */
export function CancelTaskDialog({ task, onClose }: CancelTaskDialogProps) {
  const { write, outcome, isPending, isChecking } = useWrite(cancelTask);
  const { counts, id: taskId } = task;
  return (
    <ConfirmDialog
      title="Cancel this task?"
      subject={[['Task', taskName(task)]]}
      action="Cancel task"
      dismiss="Keep it"
      isDanger
      isPending={isPending}
      checking={isChecking ? 'the task was canceled' : undefined}
      error={describeOutcome(outcome)}
      onCancel={onClose}
      onConfirm={() =>
        write(task, ({ kind }) => {
          if (kind === 'done') onClose();
        })
      }
    >
      <div className="ast-stack">
        <ul className="ast-sentences">
          <li>What is done stays done: {formatCount(counts.done)}.</li>
          <li>What has begun is finished: {formatCount(counts.running + counts.following)}.</li>
          <li>What is waiting stays as it is: {formatCount(counts.waiting)}.</li>
        </ul>
        <ShowCall call={{ operation: taskApi.cancelTask, input: { taskId } }} />
      </div>
    </ConfirmDialog>
  );
}
