import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { useState } from 'react';
import { formatCount } from '#/lib/format.ts';
import { useRights } from '#/api/session.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { mayDelete } from '#/features/volumes/volume-rights.ts';
import { BulkDeleteResults } from './bulk-delete-results.tsx';
import { mayBeInUse } from './delete-volume.ts';
import { useBulkDelete } from './use-bulk-delete.ts';

interface BulkDeleteDialogProps {
  /** The selected volumes, as they were when they were selected. */
  readonly volumes: readonly Volume[];
  /** Told of the volumes whose deletion was accepted. */
  readonly onDeleted: (volumes: readonly Volume[]) => void;
  readonly onClose: () => void;
}

const volumesText = (count: number) => (count === 1 ? '1 volume' : `${formatCount(count)} volumes`);

/** Deletes the selected volumes after a confirmation, and shows what became of each. */
export function BulkDeleteDialog({ volumes, onDeleted, onClose }: BulkDeleteDialogProps) {
  const rights = useRights();
  // The selection shrinks while volumes go; the dialog is about what it was opened for.
  const [chosen] = useState(volumes);
  const { items, isRunning, start, retryFailed } = useBulkDelete(onDeleted);
  if (items.length > 0) {
    return (
      <BulkDeleteResults
        items={items}
        isRunning={isRunning}
        onRetry={retryFailed}
        onClose={onClose}
      />
    );
  }

  const deletable = chosen.filter((volume) => mayDelete(rights, volume).allowed);
  const inUse = deletable.filter(mayBeInUse).length;
  const connected = deletable.filter(({ connectedHosts }) => connectedHosts.length > 0).length;
  const size = deletable.reduce((sum, volume) => sum + BigInt(volume.size), 0n);
  const title = `Delete ${volumesText(deletable.length)}?`;
  return (
    <ConfirmDialog
      title={title}
      action={`Delete ${volumesText(deletable.length)}`}
      isDanger
      isPending={deletable.length === 0}
      typeToConfirm={inUse > 0 ? `delete ${deletable.length}` : undefined}
      onConfirm={() => start(deletable)}
      onCancel={onClose}
    >
      <div className="ast-stack">
        <p>
          All data on them, <Bytes value={size} /> in size, will be lost for good.
        </p>
        <ul className="ast-list">
          {connected > 0 ? (
            <li>
              {volumesText(connected)} with connected hosts: those hosts will lose their disk.
            </li>
          ) : null}
          {inUse > connected ? (
            <li>{volumesText(inUse - connected)} that any host may connect to.</li>
          ) : null}
          {chosen.length > deletable.length ? (
            <li>
              {volumesText(chosen.length - deletable.length)} of the selection cannot be deleted
              now, for their state or your rights, and will be left as they are.
            </li>
          ) : null}
          <li>A volume that has changed since you selected it is not deleted before you agree.</li>
        </ul>
      </div>
    </ConfirmDialog>
  );
}
