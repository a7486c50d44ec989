import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { useState } from 'react';
import { describeError } from '#/api/describe-error.ts';
import { useWrite } from '#/api/use-write.ts';
import { readVolumesAgain } from '#/api/volume-mutations.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { ChangeList } from '#/features/volumes/change-list.tsx';
import { deleteVolume, mayBeInUse, type DeleteOutcome } from './delete-volume.ts';
import { DeleteLosses } from './delete-losses.tsx';
import { volumeIo } from '#/features/volumes/volume-io.ts';

/** Why the last attempt did not work, in words; undefined when nothing is wrong, or what is needs no words. */
function problemOf(outcome: DeleteOutcome | undefined) {
  if (outcome?.kind === 'refused')
    return { title: 'It cannot be deleted now', advice: outcome.reason };
  if (outcome?.kind !== 'failed') return undefined;
  const words = describeError(outcome.error);
  return words.canRetry
    ? { ...words, advice: `${words.advice} The volume is still there.` }
    : words;
}

interface DeleteDialogProps {
  readonly volume: Volume;
  readonly onClose: () => void;
}

/** Says what will be lost, then deletes the volume if it is still what was shown. */
export function DeleteDialog({ volume, onClose }: DeleteDialogProps) {
  // What the user agrees to lose is what the dialog showed, not what the page knows by the time of the click.
  const [seen, setSeen] = useState(volume);
  const { mutate, data, isPending, isChecking } = useWrite(
    (agreed: Volume, onChecking) => deleteVolume(volumeIo(onChecking), agreed),
    {
      onSuccess(outcome) {
        if (outcome.kind === 'changed') return setSeen(outcome.now);
        if (outcome.kind !== 'accepted' && outcome.kind !== 'gone') return undefined;
        void readVolumesAgain([volume.UUID]);
        return onClose();
      },
    },
  );

  return (
    <ConfirmDialog
      title={`Delete ${seen.name}?`}
      action={data?.kind === 'changed' ? 'Delete it as it is now' : 'Delete'}
      isDanger
      isPending={isPending}
      checking={isChecking ? 'the volume was deleted' : undefined}
      typeToConfirm={mayBeInUse(seen) ? seen.name : undefined}
      error={problemOf(data)}
      onConfirm={() => mutate(seen)}
      onCancel={onClose}
    >
      <div className="ast-stack">
        {data?.kind === 'changed' ? (
          <Alert
            isInline
            isLiveRegion
            variant="warning"
            component="h2"
            title="Not deleted: it has changed since you opened this"
          >
            <ChangeList changes={data.changes} />
          </Alert>
        ) : null}
        <DeleteLosses volume={seen} />
      </div>
    </ConfirmDialog>
  );
}
