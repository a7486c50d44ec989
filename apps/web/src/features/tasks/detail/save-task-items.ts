import type { ApiError } from '@asterism/api-types/client/api-error';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { FLEET_PAGE_MAX } from '@asterism/api-types/fleet-api/fleet-volumes';
import type { FleetTask, TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import { describeError } from '#/api/describe-error.ts';
import { taskCalls } from '#/api/task-queries.ts';
import { countItems } from '#/domain/task-words.ts';
import { toCsv } from '#/lib/csv.ts';
import { formatCount } from '#/lib/format.ts';
import { saveFile } from '#/lib/save-file.ts';
import { showToast } from '#/lib/toasts.ts';

/** Everything about an item of a task that fits in a cell; sizes in bytes. Headers are the API's names. */
const CELLS: readonly (readonly [header: string, text: (item: TaskItem) => string])[] = [
  ['name', ({ target }) => target.name],
  ['UUID', ({ target }) => target.UUID],
  ['projectName', ({ target }) => target.projectName],
  ['clusterId', ({ target }) => target.clusterId],
  ['size', ({ target }) => target.size],
  ['state', ({ state }) => state],
  ['failure', ({ failure }) => failure?.kind ?? ''],
  ['reason', ({ failure }) => failure?.reason ?? ''],
  ['isModified', ({ isModified }) => String(isModified)],
  ['mayBeInUse', ({ mayBeInUse }) => String(mayBeInUse)],
  ['startedAt', ({ startedAt = '' }) => startedAt],
  ['endedAt', ({ endedAt = '' }) => endedAt],
];

/** The items of a task as CSV, with a header. */
export const taskItemsCsv = (items: readonly TaskItem[]): string =>
  toCsv([
    CELLS.map(([header]) => header),
    ...items.map((item) => CELLS.map(([, text]) => text(item))),
  ]);

/** Reads all items of a task, page by page. */
async function readItems(taskId: string): Promise<Result<readonly TaskItem[], ApiError>> {
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

/** Saves what has become of all items of a task as a CSV file, and says how it went. */
export async function saveTaskItems({ id, kind, total }: FleetTask): Promise<void> {
  const items = await readItems(id);
  if (!items.ok) {
    const { title, advice } = describeError(items.error);
    return showToast({ tone: 'danger', title: 'Export failed', detail: `${title}. ${advice}` });
  }
  saveFile(`task-${id.slice(0, 8)}.csv`, 'text/csv', taskItemsCsv(items.value));
  const count = items.value.length;
  return count < total
    ? showToast({
        tone: 'warning',
        title: `${formatCount(count)} of ${countItems(kind, total)} were exported`,
        detail: 'The task went on meanwhile. Export again for all of them.',
      })
    : showToast({ tone: 'success', title: `${countItems(kind, count)} exported` });
}
