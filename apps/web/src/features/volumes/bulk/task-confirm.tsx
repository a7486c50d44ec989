import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { describeOutcome } from '#/api/describe-error.ts';
import { startedTasks } from '#/api/started-tasks.ts';
import { startTask, UNDO_SECONDS } from '#/api/task-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { TaskPreview } from '#/domain/task-preview.tsx';
import { toDoOf, workOf } from '#/domain/task-outcome.ts';
import { formatCount } from '#/lib/format.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';

/** So many at once are more than a slip. */
const TYPED_FROM = 10;

/** What is to be typed before this is done; nothing when little can be lost. */
function toType(draft: FleetTask): string | undefined {
  if (draft.kind !== 'delete volumes') return undefined;
  const { mayBeInUse, modified } = draft.risks;
  const toDo = toDoOf(draft);
  if (toDo === 0 || (mayBeInUse + modified === 0 && toDo < TYPED_FROM)) return undefined;
  return draft.subject === '' ? `delete ${toDo}` : draft.subject;
}

interface TaskConfirmProps {
  readonly draft: FleetTask;
  readonly onStarted: (task: FleetTask) => void;
  readonly onCancel: () => void;
  /** To what was entered; undefined where nothing was. */
  readonly onBack: (() => void) | undefined;
}

/** Shows what a draft would do with each volume, and starts it once that is confirmed. */
export function TaskConfirm({ draft, onStarted, onCancel, onBack }: TaskConfirmProps) {
  const { write, outcome, isPending, isChecking } = useWrite(startTask);
  const toDo = toDoOf(draft);
  const isDeletion = draft.kind === 'delete volumes';
  const name = workOf(draft);
  const start = () =>
    write(draft, (ended) => {
      if (ended.kind !== 'done') return;
      startedTasks.add(draft.id);
      onStarted(ended.value);
    });
  return (
    <ConfirmDialog
      title={toDo === 0 ? `Nothing to do for ${formatCount(draft.total)} volumes` : `${name}?`}
      action={name}
      isWide
      isDanger={isDeletion}
      isPending={isPending || toDo === 0}
      checking={isChecking ? 'the task has started' : undefined}
      typeToConfirm={toType(draft)}
      error={outcome === undefined ? undefined : describeOutcome(outcome)}
      onConfirm={start}
      onCancel={onCancel}
      onBack={onBack}
    >
      <div className="ast-stack">
        <TaskPreview task={draft} />
        {isDeletion ? (
          <p className="ast-quiet">
            You can undo this for {UNDO_SECONDS['delete volumes']} seconds after you confirm it. A
            volume that is modified meanwhile is kept.
          </p>
        ) : null}
      </div>
    </ConfirmDialog>
  );
}
