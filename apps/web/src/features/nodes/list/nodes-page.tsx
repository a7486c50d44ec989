import { ServerIcon } from '@patternfly/react-icons/dist/esm/icons/server-icon';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { NodeUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { nodeUsageQuery } from '#/api/usage-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { awayClustersOf, clusterNamesOf } from '#/domain/cluster-name.ts';
import { pickList } from '#/domain/pick-list.ts';
import { WholeListPage } from '#/domain/whole-list-page.tsx';
import { paths } from '#/lib/paths.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { nodeColumns } from './node-columns.tsx';
import { NODE_LIST, nodeName, nodePicking, sortNodes } from './node-list.ts';

const loadCells = async () => (await loadChunk(() => import('./node-cells.ts'))).NODE_CELLS;

const NodeLine = lazyPart(
  () => import('./node-line.tsx'),
  ({ NodeLine }) => NodeLine,
);

/** Starts reading the nodes. */
export const loader = () => whenAdmin(() => queryClient.prefetchQuery(nodeUsageQuery()));

const NODE_WORDS = { one: 'node', many: 'nodes' };
const idOf = ({ UUID }: NodeUsage) => UUID;

function Nodes() {
  const controls = useListState(NODE_LIST);
  const { data, error, refetch } = useQuery(nodeUsageQuery());
  const names = useMemo(() => clusterNamesOf(data?.clusters ?? []), [data?.clusters]);
  const columns = useMemo(
    () => nodeColumns(names, awayClustersOf(data?.clusters ?? [])),
    [names, data?.clusters],
  );
  const picking = useMemo(() => nodePicking(names), [names]);
  const picked = pickList(sortNodes(data?.nodes), controls.state, picking, {
    clusters: data?.clusters,
    error,
  });
  return (
    <WholeListPage
      title="Nodes"
      what={NODE_WORDS}
      searchHint="Name, host name, cluster, domain or UUID"
      controls={controls}
      Line={NodeLine}
      {...picked}
      columns={columns}
      rowId={idOf}
      rowName={nodeName}
      reads="nodes"
      clusters={data?.clusters}
      loadCells={loadCells}
      onRetry={refetch}
      none={
        <EmptyView
          title="No nodes yet"
          icon={ServerIcon}
          actions={<LinkButton to={paths.clusters()}>View clusters</LinkButton>}
        >
          The nodes of attached clusters are listed here once these have reported them.
        </EmptyView>
      }
    />
  );
}

export function NodesPage() {
  return (
    <AdminOnly title="Nodes">
      <Nodes />
    </AdminOnly>
  );
}
