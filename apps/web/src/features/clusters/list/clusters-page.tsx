import { CONNECTION_STATUSES } from '@asterism/api-types/federation-api/cluster';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { ClusterIcon } from '@patternfly/react-icons/dist/esm/icons/cluster-icon';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { FailureView } from '#/domain/failure-view.tsx';
import { paths } from '#/lib/paths.ts';
import { shownColumns } from '#/table/column.ts';
import { ColumnChooser } from '#/table/column-chooser.tsx';
import { DataTable } from '#/table/data-table.tsx';
import { FilterBar } from '#/table/filter-bar.tsx';
import { useListState } from '#/table/use-list-state.ts';
import { CONNECTION_APPEARANCE } from '#/domain/cluster-state.tsx';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { CLUSTER_COLUMNS } from './cluster-columns.tsx';
import { clusterName } from '#/domain/cluster-name.ts';
import { CLUSTER_LIST, countByStatus, selectClusters } from './cluster-list.ts';

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
  const { state, setSort, setColumns, clear } = controls;
  const { data, failureReason, refetch } = useQuery(clustersQuery());

  if (data === undefined && failureReason) {
    return (
      <Page title="Clusters">
        <FailureView failure={failureReason} onRetry={refetch} />
      </Page>
    );
  }
  if (data?.length === 0) {
    return (
      <Page title="Clusters">
        <EmptyView title="No clusters attached" icon={ClusterIcon} actions={<AttachLink />}>
          Attach a cluster to view and manage its volumes. You need the address of its management
          API and a way to run lbcli on it once.
        </EmptyView>
      </Page>
    );
  }

  const counts = countByStatus(data ?? NONE);
  const rows = data === undefined ? undefined : selectClusters(data, state);
  return (
    <Page title="Clusters" fill actions={<AttachLink />}>
      <FilterBar
        controls={controls}
        searchLabel="Search clusters"
        searchHint="Name, endpoint, version or UUID"
        total={rows?.length}
        what={CLUSTER_WORDS}
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
      >
        <ColumnChooser columns={CLUSTER_COLUMNS} chosen={state.columns} onChange={setColumns} />
      </FilterBar>
      <DataTable
        label="Clusters"
        columns={shownColumns(CLUSTER_COLUMNS, state.columns)}
        rows={rows}
        rowId={idOf}
        rowName={clusterName}
        sort={state.sort}
        order={state.order}
        onSort={setSort}
        skeletonRows={4}
        empty={
          <EmptyView
            title="No matching clusters"
            actions={
              <Button variant="secondary" onClick={clear}>
                Show all clusters
              </Button>
            }
          >
            No attached cluster matches your search and filters.
          </EmptyView>
        }
      />
    </Page>
  );
}

export function ClustersPage() {
  return (
    <AdminOnly title="Clusters">
      <Clusters />
    </AdminOnly>
  );
}
