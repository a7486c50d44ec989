import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { FLEET_PAGE_MAX } from '@asterism/api-types/fleet-api/fleet-volumes';
import { Modal, ModalBody } from '@patternfly/react-core/dist/esm/components/Modal';
import { useQuery } from '@tanstack/react-query';
import { snapshotsQuery } from '#/api/snapshot-queries.ts';
import { volumeQuery } from '#/api/volume-query.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { RollBackDialog } from './roll-back-dialog.tsx';

interface SnapshotRollBackDialogProps {
  readonly snapshot: FleetSnapshot;
  /** The name of its cluster. */
  readonly cluster: string;
  readonly onClose: () => void;
}

/** Reads what is lost by rolling the volume of a snapshot back to it, and shows that before it is done. */
export function SnapshotRollBackDialog({
  snapshot,
  cluster,
  onClose,
}: SnapshotRollBackDialogProps) {
  const { sourceVolumeUUID, creationTime } = snapshot;
  const volume = useQuery(volumeQuery(sourceVolumeUUID));
  const all = useQuery(
    snapshotsQuery({
      volume: sourceVolumeUUID,
      sort: 'created',
      order: 'desc',
      limit: String(FLEET_PAGE_MAX),
    }),
  );
  const failure = volume.error ?? all.error;
  if (volume.data !== undefined && all.data !== undefined) {
    const isLater = (other: FleetSnapshot) =>
      Date.parse(other.creationTime) > Date.parse(creationTime);
    return (
      <RollBackDialog
        volume={volume.data}
        snapshot={snapshot}
        later={all.data.snapshots.filter(isLater)}
        cluster={cluster}
        onClose={onClose}
      />
    );
  }
  return (
    <Modal isOpen variant="small" aria-label="Roll back" onClose={onClose}>
      <ModalBody>
        {failure === null ? (
          <SkeletonLines count={6} />
        ) : (
          <FailureView
            failure={failure}
            onRetry={() => Promise.all([volume.refetch(), all.refetch()])}
          />
        )}
      </ModalBody>
    </Modal>
  );
}
