import { CubesIcon } from '@patternfly/react-icons/dist/esm/icons/cubes-icon';
import { PlusCircleIcon } from '@patternfly/react-icons/dist/esm/icons/plus-circle-icon';
import { useRights } from '#/api/session.ts';
import { paths } from '#/lib/paths.ts';
import { useMissingRight } from '#/domain/missing-right.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';

interface VolumesEmptyProps {
  /** How many clusters are attached, as far as the user may know. */
  readonly clusterCount: number;
}

/** Why the list of volumes is empty, and what to do next. */
export function VolumesEmpty({ clusterCount }: VolumesEmptyProps) {
  const rights = useRights();
  const mayCreate = useMissingRight('createVolume') === undefined;
  if (clusterCount === 0) {
    return rights.isClusterAdmin ? (
      <EmptyView
        title="No clusters attached"
        icon={PlusCircleIcon}
        actions={
          <LinkButton variant="primary" to={paths.attachCluster()}>
            Attach cluster
          </LinkButton>
        }
      >
        Attach a cluster to see its volumes here.
      </EmptyView>
    ) : (
      <EmptyView title="No clusters attached" icon={CubesIcon}>
        Volumes appear here once an administrator attaches a cluster.
      </EmptyView>
    );
  }
  return (
    <EmptyView
      title="No volumes yet"
      icon={CubesIcon}
      actions={
        mayCreate ? (
          <LinkButton variant="primary" to={paths.newVolume()}>
            Create volume
          </LinkButton>
        ) : undefined
      }
    >
      {mayCreate
        ? 'Create the first one here. Volumes created by other tools appear automatically.'
        : 'Volumes appear here once they are created.'}
    </EmptyView>
  );
}
