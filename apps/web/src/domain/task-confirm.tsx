import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { taskApi } from '@asterism/api-types/fleet-api/task-api';
import type { ReactNode } from 'react';
import { describeOutcome } from '#/api/describe-error.ts';
import { startedTasks } from '#/api/started-tasks.ts';
import { startTask, type TaskWrite } from '#/api/task-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { toDoOf, workOf } from '#/domain/task-outcome.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import type { ApiCall } from './curl-command.ts';
import { PageCalls } from './page-calls.tsx';
import { TaskScript } from './task-script.tsx';
import { countItems } from './task-words.ts';

interface TaskConfirmProps {
  readonly draft: FleetTask;
  /** What made the draft. */
  readonly drafted: ApiCall;
  /** What it does, where its name does not say that best. */
  readonly name?: string;
  readonly isDanger?: boolean;
  /** What is to be typed before it is done; nothing when little can be lost. */
  readonly typeToConfirm?: string | undefined;
  /** How it is started, where that is not as usual. */
  readonly start?: TaskWrite;
  /** Its preview. */
  readonly children: ReactNode;
  readonly onStarted: (task: FleetTask) => void;
  readonly onCancel: () => void;
  /** To what was entered; undefined where nothing was. */
  readonly onBack?: (() => void) | undefined;
}

/** Shows what a draft would do, and starts it once that is confirmed. */
export function TaskConfirm(props: TaskConfirmProps) {
  const { draft, name = workOf(draft), start = startTask, onStarted } = props;
  const { write, outcome, isPending, isChecking } = useWrite(start);
  const toDo = toDoOf(draft);
  const starting = { operation: taskApi.startTask, input: { taskId: draft.id } };
  const confirm = () =>
    write(draft, (ended) => {
      if (ended.kind !== 'done') return;
      startedTasks.add(draft.id);
      onStarted(ended.value);
    });
  return (
    <ConfirmDialog
      title={toDo === 0 ? `Nothing to do for ${countItems(draft.kind, draft.total)}` : `${name}?`}
      action={name}
      isWide
      isDanger={props.isDanger === true}
      isPending={isPending}
      isDisabled={toDo === 0}
      checking={isChecking ? 'the task has started' : undefined}
      typeToConfirm={props.typeToConfirm}
      error={outcome === undefined ? undefined : describeOutcome(outcome)}
      onConfirm={confirm}
      onCancel={props.onCancel}
      onBack={props.onBack}
    >
      <div className="ast-stack">
        {props.children}
        <div>
          <PageCalls
            calls={[
              ['Draft the task, for this preview', props.drafted],
              ...(toDo === 0 ? [] : [['Start the task', starting] as const]),
            ]}
          />
          {toDo === 0 ? null : <TaskScript task={draft} />}
        </div>
      </div>
    </ConfirmDialog>
  );
}
