import { queryClient } from '#/api/query-client.ts';
import { mayCreateVolumes, useRights, whenAdmin } from '#/api/session.ts';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { policiesQuery, projectsQuery } from '#/api/volume-queries.ts';
import { paths } from '#/lib/paths.ts';
import { Page } from '#/ui/page.tsx';
import { NoPermission } from '#/domain/no-permission.tsx';
import { VolumeCreateForm } from './volume-create-form.tsx';

export const loader = () => {
  void queryClient.prefetchQuery(projectsQuery());
  void queryClient.prefetchQuery(policiesQuery());
  return whenAdmin(() => void queryClient.prefetchQuery(clustersQuery()));
};

const CRUMBS = [{ to: paths.volumes(), text: 'Volumes' }];

/** Where a volume is created. */
export function VolumeCreatePage() {
  const rights = useRights();
  return (
    <Page title="Create volume" breadcrumbs={CRUMBS}>
      {mayCreateVolumes(rights) ? (
        <VolumeCreateForm />
      ) : (
        <NoPermission title="You don’t have permission to create volumes" back={paths.volumes()}>
          You need the admin role in a project, such as <code>my-project:admin</code>.
        </NoPermission>
      )}
    </Page>
  );
}
