import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { describeOutcome } from '#/api/describe-error.ts';
import { createIdempotencyKeys } from '#/api/idempotency-keys.ts';
import type { TaskWrite } from '#/api/task-writes.ts';
import { paths } from '#/lib/paths.ts';
import { showToast } from '#/lib/toasts.ts';

/** Changes a task at once, and tells over the page what became of it. */
export async function steerTask(write: TaskWrite, task: FleetTask, done: string): Promise<void> {
  const outcome = await write(task, () => {}, createIdempotencyKeys().keyFor(task));
  const failed = describeOutcome(outcome);
  if (failed !== undefined) {
    showToast({ tone: 'danger', title: failed.title, detail: failed.advice });
    return;
  }
  const id = outcome.kind === 'done' ? outcome.value.id : task.id;
  showToast({ tone: 'success', title: done, link: { to: paths.task(id), text: 'View task' } });
}
