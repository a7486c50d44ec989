import type { PolicyUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { policyUsageQuery } from '#/api/usage-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { AsOf } from '#/domain/as-of.tsx';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { limitsInWords, scopeInWords } from '#/domain/qos-limits.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { DataTable } from '#/table/data-table.tsx';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Note } from '#/ui/note.tsx';
import { Page } from '#/ui/page.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';

/** Starts reading the QoS policies, of which the page shows one. */
export const loader = () => whenAdmin(() => queryClient.prefetchQuery(policyUsageQuery()));

const CRUMBS = [{ to: paths.qosPolicies(), text: 'QoS policies' }];

type OnCluster = PolicyUsage['onClusters'][number];
const idOf = ({ clusterId }: OnCluster) => clusterId;

interface PolicyClustersProps {
  readonly policy: PolicyUsage;
  readonly clusterNames: ReadonlyMap<string, string>;
}

/** The policy as each cluster has it. */
function PolicyClusters({ policy, clusterNames }: PolicyClustersProps) {
  const nameOf = ({ clusterId }: OnCluster) => clusterNames.get(clusterId) ?? clusterId;
  return (
    <Panel title="Limits by cluster">
      <DataTable
        label="Limits by cluster"
        columns={[
          {
            id: 'cluster',
            header: 'Cluster',
            isName: true,
            cell: (one) => <RowLink to={paths.cluster(one.clusterId)}>{nameOf(one)}</RowLink>,
          },
          { id: 'limits', header: 'Limits', cell: ({ limits }) => limitsInWords(limits) },
          { id: 'scope', header: 'For', cell: ({ limits }) => scopeInWords(limits) },
          {
            id: 'volumes',
            header: 'Volumes',
            align: 'end',
            cell: ({ clusterId, volumes }) => (
              <RowLink to={paths.volumes({ search: policy.name, cluster: clusterId })}>
                {formatCount(volumes)}
              </RowLink>
            ),
          },
          { id: 'state', header: 'State', cell: ({ state }) => state || '–' },
          {
            id: 'description',
            header: 'Description',
            cell: ({ description }) => description || '–',
          },
        ]}
        rows={policy.onClusters}
        rowId={idOf}
        rowName={nameOf}
      />
    </Panel>
  );
}

function PolicyView() {
  const { policyName = '' } = useParams();
  const { data, error, refetch } = useQuery(policyUsageQuery());
  const policy = data?.policies.find(({ name }) => name === policyName);
  if (data === undefined || policy === undefined) {
    return (
      <Page title={policyName} breadcrumbs={CRUMBS}>
        {data !== undefined ? (
          <EmptyView
            title="QoS policy not found"
            actions={<LinkButton to={paths.qosPolicies()}>All QoS policies</LinkButton>}
          >
            No attached cluster has it.
          </EmptyView>
        ) : error === null ? (
          <SkeletonLines count={8} />
        ) : (
          <FailureView failure={error} onRetry={refetch} />
        )}
      </Page>
    );
  }
  const { volumes, size, differs } = policy;
  return (
    <Page
      title={policyName}
      breadcrumbs={CRUMBS}
      subtitle={
        <>
          {formatCount(volumes)} {volumes === 1 ? 'volume has' : 'volumes have'} it,{' '}
          <Bytes value={size} /> in size
        </>
      }
      actions={
        <LinkButton variant="primary" to={paths.volumes({ search: policyName })}>
          View volumes
        </LinkButton>
      }
    >
      <AsOf clusters={data.clusters} />
      {differs ? (
        <Note tone="warning" title="Its limits differ between clusters">
          Volumes are held to the limits of the policy on their own cluster.
        </Note>
      ) : null}
      <PolicyClusters policy={policy} clusterNames={clusterNamesOf(data.clusters)} />
    </Page>
  );
}

/** One QoS policy, as each cluster has it. */
export function QosPolicyPage() {
  return (
    <AdminOnly title="QoS policy">
      <PolicyView />
    </AdminOnly>
  );
}
