import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { snapshotTaskApi } from '@asterism/api-types/fleet-api/snapshot-task';
import { draftSnapshotsTask } from '#/api/snapshot-writes.ts';
import { DeleteManyDialog } from '#/domain/delete-many-dialog.tsx';
import type { SnapshotsTarget } from '#/features/snapshots/snapshots-target.ts';
import { SnapshotsPreview } from './snapshots-preview.tsx';

interface DeleteSnapshotsDialogProps {
  readonly target: SnapshotsTarget;
  readonly onStarted: (task: FleetTask) => void;
  readonly onClose: () => void;
}

/** Shows what would become of each snapshot, then has a task delete those that are still what was shown. */
export function DeleteSnapshotsDialog({ target, ...props }: DeleteSnapshotsDialogProps) {
  const { count, ...chosen } = target;
  const input = { kind: 'delete snapshots' as const, ...chosen };
  return (
    <DeleteManyDialog
      {...props}
      kind="delete snapshots"
      draftTask={draftSnapshotsTask}
      input={input}
      count={count}
      drafted={{ operation: snapshotTaskApi.draftSnapshotsTask, input }}
    >
      {(draft) => <SnapshotsPreview task={draft} />}
    </DeleteManyDialog>
  );
}
