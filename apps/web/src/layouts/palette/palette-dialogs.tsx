import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { taskQuery } from '#/api/task-queries.ts';
import { CancelTaskDialog } from '#/domain/cancel-task-dialog.tsx';
import { CancelWorkflowDialog } from '#/domain/cancel-workflow.tsx';
import { DetachDialog } from '#/features/clusters/detach/detach-dialog.tsx';
import { useDetach } from '#/features/clusters/use-detach.ts';
import { GiveAccessDialog } from '#/features/hosts/access/give-access-dialog.tsx';
import { NameHostDialog } from '#/features/hosts/name-host-dialog.tsx';
import { CreateSnapshotDialog } from '#/domain/create-snapshot-dialog.tsx';
import { DeleteSnapshotsDialog } from '#/features/snapshots/delete/delete-snapshots-dialog.tsx';
import { chosenSnapshots } from '#/features/snapshots/snapshots-target.ts';
import { SnapshotRollBackDialog } from '#/features/snapshots/rollback/snapshot-roll-back-dialog.tsx';
import { DeleteDialog } from '#/features/volumes/delete/delete-dialog.tsx';
import { QuickEditDialog } from '#/features/volumes/edit/quick-edit-dialog.tsx';
import { paths } from '#/lib/paths.ts';
import type { PaletteDialog } from './entry.ts';

interface ClosableProps {
  readonly onClose: () => void;
}

/** Confirms a detach, and goes to where it is followed. */
function Detach({ cluster, onClose }: ClosableProps & { readonly cluster: FleetCluster }) {
  const navigate = useNavigate();
  const { start, isStarting, isChecking, error } = useDetach(cluster.id);
  return (
    <DetachDialog
      cluster={cluster}
      isPending={isStarting}
      isChecking={isChecking}
      error={error}
      onCancel={onClose}
      onConfirm={() =>
        start(() => {
          onClose();
          void navigate(paths.cluster(cluster.id));
        })
      }
    />
  );
}

/** Asks about a task as it is now: it goes on while one reads what would become of it. */
function CancelTask({ task, onClose }: ClosableProps & { readonly task: FleetTask }) {
  const { data = task } = useQuery(taskQuery(task.id));
  return <CancelTaskDialog task={data} onClose={onClose} />;
}

interface OpenPaletteDialogProps extends ClosableProps {
  readonly dialog: PaletteDialog;
}

/** The dialog that was chosen in the palette, over the page that one is on. */
export function OpenPaletteDialog({ dialog, onClose }: OpenPaletteDialogProps): ReactElement {
  const { name } = dialog;
  if (name === 'delete volume')
    return <DeleteDialog volume={dialog.volume} cluster={dialog.cluster} onClose={onClose} />;
  if (name === 'resize volume') {
    const { volume, cluster } = dialog;
    return <QuickEditDialog field="size" volume={volume} cluster={cluster} onClose={onClose} />;
  }
  if (name === 'cancel task') return <CancelTask task={dialog.task} onClose={onClose} />;
  if (name === 'cancel workflow')
    return <CancelWorkflowDialog workflow={dialog.workflow} onClose={onClose} />;
  if (name === 'take snapshot')
    return <CreateSnapshotDialog volume={dialog.volume} onClose={onClose} />;
  if (name === 'roll back')
    return (
      <SnapshotRollBackDialog
        snapshot={dialog.snapshot}
        cluster={dialog.cluster}
        onClose={onClose}
      />
    );
  if (name === 'detach cluster') return <Detach cluster={dialog.cluster} onClose={onClose} />;
  if (name === 'name host') return <NameHostDialog host={dialog.host} onClose={onClose} />;
  if (name === 'give access') {
    const { hostNQN, friendly } = dialog.host;
    return (
      <GiveAccessDialog hostNQN={hostNQN} name={friendly?.name ?? hostNQN} onClose={onClose} />
    );
  }
  return (
    <DeleteSnapshotsDialog
      target={chosenSnapshots([dialog.snapshot])}
      onStarted={onClose}
      onClose={onClose}
    />
  );
}
