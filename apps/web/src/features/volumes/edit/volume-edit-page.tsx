import { useQuery } from '@tanstack/react-query';
import { useParams, type LoaderFunctionArgs } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { useRights } from '#/api/session.ts';
import { policiesQuery, volumeQuery } from '#/api/volume-queries.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { paths } from '#/lib/paths.ts';
import '#/styles/volumes.css';
import { Page } from '#/ui/page.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { VolumeStateLabel } from '#/domain/volume-state.tsx';
import { MayNot } from '#/features/volumes/may-not.tsx';
import { VolumeEditor } from './volume-editor.tsx';
import { isMissing, VolumeMissing } from '#/features/volumes/volume-missing.tsx';

export const loader = ({ params }: LoaderFunctionArgs) => {
  void queryClient.prefetchQuery(volumeQuery(params['volumeId'] ?? ''));
  void queryClient.prefetchQuery(policiesQuery());
  return null;
};

/** Where a volume is changed. */
export function VolumeEditPage() {
  const { volumeId = '' } = useParams();
  const rights = useRights();
  const { data: volume, error, refetch } = useQuery(volumeQuery(volumeId));
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
  if (!rights.canChange(volume.projectName)) {
    return (
      <Page title="Edit volume" breadcrumbs={crumbs}>
        <MayNot title="You may not change this volume" back={paths.volume(volumeId)}>
          It takes the role <code>{volume.projectName}:admin</code>.
        </MayNot>
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
