import type { ApiError } from '@asterism/api-types/client/api-error';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import { FLEET_PAGE_MAX } from '@asterism/api-types/fleet-api/fleet-volumes';
import { taskCalls } from './task-queries.ts';

/** Reads all items of a task, page by page. */
export async function readTaskItems(
  taskId: string,
): Promise<Result<readonly TaskItem[], ApiError>> {
  const items = new Map<number, TaskItem>();
  let total = Number.POSITIVE_INFINITY;
  for (let offset = 0; offset < total; offset += FLEET_PAGE_MAX) {
    // One after the other: while the task runs, its items change places.
    const page = await taskCalls.listTaskItems({
      taskId,
      offset: String(offset),
      limit: String(FLEET_PAGE_MAX),
    });
    if (!page.ok) return err(page.error);
    total = page.value.total;
    for (const item of page.value.items) items.set(item.index, item);
  }
  return ok([...items.values()].toSorted((a, b) => a.index - b.index));
}
