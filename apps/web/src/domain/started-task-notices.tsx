import { isFinalTask, type FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { describeOutcome } from '#/api/describe-error.ts';
import { startedTasks } from '#/api/started-tasks.ts';
import { taskQuery } from '#/api/task-queries.ts';
import { cancelTask, resumeTask, type TaskWrite } from '#/api/task-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { useStore } from '#/lib/store.ts';
import { replaceToast, showToast } from '#/lib/toasts.ts';
import { isUndone, taskOutcome, toDoOf, workOf } from './task-outcome.ts';
import { useSecondsToUndo } from './task-progress.tsx';

type Stage = 'undo' | 'under way' | 'ended';

function stageOf({ state, dueAt }: FleetTask): Stage {
  if (isFinalTask(state)) return 'ended';
  return state === 'PENDING' && dueAt !== undefined ? 'undo' : 'under way';
}

/** How far a task has come, in a line that is always there: nothing moves when the task goes on. */
function TaskLine({ task }: { readonly task: FleetTask }) {
  const { data: now = task } = useQuery(taskQuery(task.id));
  const left = useSecondsToUndo(now);
  const { counts, state } = now;
  if (left > 0) return <span className="pf-v6-m-tabular-nums">Starts in {left} s.</span>;
  if (isUndone(now)) return 'All of it is as it was.';
  const ended = counts.done + counts.failed + counts.canceled;
  return isFinalTask(state)
    ? workOf(now)
    : `${formatCount(ended)} of ${formatCount(toDoOf(now))} done.`;
}

function showFailure(ended: Awaited<ReturnType<TaskWrite>>): void {
  const words = describeOutcome(ended);
  if (words === undefined) return;
  showToast({ tone: 'danger', title: words.title, detail: words.advice });
}

function StartedTaskNotice({ id }: { readonly id: string }) {
  const { data: task, isError } = useQuery(taskQuery(id));
  const { write: cancel } = useWrite(cancelTask);
  const { write: startNow } = useWrite(resumeTask);
  const toast = useRef<number>(undefined);
  const stage = task === undefined ? undefined : stageOf(task);

  const show = useEffectEvent((): void => {
    if (task === undefined) return;
    const { failed } = task.counts;
    const isEnded = stage === 'ended';
    toast.current = replaceToast(toast.current, {
      tone: isEnded ? (failed > 0 ? 'danger' : isUndone(task) ? 'info' : 'success') : 'info',
      title: isEnded ? taskOutcome(task) : workOf(task),
      detail: <TaskLine task={task} />,
      stays: !isEnded,
      actions:
        stage === 'undo'
          ? [
              { text: 'Undo', run: () => cancel(task, showFailure) },
              { text: 'Start now', run: () => startNow(task, showFailure) },
            ]
          : [],
      link: { to: paths.task(id), text: failed > 0 ? 'See what failed' : 'View task' },
    });
    if (isEnded) startedTasks.remove(id);
  });
  useEffect(() => {
    if (stage !== undefined) show();
  }, [stage]);
  useEffect(() => {
    // Perhaps of another person, who was signed in before.
    if (isError) startedTasks.remove(id);
  }, [isError, id]);
  return null;
}

/** Shows how the tasks stand that were started in this tab, until they have ended, and lets them be undone while they can be. */
export function StartedTaskNotices() {
  return useStore(startedTasks).map((id) => <StartedTaskNotice key={id} id={id} />);
}
