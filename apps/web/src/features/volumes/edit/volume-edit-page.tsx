import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { useEffect, useState } from 'react';
import { FormProvider } from 'react-hook-form';
import { useNavigate, useParams, type LoaderFunctionArgs } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { KeptDraft } from '#/form/kept-draft.tsx';
import { UnsavedChanges } from '#/form/unsaved-changes.tsx';
import { paths } from '#/lib/paths.ts';
import { CheckingNote } from '#/ui/checking-note.tsx';
import { VolumeMissing, isMissing } from '#/features/volumes/volume-missing.tsx';
import { queryClient } from '#/api/query-client.ts';
import { policiesQuery } from '#/api/volume-queries.ts';
import { volumeQuery } from '#/api/volume-query.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { useMissingRight } from '#/domain/missing-right.ts';
import { Page } from '#/ui/page.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { VolumeStateLabel } from '#/domain/volume-state.tsx';
import { NoPermission } from '#/domain/no-permission.tsx';
import { baseOf } from './kept-edit.ts';
import { ConflictView } from './conflict-view.tsx';
import { reportSaved } from './report-saved.ts';
import { useVolumeEdit } from './use-volume-edit.ts';
import { VolumeEditForm } from './volume-edit-form.tsx';

/** Edits a volume, from the form through conflicts to its page. */
export function VolumeEditor({ volume }: { readonly volume: Volume }) {
  const navigate = useNavigate();
  const edit = useVolumeEdit(volume);
  const { base, changed, saving, conflict } = edit;
  const [isDiscarded, setIsDiscarded] = useState(false);
  const saved = saving.outcome?.kind === 'done' ? saving.outcome.value : undefined;
  const isSaved = saved !== undefined;
  const page = paths.volume(base.UUID);
  const draft = { form: 'edit-volume', of: base.UUID } as const;

  useEffect(() => {
    if (saved === undefined && !isDiscarded) return;
    if (saved !== undefined) reportSaved(base.name, saved.kept);
    void navigate(page);
  }, [saved, isDiscarded, page, navigate, base.name]);

  if (saving.outcome?.kind === 'notFound')
    return <VolumeMissing volumeId={base.UUID} lastKnown={base} />;
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
      <FormProvider {...edit.form}>
        <KeptDraft
          {...draft}
          base={baseOf(base)}
          onGoOn={edit.goOnWith}
          isDone={isSaved || isDiscarded}
        />
      </FormProvider>
      <UnsavedChanges draft={draft} when={changed.length > 0 && !isSaved && !isDiscarded} />
    </>
  );
}

export const loader = ({ params }: LoaderFunctionArgs) => {
  void queryClient.prefetchQuery(volumeQuery(params['volumeId'] ?? ''));
  void queryClient.prefetchQuery(policiesQuery());
  return null;
};

/** Where a volume is changed. */
export function VolumeEditPage() {
  const { volumeId = '' } = useParams();
  const { data: volume, error, refetch } = useQuery(volumeQuery(volumeId));
  const missing = useMissingRight('updateVolume', volume?.projectName ?? '');
  const isGone = isMissing(error) || volume?.state === 'Deleted';
  if (isGone) return <VolumeMissing volumeId={volumeId} lastKnown={volume} />;

  const crumbs = [
    { to: paths.volumes(), text: 'Volumes' },
    { to: paths.volume(volumeId), text: volume?.name ?? 'Volume' },
  ];
  if (volume === undefined) {
    return (
      <Page title="Edit volume" breadcrumbs={crumbs}>
        {error ? <FailureView failure={error} onRetry={refetch} /> : <SkeletonLines count={8} />}
      </Page>
    );
  }
  if (missing !== undefined) {
    return (
      <Page title="Edit volume" breadcrumbs={crumbs}>
        <NoPermission
          title="You don’t have permission to edit this volume"
          back={paths.volume(volumeId)}
        >
          {missing}.
        </NoPermission>
      </Page>
    );
  }
  return (
    <Page
      title={`Edit ${volume.name}`}
      breadcrumbs={crumbs}
      badge={<VolumeStateLabel state={volume.state} />}
    >
      <VolumeEditor key={volumeId} volume={volume} />
    </Page>
  );
}
