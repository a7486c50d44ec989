import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import type { PolicyUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useParams } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { policyUsageQuery } from '#/api/usage-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { AsOf } from '#/domain/as-of.tsx';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { limitsInWords, openUnits, scopeInWords } from '#/domain/qos-limits.ts';
import { NotOfferedNote } from '#/domain/not-offered-note.tsx';
import { ShowCall } from '#/domain/show-call.tsx';
import { formatCount } from '#/lib/format.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
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

const PolicyDialog = lazyPart(
  () => import('#/features/qos-policies/write/policy-dialog.tsx'),
  ({ PolicyDialog }) => PolicyDialog,
);
const DeletePolicyDialog = lazy(() =>
  loadChunk(() => import('#/features/qos-policies/delete/delete-policy-dialog.tsx')).then(
    (module) => ({ default: module.DeletePolicyDialog }),
  ),
);

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
      {openUnits(policy.onClusters.map(({ limits }) => limits)).map((what) => (
        <p key={what} className="ast-quiet">
          Shown as the clusters have it, whatever units you have chosen for sizes. {what}
        </p>
      ))}
    </Panel>
  );
}

function PolicyView() {
  const { policyName = '' } = useParams();
  const { data, error, refetch } = useQuery(policyUsageQuery());
  const [dialog, setDialog] = useState<'edit' | 'delete'>();
  const close = () => setDialog(undefined);
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
  const lacking = data.clusters.filter(
    ({ clusterId }) =>
      !data.notOfferedBy.includes(clusterId) &&
      !policy.onClusters.some((one) => one.clusterId === clusterId),
  ).length;
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
        <>
          <Button onClick={() => setDialog('edit')}>Edit</Button>
          <LinkButton to={paths.volumes({ search: policyName })}>View volumes</LinkButton>
          <Button variant="secondary" isDanger onClick={() => setDialog('delete')}>
            Delete
          </Button>
        </>
      }
    >
      <AsOf clusters={data.clusters} />
      {differs ? (
        <Note tone="warning" title="Its limits differ between clusters">
          Volumes are held to the limits of the policy on their own cluster.{' '}
          <Button variant="link" isInline onClick={() => setDialog('edit')}>
            Make them the same
          </Button>
        </Note>
      ) : null}
      <NotOfferedNote
        what="QoS policies"
        clusters={data.clusters}
        notOfferedBy={data.notOfferedBy}
      />
      <PolicyClusters policy={policy} clusterNames={clusterNamesOf(data.clusters)} />
      {lacking === 0 ? null : (
        <p>
          {formatCount(lacking)} {lacking === 1 ? 'cluster does' : 'clusters do'} not have it.{' '}
          <Button variant="link" isInline onClick={() => setDialog('edit')}>
            Create it there too
          </Button>
        </p>
      )}
      <ShowCall call={{ operation: usageApi.listPolicyUsage, input: {} }} />
      <Suspense>
        {dialog === 'edit' ? <PolicyDialog policy={policy} onClose={close} /> : null}
        {dialog === 'delete' ? (
          <DeletePolicyDialog policy={policy} clusters={data.clusters} onClose={close} />
        ) : null}
      </Suspense>
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
