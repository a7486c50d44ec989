import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { policyUsageQuery } from '#/api/usage-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { AsOf, HowCurrent } from '#/domain/as-of.tsx';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { ColumnChooser } from '#/table/column-chooser.tsx';
import { shownColumns } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { FilterBar } from '#/table/filter-bar.tsx';
import { isNarrowed } from '#/table/list-state.ts';
import { pickRows } from '#/table/pick-rows.ts';
import { useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { Page } from '#/ui/page.tsx';
import { PICK_POLICIES, POLICY_LIST, policyColumns } from './qos-policy-columns.tsx';

/** Starts reading the QoS policies. */
export const loader = () => whenAdmin(() => queryClient.prefetchQuery(policyUsageQuery()));

const POLICY_WORDS = { one: 'QoS policy', many: 'QoS policies' };
const nameOf = ({ name }: { readonly name: string }) => name;

function QosPolicies() {
  const controls = useListState(POLICY_LIST);
  const { state } = controls;
  const { data, error, refetch } = useQuery(policyUsageQuery());
  if (data === undefined && error !== null) {
    return (
      <Page title="QoS policies">
        <FailureView failure={error} onRetry={refetch} />
      </Page>
    );
  }
  const columns = policyColumns(clusterNamesOf(data?.clusters ?? []));
  const rows = data === undefined ? undefined : pickRows(data.policies, state, PICK_POLICIES);
  return (
    <Page
      title="QoS policies"
      fill
      subtitle={data === undefined ? undefined : <HowCurrent clusters={data.clusters} />}
    >
      {data === undefined ? null : <AsOf clusters={data.clusters} />}
      <FilterBar
        controls={controls}
        searchLabel="Search QoS policies"
        searchHint="Name or description"
        filters={[]}
        total={rows?.length}
        what={POLICY_WORDS}
      >
        <ColumnChooser columns={columns} chosen={state.columns} onChange={controls.setColumns} />
      </FilterBar>
      <DataTable
        label="QoS policies"
        columns={shownColumns(columns, state.columns)}
        rows={rows}
        rowId={nameOf}
        rowName={nameOf}
        sort={state.sort}
        order={state.order}
        onSort={controls.setSort}
        empty={
          isNarrowed(state) ? (
            <EmptyView
              title="No matching QoS policies"
              actions={
                <Button variant="link" onClick={controls.clear}>
                  Clear search
                </Button>
              }
            >
              All QoS policies are hidden by the search.
            </EmptyView>
          ) : (
            <EmptyView title="No QoS policies yet">
              A QoS policy is listed here once an attached cluster has it. Create one there with{' '}
              <code>lbcli create qos-policy</code>.
            </EmptyView>
          )
        }
      />
    </Page>
  );
}

export function QosPoliciesPage() {
  return (
    <AdminOnly title="QoS policies">
      <QosPolicies />
    </AdminOnly>
  );
}
