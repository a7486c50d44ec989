import { rightsOf } from '@asterism/api-types/rules/roles';
import { clustersQuery, summaryQuery } from '#/api/cluster-queries.ts';
import { queryClient } from '#/api/query-client.ts';
import { sessionQuery, useRights } from '#/api/session.ts';
import { fleetVolumesQuery } from '#/api/volume-queries.ts';
import './overview.css';
import { ALL_VOLUMES } from './all-volumes.ts';
import { FleetOverview } from './fleet-overview.tsx';
import { ProjectOverview } from './project-overview.tsx';

/** Begins to read what the overview of this user shows. */
export async function loader() {
  const session = await queryClient.ensureQueryData(sessionQuery());
  if (session === null) return null;
  void queryClient.prefetchQuery(fleetVolumesQuery(ALL_VOLUMES));
  if (!rightsOf(session.roles).isClusterAdmin) return null;
  void queryClient.prefetchQuery(summaryQuery());
  void queryClient.prefetchQuery(clustersQuery());
  return null;
}

export function OverviewPage() {
  return useRights().isClusterAdmin ? <FleetOverview /> : <ProjectOverview />;
}
