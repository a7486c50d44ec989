import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { ServerIcon } from '@patternfly/react-icons/dist/esm/icons/server-icon';
import { useQuery } from '@tanstack/react-query';
import type { NodeUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { nodeUsageQuery } from '#/api/usage-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { AsOf, HowCurrent } from '#/domain/as-of.tsx';
import { awayClustersOf, clusterNamesOf } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { paths } from '#/lib/paths.ts';
import { ColumnChooser } from '#/table/column-chooser.tsx';
import { shownColumns } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { FilterBar } from '#/table/filter-bar.tsx';
import { isNarrowed } from '#/table/list-state.ts';
import { useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { nodeColumns } from './node-columns.tsx';
import { NODE_LIST, nodeFilters, nodeName, selectNodes } from './node-list.ts';

/** Starts reading the nodes. */
export const loader = () => whenAdmin(() => queryClient.prefetchQuery(nodeUsageQuery()));

const NODE_WORDS = { one: 'node', many: 'nodes' };
const idOf = ({ UUID }: NodeUsage) => UUID;

function Nodes() {
  const controls = useListState(NODE_LIST);
  const { state } = controls;
  const { data, error, refetch } = useQuery(nodeUsageQuery());
  if (data === undefined && error !== null) {
    return (
      <Page title="Nodes">
        <FailureView failure={error} onRetry={refetch} />
      </Page>
    );
  }
  const names = clusterNamesOf(data?.clusters ?? []);
  const columns = nodeColumns(names, awayClustersOf(data?.clusters ?? []));
  const rows = data === undefined ? undefined : selectNodes(data.nodes, state, names);
  return (
    <Page
      title="Nodes"
      fill
      subtitle={data === undefined ? undefined : <HowCurrent clusters={data.clusters} />}
    >
      {data === undefined ? null : <AsOf clusters={data.clusters} />}
      <FilterBar
        controls={controls}
        searchLabel="Search nodes"
        searchHint="Name, host name, cluster, domain or UUID"
        filters={nodeFilters(data?.nodes ?? [], state.filters, names)}
        total={rows?.length}
        what={NODE_WORDS}
      >
        <ColumnChooser columns={columns} chosen={state.columns} onChange={controls.setColumns} />
      </FilterBar>
      <DataTable
        label="Nodes"
        columns={shownColumns(columns, state.columns)}
        rows={rows}
        rowId={idOf}
        rowName={nodeName}
        sort={state.sort}
        order={state.order}
        onSort={controls.setSort}
        empty={
          isNarrowed(state) ? (
            <EmptyView
              title="No matching nodes"
              actions={
                <Button variant="link" onClick={controls.clear}>
                  Clear search and filters
                </Button>
              }
            >
              All nodes are hidden by the search or the filters.
            </EmptyView>
          ) : (
            <EmptyView
              title="No nodes yet"
              icon={ServerIcon}
              actions={<LinkButton to={paths.clusters()}>View clusters</LinkButton>}
            >
              The nodes of attached clusters are listed here once these have reported them.
            </EmptyView>
          )
        }
      />
    </Page>
  );
}

export function NodesPage() {
  return (
    <AdminOnly title="Nodes">
      <Nodes />
    </AdminOnly>
  );
}
