import { rightsOf } from '@asterism/api-types/rules/roles';
import { useQuery } from '@tanstack/react-query';
import { clustersQuery, summaryQuery } from '#/api/cluster-queries.ts';
import { queryClient } from '#/api/query-client.ts';
import { mayCreateVolumes, sessionQuery, useRights } from '#/api/session.ts';
import { volumeCountsQuery } from '#/api/volume-queries.ts';
import { failedWorkflowsQuery } from '#/api/workflow-queries.ts';
import { AsOf } from '#/domain/as-of.tsx';
import { FailureView } from '#/domain/failure-view.tsx';
import { UnreadableNotice } from '#/domain/unreadable-notice.tsx';
import { VolumeCounts } from '#/domain/volume-counts.tsx';
import { paths } from '#/lib/paths.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { FleetOverview } from './fleet-overview.tsx';
import './overview-page.css';

/** The volumes of the user's projects at a glance. */
function ProjectOverview() {
  const rights = useRights();
  const { data, error, refetch } = useQuery(volumeCountsQuery());
  const mayCreate = mayCreateVolumes(rights);
  const where = rights.projects.length === 1 ? 'Project' : 'Projects';

  return (
    <Page title="Overview" subtitle={`${where} ${rights.projects.join(', ')}`}>
      {data === undefined ? null : (
        <>
          <AsOf clusters={data.clusters} />
          <UnreadableNotice clusters={data.clusters} list="volumes" />
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
            <VolumeCounts
              byState={data.facets.state}
              byProtection={data.facets.protection}
              total={data.total}
            />
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

/** Starts reading what this user's overview shows. */
export async function loader() {
  const session = await queryClient.ensureQueryData(sessionQuery());
  if (session === null) return null;
  void queryClient.prefetchQuery(volumeCountsQuery());
  if (!rightsOf(session.roles).isClusterAdmin) return null;
  void queryClient.prefetchQuery(summaryQuery());
  void queryClient.prefetchQuery(clustersQuery());
  void queryClient.prefetchQuery(failedWorkflowsQuery());
  return null;
}

export function OverviewPage() {
  return useRights().isClusterAdmin ? <FleetOverview /> : <ProjectOverview />;
}
