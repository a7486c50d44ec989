import { useQuery } from '@tanstack/react-query';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { policyUsageQuery } from '#/api/usage-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { WholeListPage } from '#/domain/whole-list-page.tsx';
import { pickRows } from '#/table/pick-rows.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { PICK_POLICIES, POLICY_LIST, policyColumns } from './qos-policy-columns.tsx';

const loadCells = async () => (await loadChunk(() => import('./qos-policy-cells.ts'))).POLICY_CELLS;

/** Starts reading the QoS policies. */
export const loader = () => whenAdmin(() => queryClient.prefetchQuery(policyUsageQuery()));

const POLICY_WORDS = { one: 'QoS policy', many: 'QoS policies' };
const nameOf = ({ name }: { readonly name: string }) => name;

function QosPolicies() {
  const controls = useListState(POLICY_LIST);
  const { state } = controls;
  const { data, error, refetch } = useQuery(policyUsageQuery());
  const columns = policyColumns(clusterNamesOf(data?.clusters ?? []));
  const rows = data === undefined ? undefined : pickRows(data.policies, state, PICK_POLICIES);
  return (
    <WholeListPage
      title="QoS policies"
      what={POLICY_WORDS}
      searchHint="Name or description"
      controls={controls}
      filters={[]}
      columns={columns}
      rows={rows}
      rowId={nameOf}
      rowName={nameOf}
      reads="policies"
      clusters={data?.clusters}
      loadCells={loadCells}
      error={error}
      onRetry={refetch}
      none={
        <EmptyView title="No QoS policies yet">
          A QoS policy is listed here once an attached cluster has it. Create one there with{' '}
          <code>lbcli create qos-policy</code>.
        </EmptyView>
      }
    />
  );
}

export function QosPoliciesPage() {
  return (
    <AdminOnly title="QoS policies">
      <QosPolicies />
    </AdminOnly>
  );
}
