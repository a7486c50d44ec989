import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { UnsavedChanges } from '#/form/unsaved-changes.tsx';
import { showToast } from '#/lib/toasts.ts';
import { paths } from '#/lib/paths.ts';
import { CheckingNote } from '#/ui/checking-note.tsx';
import { ConflictView } from './conflict-view.tsx';
import { useVolumeEdit } from './use-volume-edit.ts';
import { VolumeEditForm } from './volume-edit-form.tsx';
import { VolumeMissing } from '#/features/volumes/volume-missing.tsx';

/** Edits a volume, from the form through conflicts to its page. */
export function VolumeEditor({ volume }: { readonly volume: Volume }) {
  const navigate = useNavigate();
  const edit = useVolumeEdit(volume);
  const { base, changed, saving, conflict } = edit;
  const [isDiscarded, setIsDiscarded] = useState(false);
  const isSaved = saving.data?.kind === 'saved';
  const page = paths.volume(base.UUID);

  useEffect(() => {
    if (!isSaved && !isDiscarded) return;
    if (isSaved) showToast({ tone: 'success', title: 'The volume is saved' });
    void navigate(page);
  }, [isSaved, isDiscarded, page, navigate]);

  if (saving.data?.kind === 'gone') return <VolumeMissing volumeId={base.UUID} lastKnown={base} />;
  return (
    <>
      {conflict === undefined ? (
        <VolumeEditForm edit={edit} now={volume} onLeave={() => void navigate(page)} />
      ) : (
        <ConflictView
          // Another conflict is another set of choices.
          key={conflict.now.ETag}
          conflict={conflict}
          isPending={saving.isPending}
          onSave={(choices) => setIsDiscarded(!edit.saveResolved(conflict, choices))}
          onEditOn={(choices) => edit.editOn(conflict, choices)}
          onDiscard={() => setIsDiscarded(true)}
        />
      )}
      {conflict !== undefined && saving.isChecking ? (
        <CheckingNote what="the volume was changed" />
      ) : null}
      <UnsavedChanges when={changed.length > 0 && !isSaved && !isDiscarded} />
    </>
  );
}
