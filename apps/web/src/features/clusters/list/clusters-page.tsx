import { CONNECTION_STATUSES } from '@asterism/api-types/federation-api/cluster';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { ClusterIcon } from '@patternfly/react-icons/dist/esm/icons/cluster-icon';
import { useQuery } from '@tanstack/react-query';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { WholeListPage } from '#/domain/whole-list-page.tsx';
import { loadChunk } from '#/lib/load-chunk.ts';
import { paths } from '#/lib/paths.ts';
import { useListState } from '#/table/use-list-state.ts';
import { CONNECTION_APPEARANCE } from '#/domain/cluster-state.tsx';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { CLUSTER_COLUMNS } from './cluster-columns.tsx';
import { clusterName } from '#/domain/cluster-name.ts';
import { CLUSTER_LIST, countByStatus, selectClusters } from './cluster-list.ts';

const loadCells = async () => (await loadChunk(() => import('./cluster-cells.ts'))).CLUSTER_CELLS;

/** Starts reading the attached clusters. */
export const loader = () => whenAdmin(() => queryClient.prefetchQuery(clustersQuery()));

const CLUSTER_WORDS = { one: 'cluster', many: 'clusters' };
const NONE: readonly FleetCluster[] = [];
const idOf = ({ id }: FleetCluster) => id;

const AttachLink = () => (
  <LinkButton variant="primary" to={paths.attachCluster()}>
    Attach cluster
  </LinkButton>
);

function Clusters() {
  const controls = useListState(CLUSTER_LIST);
  const { state } = controls;
  const { data, failureReason, refetch } = useQuery(clustersQuery());
  const counts = countByStatus(data ?? NONE);
  const isNone = data?.length === 0;
  return (
    <WholeListPage
      title="Clusters"
      what={CLUSTER_WORDS}
      searchHint="Name, endpoint, version or UUID"
      controls={controls}
      filters={[
        {
          filter: 'status',
          label: 'Status',
          choices: CONNECTION_STATUSES.map((status) => ({
            value: status,
            label: CONNECTION_APPEARANCE[status].text,
            count: counts[status],
          })),
        },
      ]}
      columns={CLUSTER_COLUMNS}
      rows={data === undefined ? undefined : selectClusters(data, state)}
      rowId={idOf}
      rowName={clusterName}
      loadCells={loadCells}
      skeletonRows={4}
      error={failureReason}
      onRetry={refetch}
      {...(isNone
        ? {}
        : {
            actions: (
              <>
                <LinkButton to={paths.planVolumes()}>Plan volumes</LinkButton>
                <AttachLink />
              </>
            ),
          })}
      none={
        <EmptyView title="No clusters attached" icon={ClusterIcon} actions={<AttachLink />}>
          Attach a cluster to view and manage its volumes. You need the address of its management
          API and a way to run lbcli on it once.
        </EmptyView>
      }
    />
  );
}

export function ClustersPage() {
  return (
    <AdminOnly title="Clusters">
      <Clusters />
    </AdminOnly>
  );
}
