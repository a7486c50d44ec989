import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { snapshotQuery } from '#/api/snapshot-queries.ts';
import { policiesQuery, projectsQuery } from '#/api/volume-queries.ts';
import { paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { Note } from '#/ui/note.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { FailureView } from '#/domain/failure-view.tsx';
import { useMissingRight } from '#/domain/missing-right.ts';
import { Page } from '#/ui/page.tsx';
import { NoPermission } from '#/domain/no-permission.tsx';
import { VolumeCreateForm } from './volume-create-form.tsx';

export const loader = () => {
  void queryClient.prefetchQuery(projectsQuery());
  void queryClient.prefetchQuery(policiesQuery());
  return whenAdmin(() => void queryClient.prefetchQuery(clustersQuery()));
};

/** The form, once the snapshot is known that the volume is to be a clone of. */
function CloneForm(which: { readonly UUID: string; readonly projectName: string }) {
  const { data: source, error, refetch } = useQuery(snapshotQuery(which));
  if (source === undefined) {
    return error === null ? (
      <SkeletonLines count={8} />
    ) : (
      <FailureView failure={error} onRetry={refetch} />
    );
  }
  return (
    <>
      <Note
        tone="info"
        title={
          <>
            A clone of the snapshot <strong>{source.name}</strong>, taken{' '}
            <RelativeTime value={source.creationTime} /> of {source.sourceVolumeName}, in project{' '}
            {source.projectName}. It is made on the snapshot’s cluster, and is at least{' '}
            <Bytes value={source.size} />.
          </>
        }
      />
      <VolumeCreateForm source={source} />
    </>
  );
}

const CRUMBS = [{ to: paths.volumes(), text: 'Volumes' }];

/** Where a volume is created. */
export function VolumeCreatePage() {
  const missing = useMissingRight('createVolume');
  const [query] = useSearchParams();
  const UUID = query.get('snapshot') ?? '';
  const projectName = query.get('project') ?? '';
  const isClone = UUID !== '' && projectName !== '';
  return (
    <Page title={isClone ? 'Clone a snapshot' : 'Create volume'} breadcrumbs={CRUMBS}>
      {missing === undefined ? (
        isClone ? (
          <CloneForm UUID={UUID} projectName={projectName} />
        ) : (
          <VolumeCreateForm />
        )
      ) : (
        <NoPermission title="You don’t have permission to create volumes" back={paths.volumes()}>
          {missing}.
        </NoPermission>
      )}
    </Page>
  );
}
