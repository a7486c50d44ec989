import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useParams, type LoaderFunctionArgs } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { useRights } from '#/api/session.ts';
import { projectQuery } from '#/api/usage-queries.ts';
import { AsOf } from '#/domain/as-of.tsx';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { HistoryPanel } from '#/domain/history-panel.tsx';
import { NewestSnapshots, newestSnapshotsQuery } from '#/domain/newest-snapshots.tsx';
import { PageCalls } from '#/domain/page-calls.tsx';
import { VolumeCounts } from '#/domain/volume-counts.tsx';
import { formatCount } from '#/lib/format.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { paths } from '#/lib/paths.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import {
  ProjectCapacity,
  ProjectClusters,
  ProjectPeople,
  ProjectVolumesLink,
} from './project-panels.tsx';

/** Starts reading the project. */
export const loader = ({ params }: LoaderFunctionArgs) => {
  const project = params['projectName'] ?? '';
  void queryClient.prefetchQuery(projectQuery(project));
  void queryClient.prefetchQuery(newestSnapshotsQuery({ project }));
  return null;
};

const ViewAsDialog = lazyPart(
  () => import('#/domain/view-as-dialog.tsx'),
  ({ ViewAsDialog }) => ViewAsDialog,
);

const CRUMBS = [{ to: paths.projects(), text: 'Projects' }];

/** What one project has on all clusters, and who may do what in it. */
export function ProjectPage() {
  const { projectName = '' } = useParams();
  const { isClusterAdmin } = useRights();
  const [isViewingAs, setIsViewingAs] = useState(false);
  const { data, error, refetch } = useQuery(projectQuery(projectName));
  const newest = useQuery(newestSnapshotsQuery({ project: projectName }));
  // What is below the snapshots would move when they come after it.
  if (data === undefined || newest.isPending) {
    const isUnknown = error?.error.status === 404;
    return (
      <Page title={projectName} breadcrumbs={CRUMBS}>
        {error === null ? (
          <SkeletonLines count={8} />
        ) : isUnknown ? (
          <EmptyView
            title="Project not found"
            actions={<LinkButton to={paths.projects()}>All projects</LinkButton>}
          >
            No attached cluster has it, or you have no role in it.
          </EmptyView>
        ) : (
          <FailureView failure={error} onRetry={refetch} />
        )}
      </Page>
    );
  }
  const { volumes, clusterIds, description } = data;
  const on = clusterIds.length === 1 ? '1 cluster' : `${formatCount(clusterIds.length)} clusters`;
  return (
    <Page
      title={projectName}
      breadcrumbs={CRUMBS}
      subtitle={`${description === '' ? '' : `${description} · `}${formatCount(volumes)} ${
        volumes === 1 ? 'volume' : 'volumes'
      } on ${on}`}
      actions={
        <>
          {isClusterAdmin && projectName !== 'system' ? (
            <Button variant="secondary" onClick={() => setIsViewingAs(true)}>
              View as…
            </Button>
          ) : null}
          <LinkButton variant="primary" to={paths.volumes({ project: projectName })}>
            View volumes
          </LinkButton>
        </>
      }
    >
      {isViewingAs ? (
        <Suspense>
          <ViewAsDialog projectName={projectName} onClose={() => setIsViewingAs(false)} />
        </Suspense>
      ) : null}
      <AsOf clusters={data.clusters} />
      <div className="ast-details">
        <ProjectCapacity project={data} />
        <div className="ast-stack">
          <Panel title="Volumes" actions={<ProjectVolumesLink name={projectName} />}>
            {volumes === 0 ? (
              <p className="ast-quiet">It has no volumes yet.</p>
            ) : (
              <VolumeCounts
                byState={data.volumesByState}
                byProtection={data.volumesByProtection}
                total={volumes}
                project={projectName}
              />
            )}
          </Panel>
          <NewestSnapshots project={projectName} />
          <ProjectPeople project={data} />
        </div>
        <ProjectClusters project={data} clusterNames={clusterNamesOf(data.clusters)} />
      </div>
      <HistoryPanel kind="project" subject={projectName} name={projectName} />
      <PageCalls
        calls={[
          ['Read the project', { operation: usageApi.getProjectUsage, input: { projectName } }],
          [
            'List its snapshots',
            { operation: snapshotApi.listFleetSnapshots, input: { project: projectName } },
          ],
        ]}
      />
    </Page>
  );
}
