import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { ExportIcon } from '@patternfly/react-icons/dist/esm/icons/export-icon';
import { useState } from 'react';
import { describeError } from '#/api/describe-error.ts';
import type { FleetVolumesInput } from '#/api/volume-queries.ts';
import { formatCount } from '#/lib/format.ts';
import { serverNow } from '#/lib/server-clock.ts';
import { saveFile } from '#/lib/save-file.ts';
import { showToast } from '#/lib/toasts.ts';
import { EXPORT_MAX, exportVolumes } from './export-volumes.ts';

const fileName = (): string =>
  `volumes-${new Date(serverNow()).toISOString().slice(0, 16).replaceAll(/[:T]/g, '-')}.csv`;

/** Saves all volumes that answer a question as a CSV file, and says how it went. */
async function saveExport(question: FleetVolumesInput): Promise<void> {
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

interface ExportButtonProps {
  /** What the list shows. */
  readonly question: FleetVolumesInput;
  readonly total: number;
}

/** Exports the whole list, of which the page shows a part. */
export function ExportButton({ question, total }: ExportButtonProps) {
  const [isExporting, setIsExporting] = useState(false);
  const start = async () => {
    setIsExporting(true);
    await saveExport(question);
    setIsExporting(false);
  };
  return (
    <Button
      variant="secondary"
      icon={<ExportIcon />}
      isDisabled={total === 0 || isExporting}
      isLoading={isExporting}
      onClick={() => void start()}
    >
      Export CSV
    </Button>
  );
}
