import { isFinalTask, type FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { describeOutcome } from '#/api/describe-error.ts';
import { startedTasks } from '#/api/started-tasks.ts';
import { taskQuery } from '#/api/task-queries.ts';
import { cancelTask } from '#/api/task-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { paths } from '#/lib/paths.ts';
import { useStore } from '#/lib/store.ts';
import { addToast, dismissToast, showToast } from '#/lib/toasts.ts';
import { taskOutcome, workOf } from './task-outcome.ts';
import { useSecondsToUndo } from './task-progress.tsx';

/** How long a task can still be undone. */
function TimeToUndo({ task }: { readonly task: FleetTask }) {
  return <span className="pf-v6-m-tabular-nums">Begins in {useSecondsToUndo(task)} s.</span>;
}

/** What there is to tell of a task. */
function stageOf({ state, dueAt }: FleetTask): 'undo' | 'under way' | 'ended' {
  if (isFinalTask(state)) return 'ended';
  return state === 'PENDING' && dueAt !== undefined ? 'undo' : 'under way';
}

function StartedTaskNotice({ id }: { readonly id: string }) {
  const { data: task, isError } = useQuery(taskQuery(id));
  const { write: cancel } = useWrite(cancelTask);
  const stage = task === undefined ? undefined : stageOf(task);

  const showUndo = useEffectEvent((): number | undefined =>
    task?.dueAt === undefined
      ? undefined
      : addToast({
          tone: 'info',
          title: workOf(task),
          detail: <TimeToUndo task={task} />,
          stays: true,
          action: {
            text: 'Undo',
            run: () =>
              cancel(task, (ended) => {
                const words = describeOutcome(ended);
                if (words !== undefined)
                  showToast({ tone: 'danger', title: words.title, detail: words.advice });
              }),
          },
          link: { to: paths.task(id), text: 'View task' },
        }),
  );
  const showEnd = useEffectEvent((): void => {
    if (task === undefined) return;
    const { failed } = task.counts;
    showToast({
      tone: failed > 0 ? 'danger' : task.state === 'CANCELED' ? 'info' : 'success',
      title: taskOutcome(task),
      link: { to: paths.task(id), text: failed > 0 ? 'See what failed' : 'View task' },
    });
    startedTasks.remove(id);
  });

  useEffect(() => {
    if (stage === 'ended') showEnd();
    if (stage !== 'undo') return undefined;
    const toast = showUndo();
    return toast === undefined ? undefined : () => dismissToast(toast);
  }, [stage]);
  useEffect(() => {
    // Perhaps of another person, who was signed in before.
    if (isError) startedTasks.remove(id);
  }, [isError, id]);
  return null;
}

/** Tells how the tasks end that were started in this tab, and lets them be undone while they can be. */
export function StartedTaskNotices() {
  return useStore(startedTasks).map((id) => <StartedTaskNotice key={id} id={id} />);
}
