import { PlusCircleIcon } from '@patternfly/react-icons/dist/esm/icons/plus-circle-icon';
import { useQuery } from '@tanstack/react-query';
import { clustersQuery, summaryQuery } from '#/api/cluster-queries.ts';
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
import { CapacityPanel } from './capacity-panel.tsx';
import { ClusterTable } from './cluster-table.tsx';
import { RunningWorkflows } from './running-workflows.tsx';
import { VolumeCounts } from './volume-counts.tsx';

/** The whole fleet at a glance, for an admin. */
export function FleetOverview() {
  const clusters = useQuery(clustersQuery());
  const summary = useQuery(summaryQuery());
  const volumes = useQuery(fleetVolumesQuery(ALL_VOLUMES));
  const failed = [clusters, summary, volumes].find(
    ({ data, failureReason }) => data === undefined && failureReason,
  );
  if (failed?.failureReason) {
    return (
      <Page title="Overview">
        <FailureView failure={failed.failureReason} onRetry={failed.refetch} />
      </Page>
    );
  }

  const running = summary.data?.runningWorkflows ?? [];
  if (clusters.data?.length === 0) {
    return (
      <Page title="Overview">
        <EmptyView
          title="Attach your first cluster"
          icon={PlusCircleIcon}
          actions={
            <LinkButton variant="primary" to={paths.attachCluster()}>
              Attach a cluster
            </LinkButton>
          }
        >
          Asterism shows the volumes of all clusters that are attached to it. You need the address
          of a cluster’s management API, and a way to run lbcli on it once.
        </EmptyView>
        <RunningWorkflows workflows={running} />
      </Page>
    );
  }

  return (
    <Page title="Overview">
      <AsOf clusters={volumes.data?.clusters ?? []} />
      <LeftOut clusters={volumes.data?.clusters ?? []} />
      <RunningWorkflows workflows={running} />
      <div className="ast-overview">
        <CapacityPanel summary={summary.data} />
        <Panel
          title="Volumes"
          actions={
            <LinkButton variant="link" to={paths.volumes()}>
              All volumes
            </LinkButton>
          }
        >
          {volumes.data === undefined ? (
            <SkeletonLines count={6} />
          ) : (
            <VolumeCounts facets={volumes.data.facets} total={volumes.data.total} />
          )}
        </Panel>
      </div>
      <Panel
        title="Clusters"
        actions={
          <LinkButton variant="link" to={paths.clusters()}>
            All clusters
          </LinkButton>
        }
      >
        <ClusterTable clusters={clusters.data} />
      </Panel>
    </Page>
  );
}
