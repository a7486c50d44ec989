import { useQuery } from '@tanstack/react-query';
import { mayCreateVolumes, useRights } from '#/api/session.ts';
import { fleetVolumesQuery } from '#/api/volume-queries.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { paths } from '#/lib/paths.ts';
import { AsOf } from '#/domain/as-of.tsx';
import { LeftOut } from '#/domain/left-out.tsx';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { ALL_VOLUMES } from './all-volumes.ts';
import { VolumeCounts } from './volume-counts.tsx';

/** The volumes of one's own projects at a glance. */
export function ProjectOverview() {
  const rights = useRights();
  const { data, error, refetch } = useQuery(fleetVolumesQuery(ALL_VOLUMES));
  const mayCreate = mayCreateVolumes(rights);
  const where = rights.projects.length === 1 ? 'Project' : 'Projects';

  return (
    <Page title="Overview" subtitle={`${where} ${rights.projects.join(', ')}`}>
      {data === undefined ? null : (
        <>
          <AsOf clusters={data.clusters} />
          <LeftOut clusters={data.clusters} list="volumes" />
        </>
      )}
      {data?.total === 0 ? (
        <EmptyView
          title="No volumes yet"
          actions={
            mayCreate ? (
              <LinkButton variant="primary" to={paths.newVolume()}>
                Create a volume
              </LinkButton>
            ) : undefined
          }
        >
          {mayCreate
            ? 'Your project has no volumes on any attached cluster.'
            : 'Your project has no volumes on any attached cluster. An administrator can create them.'}
        </EmptyView>
      ) : (
        <Panel
          title="Volumes"
          actions={
            <LinkButton variant="link" to={paths.volumes()}>
              All volumes
            </LinkButton>
          }
        >
          {data !== undefined ? (
            <VolumeCounts facets={data.facets} total={data.total} />
          ) : error ? (
            <FailureView failure={error} onRetry={refetch} />
          ) : (
            <SkeletonLines count={6} />
          )}
        </Panel>
      )}
    </Page>
  );
}
