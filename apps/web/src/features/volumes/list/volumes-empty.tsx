import { CubesIcon } from '@patternfly/react-icons/dist/esm/icons/cubes-icon';
import { PlusCircleIcon } from '@patternfly/react-icons/dist/esm/icons/plus-circle-icon';
import { SearchIcon } from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { mayCreateVolumes, useRights } from '#/api/session.ts';
import { paths } from '#/lib/paths.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';

interface VolumesEmptyProps {
  /** How many clusters are attached, as far as the user may know. */
  readonly clusterCount: number;
  /** How many volumes there are on all pages: more than none when the URL leads behind the last one. */
  readonly total: number;
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
  readonly onFirstPage: () => void;
}

/** Why the list of volumes is empty, and what to do next. */
export function VolumesEmpty(props: VolumesEmptyProps) {
  const { clusterCount, total, isNarrowed, onClear, onFirstPage } = props;
  const rights = useRights();
  if (total > 0) {
    return (
      <EmptyView
        title="The list is shorter now"
        icon={SearchIcon}
        actions={
          <Button variant="link" onClick={onFirstPage}>
            Go to the first page
          </Button>
        }
      >
        There are no volumes this far down any more.
      </EmptyView>
    );
  }
  if (isNarrowed) {
    return (
      <EmptyView
        title="No volume matches"
        icon={SearchIcon}
        actions={
          <Button variant="link" onClick={onClear}>
            Clear search and filters
          </Button>
        }
      >
        The search looks at names and UUIDs. Try fewer letters or another filter.
      </EmptyView>
    );
  }
  if (clusterCount === 0) {
    return rights.isClusterAdmin ? (
      <EmptyView
        title="No cluster is attached"
        icon={PlusCircleIcon}
        actions={
          <LinkButton variant="primary" to={paths.attachCluster()}>
            Attach a cluster
          </LinkButton>
        }
      >
        The volumes of a cluster are shown here once it is attached.
      </EmptyView>
    ) : (
      <EmptyView title="No cluster is attached" icon={CubesIcon}>
        An administrator has to attach a cluster before there can be volumes.
      </EmptyView>
    );
  }
  const mayCreate = mayCreateVolumes(rights);
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
        ? 'Create the first one here; volumes made by other tools appear by themselves.'
        : 'Volumes appear here as soon as somebody creates them.'}
    </EmptyView>
  );
}
