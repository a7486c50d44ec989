import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { ExportIcon } from '@patternfly/react-icons/dist/esm/icons/export-icon';
import { useState } from 'react';
import type { FleetVolumesInput } from '#/api/volume-queries.ts';
import { loadChunk } from '#/lib/load-chunk.ts';

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
    const { saveExport } = await loadChunk(() => import('./save-export.ts'));
    await saveExport(question);
    setIsExporting(false);
  };
  return (
    <Button
      variant="secondary"
      icon={<ExportIcon />}
      isDisabled={total === 0}
      isAriaDisabled={isExporting}
      isLoading={isExporting}
      onClick={() => void start()}
    >
      Export CSV
    </Button>
  );
}
