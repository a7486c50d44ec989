import type { FleetTask, TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import { describeError } from '#/api/describe-error.ts';
import { readTaskItems } from '#/api/task-items.ts';
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
  ['volumeName', ({ target }) => target.volume?.name ?? ''],
  ['volumeUUID', ({ target }) => target.volume?.UUID ?? ''],
  ['size', ({ target }) => target.size],
  ['state', ({ state }) => state],
  ['failure', ({ failure }) => failure?.kind ?? ''],
  ['reason', ({ failure }) => failure?.reason ?? ''],
  ['isModified', ({ isModified }) => String(isModified)],
  ['mayBeInUse', ({ mayBeInUse }) => String(mayBeInUse)],
  ['isScheduled', ({ isScheduled }) => String(isScheduled ?? '')],
  ['startedAt', ({ startedAt = '' }) => startedAt],
  ['endedAt', ({ endedAt = '' }) => endedAt],
];

/** The items of a task as CSV, with a header. */
export const taskItemsCsv = (items: readonly TaskItem[]): string =>
  toCsv([
    CELLS.map(([header]) => header),
    ...items.map((item) => CELLS.map(([, text]) => text(item))),
  ]);

/** Saves what has become of all items of a task as a CSV file, and says how it went. */
export async function saveTaskItems({ id, kind, total }: FleetTask): Promise<void> {
  const items = await readTaskItems(id);
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
