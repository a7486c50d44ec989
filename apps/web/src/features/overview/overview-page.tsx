import { rightsOf } from '@asterism/api-types/rules/roles';
import { clustersQuery, summaryQuery } from '#/api/cluster-queries.ts';
import { queryClient } from '#/api/query-client.ts';
import { sessionQuery, useRights } from '#/api/session.ts';
import { projectUsageQuery } from '#/api/usage-queries.ts';
import { volumeCountsQuery } from '#/api/volume-queries.ts';
import { failedWorkflowsQuery } from '#/api/workflow-queries.ts';
import { FleetOverview } from './fleet-overview.tsx';
import { newestTasksQuery, newestVolumesQuery, ProjectOverview } from './project-overview.tsx';
import './overview-page.css';

/** Starts reading what this user's overview shows. */
export async function loader() {
  const session = await queryClient.ensureQueryData(sessionQuery());
  if (session === null) return null;
  void queryClient.prefetchQuery(volumeCountsQuery());
  if (!rightsOf(session.roles).isClusterAdmin) {
    void queryClient.prefetchQuery(projectUsageQuery());
    void queryClient.prefetchQuery(newestVolumesQuery());
    void queryClient.prefetchQuery(newestTasksQuery());
    return null;
  }
  void queryClient.prefetchQuery(summaryQuery());
  void queryClient.prefetchQuery(clustersQuery());
  void queryClient.prefetchQuery(failedWorkflowsQuery());
  return null;
}

export function OverviewPage() {
  return useRights().isClusterAdmin ? <FleetOverview /> : <ProjectOverview />;
}
