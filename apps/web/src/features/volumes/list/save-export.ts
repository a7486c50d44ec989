import { describeError } from '#/api/describe-error.ts';
import type { FleetVolumesInput } from '#/api/volume-queries.ts';
import { formatCount } from '#/lib/format.ts';
import { saveFile } from '#/lib/save-file.ts';
import { serverNow } from '#/lib/server-clock.ts';
import { showToast } from '#/lib/toasts.ts';
import { EXPORT_MAX, exportVolumes } from './export-volumes.ts';

const fileName = (): string =>
  `volumes-${new Date(serverNow()).toISOString().slice(0, 16).replaceAll(/[:T]/g, '-')}.csv`;

/** Saves all volumes that answer a question as a CSV file, and says how it went. */
export async function saveExport(question: FleetVolumesInput): Promise<void> {
  const result = await exportVolumes(question);
  if (!result.ok) {
    const { title, advice } = describeError(result.error);
    return showToast({ tone: 'danger', title: 'Export failed', detail: `${title}. ${advice}` });
  }
  const { csv, count, total } = result.value;
  saveFile(fileName(), 'text/csv', csv);
  return count < total
    ? showToast({
        tone: 'warning',
        title: `The first ${formatCount(count)} of ${formatCount(total)} volumes were exported`,
        detail: `A file holds at most ${formatCount(EXPORT_MAX)}. Narrow the list to get the others.`,
      })
    : showToast({ tone: 'success', title: `${formatCount(count)} volumes were exported` });
}
