import type { OperationOutput } from '@asterism/api-types/common/operation';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { storageRatio } from '@asterism/api-types/rules/storage-ratio';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { summaryQuery } from '#/api/summary-query.ts';
import { volumeCountsQuery } from '#/api/volume-queries.ts';
import { AsOf } from '#/domain/as-of.tsx';
import { ProvisionedBar, UsedBar } from '#/domain/capacity-bars.tsx';
import { FailureView } from '#/domain/failure-view.tsx';
import { UnreadableNotice } from '#/domain/unreadable-notice.tsx';
import { VolumeCounts } from '#/domain/volume-counts.tsx';
import { formatCount, formatRatio } from '#/lib/format.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { ProblemsPanel } from './problems-panel.tsx';
import { FailedWorkflows, FailedWorkflowsLink } from './failed-workflows.tsx';
import { ClusterTiles } from './cluster-tiles.tsx';

type Summary = OperationOutput<typeof fleetApi.getFleetSummary>;

/** The fleet's capacity: what is stored, and what has been promised. */
function FleetCapacityPanel({ summary }: { readonly summary: Summary | undefined }) {
  if (summary === undefined) {
    return (
      <Panel title="Capacity">
        <SkeletonLines count={7} />
      </Panel>
    );
  }
  const { statistics, provisionedStorage, clusters, volumes } = summary;
  const effective = statistics.effectivePhysicalStorage;
  return (
    <Panel title="Capacity">
      <div className="ast-stack">
        <UsedBar used={statistics.physicalUsedStorage} total={effective} />
        <ProvisionedBar
          provisioned={provisionedStorage}
          effective={effective}
          threshold={summary.provisioningThreshold}
        />
        <PropertyList
          properties={[
            ['Provisioned', <Bytes key="provisioned" value={provisionedStorage} />],
            [
              'Provisioning ratio',
              formatRatio(storageRatio(BigInt(provisionedStorage), BigInt(effective))),
            ],
            ['Free', <Bytes key="free" value={statistics.freePhysicalStorage} />],
            ['Clusters', formatCount(clusters)],
            ['Volumes', formatCount(volumes)],
          ]}
        />
      </div>
    </Panel>
  );
}

// Mostly nothing is under way.
const RunningWorkflows = lazyPart(
  () => import('./running-workflows.tsx'),
  ({ RunningWorkflows }) => RunningWorkflows,
);

// Shown once in the life of a fleet.
const FirstCluster = lazyPart(
  () => import('./first-cluster.tsx'),
  ({ FirstCluster }) => FirstCluster,
);

/** The whole fleet at a glance, for an admin. */
export function FleetOverview() {
  const clusters = useQuery(clustersQuery());
  const summary = useQuery(summaryQuery());
  const volumes = useQuery(volumeCountsQuery());
  const failed = [clusters, summary, volumes].filter(
    ({ data, failureReason }) => data === undefined && failureReason,
  );
  const failure = failed[0]?.failureReason;
  if (failure) {
    return (
      <Page title="Overview">
        <FailureView failure={failure} onRetry={() => failed.map(({ refetch }) => refetch())} />
      </Page>
    );
  }

  const running = summary.data?.runningWorkflows ?? [];
  if (clusters.data?.length === 0) {
    return (
      <Page title="Overview">
        <Suspense>
          <FirstCluster />
        </Suspense>
        {running.length === 0 ? null : (
          <Suspense>
            <RunningWorkflows workflows={running} />
          </Suspense>
        )}
        <FailedWorkflows />
      </Page>
    );
  }

  return (
    <Page title="Overview" badge={<FailedWorkflowsLink />}>
      <AsOf clusters={volumes.data?.clusters ?? []} />
      <UnreadableNotice clusters={volumes.data?.clusters ?? []} />
      {running.length === 0 ? null : (
        <Suspense>
          <RunningWorkflows workflows={running} />
        </Suspense>
      )}
      <ProblemsPanel clusters={clusters.data} />
      <div className="ast-overview">
        <FleetCapacityPanel summary={summary.data} />
        <Panel
          title="Volumes"
          actions={
            <LinkButton variant="link" to={paths.volumes()}>
              All volumes
            </LinkButton>
          }
        >
          {volumes.data === undefined ? (
            <SkeletonLines count={4} />
          ) : (
            <VolumeCounts
              byState={volumes.data.facets.state}
              byProtection={volumes.data.facets.protection}
              total={volumes.data.total}
            />
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
        <ClusterTiles clusters={clusters.data} />
      </Panel>
      <FailedWorkflows />
    </Page>
  );
}
