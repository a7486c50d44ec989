import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import type { NodeUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, type LoaderFunctionArgs } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { nodeUsageQuery } from '#/api/usage-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { AsOf } from '#/domain/as-of.tsx';
import { awayClustersOf, clusterNamesOf } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { HistoryPanel } from '#/domain/history-panel.tsx';
import { NodeStateLabel } from '#/domain/node-state.tsx';
import { PageCalls } from '#/domain/page-calls.tsx';
import { formatCount, formatPercent } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { readNewest } from '#/table/read-newest.ts';
import { listQuestionOf } from '#/table/use-list-state.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { CopyText } from '#/ui/copy-text.tsx';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { NODE_VOLUME_LIST, NodeVolumes, nodeVolumesQuery } from './node-volumes.tsx';

/** Starts reading the nodes, of which the page shows one, and the volumes of that. */
export const loader = ({ params, request }: LoaderFunctionArgs) =>
  whenAdmin(async () => {
    void queryClient.prefetchQuery(nodeUsageQuery());
    const question = listQuestionOf(NODE_VOLUME_LIST, request);
    await readNewest(nodeVolumesQuery(params['nodeId'] ?? '')(question), request);
  });

const volumesInWords = (count: number): string =>
  `${formatCount(count)} ${count === 1 ? 'volume' : 'volumes'}`;

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

function NodeHoldings({ node }: NodePanelProps) {
  const { primaries, volumes, size, devices, maxDevices, isRebuilding, rebuildProgress } = node;
  return (
    <Panel title="What it holds">
      <PropertyList
        properties={[
          [
            'Primary of',
            primaries === 0 ? (
              '0 volumes'
            ) : (
              <Link key="primaries" to="?role=primary">
                {volumesInWords(primaries)}
              </Link>
            ),
          ],
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

/** What becomes of its volumes if it fails. */
function IfItGoes({ node: { ifItGoes, failureDomains } }: NodePanelProps) {
  const { unavailable, endangered, degraded } = ifItGoes;
  return (
    <Panel title="If this node fails now">
      <PropertyList
        properties={[
          ['Unavailable', `${volumesInWords(unavailable)} with no replica on another node`],
          [
            'Perhaps unavailable',
            `${volumesInWords(endangered)} whose data is not fully protected now`,
          ],
          ['Degraded', volumesInWords(degraded)],
          [
            'With it',
            failureDomains.length === 0
              ? undefined
              : `Nodes of the same failure domain (${failureDomains.join(', ')}) may fail too.`,
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
        <NodeHoldings node={node} />
        {state === 'Active' ? <IfItGoes node={node} /> : null}
      </div>
      <HistoryPanel
        kind="node"
        subject={UUID}
        name={name === '' ? UUID : name}
        clusterId={clusterId}
      />
      <PageCalls
        calls={[
          ['Read all nodes', { operation: usageApi.listNodeUsage, input: {} }],
          ['List its volumes', { operation: usageApi.listRelatedVolumes, input: { node: UUID } }],
        ]}
      />
      <NodeVolumes key={UUID} node={node} />
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
