import { rightsOf } from '@asterism/api-types/rules/roles';
import { lazy, Suspense } from 'react';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { problemsQuery } from '#/api/problem-queries.ts';
import { summaryQuery } from '#/api/summary-query.ts';
import { queryClient } from '#/api/query-client.ts';
import { sessionQuery, useRights } from '#/api/session.ts';
import { volumeCountsQuery } from '#/api/volume-queries.ts';
import { failedWorkflowsQuery } from '#/api/workflow-queries.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { FleetOverview } from './fleet-overview.tsx';
import './overview-page.css';

/** Each person has one of the two overviews. */
const loadProjectOverview = () => loadChunk(() => import('./project-overview.tsx'));
const ProjectOverview = lazy(() =>
  loadProjectOverview().then((module) => ({ default: module.ProjectOverview })),
);

/** Starts reading what this user's overview shows. */
export async function loader() {
  const session = await queryClient.ensureQueryData(sessionQuery());
  if (session === null) return null;
  void queryClient.prefetchQuery(volumeCountsQuery());
  if (!rightsOf(session.roles).isClusterAdmin) {
    const { prefetchProjectOverview } = await loadProjectOverview();
    prefetchProjectOverview();
    return null;
  }
  void queryClient.prefetchQuery(problemsQuery());
  void queryClient.prefetchQuery(summaryQuery());
  void queryClient.prefetchQuery(clustersQuery());
  void queryClient.prefetchQuery(failedWorkflowsQuery());
  return null;
}

export function OverviewPage() {
  if (useRights().isClusterAdmin) return <FleetOverview />;
  return (
    <Suspense fallback={null}>
      <ProjectOverview />
    </Suspense>
  );
}
