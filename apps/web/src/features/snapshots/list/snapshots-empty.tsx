import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { CameraIcon } from '@patternfly/react-icons/dist/esm/icons/camera-icon';
import { SearchIcon } from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { paths } from '#/lib/paths.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';

interface SnapshotsEmptyProps {
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
}

/** Why the list of snapshots is empty, and what to do next. */
export function SnapshotsEmpty({ isNarrowed, onClear }: SnapshotsEmptyProps) {
  if (isNarrowed) {
    return (
      <EmptyView
        title="No matching snapshots"
        icon={SearchIcon}
        actions={
          <Button variant="link" onClick={onClear}>
            Clear search and filters
          </Button>
        }
      >
        Every word must be found in the name, the volume, a label, the description or the UUID.
      </EmptyView>
    );
  }
  return (
    <EmptyView
      title="No snapshots yet"
      icon={CameraIcon}
      actions={
        <LinkButton variant="primary" to={paths.volumes()}>
          View volumes
        </LinkButton>
      }
    >
      A snapshot keeps a volume as it is at one moment. Take one on the page of a volume.
    </EmptyView>
  );
}
