import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { ExportIcon } from '@patternfly/react-icons/dist/esm/icons/export-icon';
import { mayCreateVolumes, useRights } from '#/api/session.ts';
import type { FleetVolumesInput } from '#/api/volume-queries.ts';
import { paths } from '#/lib/paths.ts';
import { LinkButton } from '#/ui/link-button.tsx';
import { useVolumeExport } from './use-volume-export.ts';

interface VolumesActionsProps {
  /** What the list shows. */
  readonly question: FleetVolumesInput;
  readonly total: number;
}

/** What can be done with the list as a whole. */
export function VolumesActions({ question, total }: VolumesActionsProps) {
  const mayCreate = mayCreateVolumes(useRights());
  const exporting = useVolumeExport();
  return (
    <>
      <Button
        variant="secondary"
        icon={<ExportIcon />}
        isDisabled={total === 0 || exporting.isPending}
        isLoading={exporting.isPending}
        onClick={() => exporting.mutate(question)}
      >
        Export CSV
      </Button>
      {mayCreate ? (
        <LinkButton variant="primary" to={paths.newVolume()}>
          Create volume
        </LinkButton>
      ) : null}
    </>
  );
}
