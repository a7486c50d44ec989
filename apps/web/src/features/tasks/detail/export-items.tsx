import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { ExportIcon } from '@patternfly/react-icons/dist/esm/icons/export-icon';
import { useState } from 'react';
import { loadChunk } from '#/lib/load-chunk.ts';

/** Exports what has become of all volumes of a task. */
export function ExportItems({ task }: { readonly task: FleetTask }) {
  const [isExporting, setIsExporting] = useState(false);
  const start = async () => {
    setIsExporting(true);
    const { saveTaskItems } = await loadChunk(() => import('./save-task-items.ts'));
    await saveTaskItems(task);
    setIsExporting(false);
  };
  return (
    <Button
      variant="link"
      icon={<ExportIcon />}
      isAriaDisabled={isExporting}
      isLoading={isExporting}
      onClick={() => void start()}
    >
      Export CSV
    </Button>
  );
}
