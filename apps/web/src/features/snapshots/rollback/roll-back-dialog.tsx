import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { useState } from 'react';
import { describeOutcome } from '#/api/describe-error.ts';
import { rollBack } from '#/api/snapshot-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { ShowCall } from '#/domain/show-call.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { SnapshotTimeline } from '#/features/snapshots/snapshot-timeline.tsx';

interface LossesProps {
  readonly volume: Volume;
  readonly snapshot: FleetSnapshot;
  /** The snapshots of the volume that were taken after this one. */
  readonly later: readonly FleetSnapshot[];
}

/** What is lost when the volume is rolled back, and who will notice. */
function Losses({ volume, snapshot, later }: LossesProps) {
  const { connectedHosts, size, statistics } = volume;
  return (
    <ul className="ast-list">
      <li>
        <strong>
          Everything written since <RelativeTime value={snapshot.creationTime} exact /> will be
          lost.
        </strong>{' '}
        <Bytes value={snapshot.statistics.userWritten} /> were in it then, and{' '}
        <Bytes value={statistics.logicalUsedStorage} /> are in the volume now; how much was
        overwritten, the cluster doesn’t say.
      </li>
      {size === snapshot.size ? null : (
        <li>
          Its size will change from <Bytes value={size} /> to <Bytes value={snapshot.size} />.
        </li>
      )}
      {connectedHosts.length === 0 ? (
        <li>No hosts are connected.</li>
      ) : (
        <li>
          <strong>
            {connectedHosts.length === 1
              ? '1 connected host will see its data change: stop what uses it, and unmount it first.'
              : `${connectedHosts.length} connected hosts will see their data change: stop what uses it, and unmount it first.`}
          </strong>
          <ul className="ast-plain-list ast-codes">
            {connectedHosts.map((host) => (
              <li key={host}>
                <code>{host}</code>
              </li>
            ))}
          </ul>
        </li>
      )}
      {later.length === 0 ? (
        <li>
          There is no later snapshot: take one now if you may want to come back to the present.
        </li>
      ) : (
        <li>
          {later.length === 1 ? '1 later snapshot' : `${later.length} later snapshots`}, the newest
          from <RelativeTime value={later[0]?.creationTime} />. What was written after it is in no
          snapshot.
        </li>
      )}
    </ul>
  );
}

interface RollBackDialogProps extends LossesProps {
  /** The name of its cluster. */
  readonly cluster: string;
  readonly onClose: () => void;
}

/** Shows what is lost, then rolls the volume back. */
export function RollBackDialog(props: RollBackDialogProps) {
  const { cluster, onClose } = props;
  // What the user agrees to lose is what the dialog showed when it was opened.
  const [{ volume, snapshot, later }] = useState(props);
  const { write, outcome, isPending, isChecking } = useWrite(rollBack);
  const hasChanged = volume.ETag !== props.volume.ETag && outcome === undefined && !isPending;
  return (
    <ConfirmDialog
      title="Roll this volume back?"
      subject={[
        ['Volume', volume.name],
        ['To snapshot', snapshot.name],
        ['Project', volume.projectName],
        ['Cluster', cluster],
      ]}
      action="Roll back"
      isDanger
      isPending={isPending}
      checking={isChecking ? 'the volume was rolled back' : undefined}
      typeToConfirm={volume.name}
      error={describeOutcome(outcome)}
      onConfirm={() =>
        write({ volume, snapshot }, (ended) => {
          if (ended.kind === 'done') onClose();
        })
      }
      onCancel={onClose}
    >
      <div className="ast-stack">
        {hasChanged ? (
          <Alert
            isInline
            isLiveRegion
            variant="warning"
            component="h2"
            title="This volume was modified since you opened this"
          >
            Close and open it again to see what it is now.
          </Alert>
        ) : null}
        <SnapshotTimeline snapshots={[snapshot, ...later]} rollBackTo={snapshot} />
        <Losses volume={volume} snapshot={snapshot} later={later} />
        <ShowCall
          call={{
            operation: snapshotApi.rollbackVolume,
            input: {
              projectName: volume.projectName,
              UUID: volume.UUID,
              srcSnapshotUUID: snapshot.UUID,
            },
          }}
        />
      </div>
    </ConfirmDialog>
  );
}
