import type { NodeUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { nodeUsageQuery } from '#/api/usage-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { AsOf } from '#/domain/as-of.tsx';
import { awayClustersOf, clusterNamesOf } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { NodeStateLabel } from '#/domain/node-state.tsx';
import { formatCount, formatPercent } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { CopyText } from '#/ui/copy-text.tsx';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';

/** Starts reading the nodes, of which the page shows one. */
export const loader = () => whenAdmin(() => queryClient.prefetchQuery(nodeUsageQuery()));

const CRUMBS = [{ to: paths.nodes(), text: 'Nodes' }];

interface NodePanelProps {
  readonly node: NodeUsage;
}

function NodeFacts({ node }: NodePanelProps) {
  const { UUID, hostname, nvmeEndpoint, serverUUID, failureDomains, isReadOnly } = node;
  return (
    <Panel title="Node">
      <PropertyList
        properties={[
          ['UUID', <CopyText key="uuid" text={UUID} what="UUID" />],
          ['Host name', hostname],
          ['NVMe endpoint', nvmeEndpoint],
          ['Failure domains', failureDomains.join(', ')],
          [
            'Server',
            serverUUID === '' ? undefined : (
              <CopyText key="server" text={serverUUID} what="server UUID" />
            ),
          ],
          ['Read-only', isReadOnly ? 'Yes' : 'No'],
        ]}
      />
    </Panel>
  );
}

function NodeVolumes({ node }: NodePanelProps) {
  const { primaries, volumes, size, devices, maxDevices, isRebuilding, rebuildProgress } = node;
  return (
    <Panel title="What it holds">
      <PropertyList
        properties={[
          ['Primary of', `${formatCount(primaries)} ${primaries === 1 ? 'volume' : 'volumes'}`],
          ['Volumes with a replica', formatCount(volumes)],
          ['Size of these', <Bytes key="size" value={size} exact />],
          ['Drives', maxDevices === 0 ? formatCount(devices) : `${devices} of ${maxDevices}`],
          [
            'Local rebuild',
            isRebuilding ? `Under way: ${formatPercent(rebuildProgress)}` : 'None under way',
          ],
        ]}
      />
    </Panel>
  );
}

function NodeView() {
  const { nodeId = '' } = useParams();
  const { data, error, refetch } = useQuery(nodeUsageQuery());
  const node = data?.nodes.find(({ UUID }) => UUID.toLowerCase() === nodeId.toLowerCase());
  if (data === undefined || node === undefined) {
    return (
      <Page title="Node" breadcrumbs={CRUMBS}>
        {data !== undefined ? (
          <EmptyView
            title="Node not found"
            actions={<LinkButton to={paths.nodes()}>All nodes</LinkButton>}
          >
            No attached cluster reports it.
          </EmptyView>
        ) : error === null ? (
          <SkeletonLines count={8} />
        ) : (
          <FailureView failure={error} onRetry={refetch} />
        )}
      </Page>
    );
  }
  const { clusterId, name, UUID, state } = node;
  const cluster = clusterNamesOf(data.clusters).get(clusterId) ?? clusterId;
  const isStale = awayClustersOf(data.clusters).has(clusterId);
  return (
    <Page
      title={name === '' ? UUID : name}
      breadcrumbs={CRUMBS}
      badge={<NodeStateLabel state={state} isStale={isStale} />}
      subtitle={
        <>
          On <Link to={paths.cluster(clusterId)}>{cluster}</Link>
        </>
      }
    >
      <AsOf clusters={data.clusters.filter((one) => one.clusterId === clusterId)} />
      <div className="ast-details">
        <NodeFacts node={node} />
        <NodeVolumes node={node} />
      </div>
    </Page>
  );
}

/** One node: its state, where it is, and what it holds. */
export function NodePage() {
  return (
    <AdminOnly title="Node">
      <NodeView />
    </AdminOnly>
  );
}
