import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { ExportIcon } from '@patternfly/react-icons/dist/esm/icons/export-icon';
import { useState } from 'react';

interface ExportCsvProps {
  /** Reads all rows and saves them. */
  readonly save: () => Promise<void>;
  readonly isDisabled?: boolean;
}

/** Exports a whole list, of which the page shows a part. */
export function ExportCsv({ save, isDisabled = false }: ExportCsvProps) {
  const [isExporting, setIsExporting] = useState(false);
  const start = async () => {
    setIsExporting(true);
    await save();
    setIsExporting(false);
  };
  return (
    <Button
      variant="link"
      icon={<ExportIcon />}
      isDisabled={isDisabled}
      isAriaDisabled={isExporting}
      isLoading={isExporting}
      onClick={() => void start()}
    >
      Export CSV
    </Button>
  );
}
