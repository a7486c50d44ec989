import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useMemo, useState } from 'react';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { policyUsageQuery } from '#/api/usage-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { pickList } from '#/domain/pick-list.ts';
import { WholeListPage } from '#/domain/whole-list-page.tsx';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { NotOfferedNote } from '#/domain/not-offered-note.tsx';
import { PICK_POLICIES, POLICY_LIST, policyColumns } from './qos-policy-columns.tsx';

const loadCells = async () => (await loadChunk(() => import('./qos-policy-cells.ts'))).POLICY_CELLS;

const PolicyDialog = lazyPart(
  () => import('#/features/qos-policies/write/policy-dialog.tsx'),
  ({ PolicyDialog }) => PolicyDialog,
);

const QosPolicyLine = lazyPart(
  () => import('./qos-policy-line.tsx'),
  ({ QosPolicyLine }) => QosPolicyLine,
);

/** Starts reading the QoS policies. */
export const loader = () => whenAdmin(() => queryClient.prefetchQuery(policyUsageQuery()));

const POLICY_WORDS = { one: 'QoS policy', many: 'QoS policies' };
const nameOf = ({ name }: { readonly name: string }) => name;

function QosPolicies() {
  const controls = useListState(POLICY_LIST);
  const [isCreating, setIsCreating] = useState(false);
  const { data, error, refetch } = useQuery(policyUsageQuery());
  const clusterNames = useMemo(() => clusterNamesOf(data?.clusters ?? []), [data?.clusters]);
  const columns = useMemo(() => policyColumns(clusterNames), [clusterNames]);
  const picked = pickList(data?.policies, controls.state, PICK_POLICIES, {
    clusters: data?.clusters,
    error,
  });
  return (
    <WholeListPage
      title="QoS policies"
      what={POLICY_WORDS}
      searchHint="Name or description"
      controls={controls}
      Line={QosPolicyLine}
      {...picked}
      columns={columns}
      rowId={nameOf}
      rowName={nameOf}
      reads="policies"
      clusters={data?.clusters}
      loadCells={loadCells}
      onRetry={refetch}
      none={
        <EmptyView
          title="No QoS policies yet"
          actions={<Button onClick={() => setIsCreating(true)}>Create QoS policy</Button>}
        >
          A QoS policy limits the IOPS or the bandwidth of the volumes that have it.
        </EmptyView>
      }
      actions={<Button onClick={() => setIsCreating(true)}>Create QoS policy</Button>}
    >
      <NotOfferedNote
        what="QoS policies"
        clusters={data?.clusters ?? []}
        notOfferedBy={data?.notOfferedBy ?? []}
      />
      {isCreating ? (
        <Suspense>
          <PolicyDialog onClose={() => setIsCreating(false)} />
        </Suspense>
      ) : null}
    </WholeListPage>
  );
}

export function QosPoliciesPage() {
  return (
    <AdminOnly title="QoS policies">
      <QosPolicies />
    </AdminOnly>
  );
}
