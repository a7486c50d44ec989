import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { mayCreateVolumes, useRights } from '#/api/session.ts';
import { tasksQuery } from '#/api/task-queries.ts';
import { projectUsageQuery } from '#/api/usage-queries.ts';
import { fleetVolumesQuery, volumeCountsQuery } from '#/api/volume-queries.ts';
import { AsOf } from '#/domain/as-of.tsx';
import { UsedBar } from '#/domain/capacity-bars.tsx';
import { FailureView } from '#/domain/failure-view.tsx';
import { TaskStateLabel } from '#/domain/task-state.tsx';
import { taskName } from '#/domain/task-words.ts';
import { UnreadableNotice } from '#/domain/unreadable-notice.tsx';
import { VolumeCounts } from '#/domain/volume-counts.tsx';
import { VolumeStateLabel } from '#/domain/volume-state.tsx';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { Panel } from '#/ui/panel.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import {
  hostCountsQuery,
  newestSnapshotsQuery,
  ProjectHosts,
  ProjectSnapshots,
} from './project-access.tsx';
import {
  failedVolumesQuery,
  ProjectAttention,
  unprotectedVolumesQuery,
} from './project-attention.tsx';
import './project-overview.css';

/** What changed last, most recent first. */
const newestVolumesQuery = () => fleetVolumesQuery({ sort: 'created', order: 'desc', limit: '5' });
const newestTasksQuery = () => tasksQuery({ limit: '5' });

/** Starts reading what this overview shows. */
export function prefetchProjectOverview(): void {
  void queryClient.prefetchQuery(projectUsageQuery());
  void queryClient.prefetchQuery(newestVolumesQuery());
  void queryClient.prefetchQuery(newestTasksQuery());
  void queryClient.prefetchQuery(failedVolumesQuery());
  void queryClient.prefetchQuery(unprotectedVolumesQuery());
  void queryClient.prefetchQuery(hostCountsQuery());
  void queryClient.prefetchQuery(newestSnapshotsQuery());
}

/** What the volumes of each of the user's projects use, with the way to what is in it. */
function CapacityPanel() {
  const { data, error, refetch } = useQuery(projectUsageQuery());
  return (
    <Panel
      title="Capacity"
      actions={
        <LinkButton variant="link" to={paths.projects()}>
          All projects
        </LinkButton>
      }
    >
      {data === undefined ? (
        error ? (
          <FailureView failure={error} onRetry={refetch} />
        ) : (
          <SkeletonLines count={4} />
        )
      ) : (
        <ul className="ast-plain-list ast-project-list">
          {data.projects.map(({ name, size, used, provisioned, volumes }) => (
            <li key={name}>
              <p className="ast-project-name">
                <Link to={paths.project(name)}>{name}</Link>
                <span className="ast-quiet">
                  <Bytes value={provisioned} /> with all replicas
                </span>
              </p>
              <UsedBar used={used} total={size} />
              <p className="ast-project-links">
                <Link to={paths.volumes({ project: name })}>
                  {formatCount(volumes)} {volumes === 1 ? 'volume' : 'volumes'}
                </Link>
                <Link to={paths.snapshots({ project: name })}>Snapshots</Link>
                <Link to={paths.hosts({ project: name })}>Hosts</Link>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** The newest volumes of the user's projects. */
function NewestVolumes() {
  const { data, error, refetch } = useQuery(newestVolumesQuery());
  return (
    <Panel title="Newest volumes">
      {data === undefined ? (
        error ? (
          <FailureView failure={error} onRetry={refetch} />
        ) : (
          <SkeletonLines count={5} />
        )
      ) : (
        <ul className="ast-plain-list ast-recent">
          {data.volumes.map(({ UUID, name, state, creationTime }) => (
            <li key={UUID}>
              <Link to={paths.volume(UUID)}>{name}</Link>
              <VolumeStateLabel state={state} />
              <RelativeTime value={creationTime} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** What was last done with many volumes at once. */
function NewestTasks() {
  const { data, error, refetch } = useQuery(newestTasksQuery());
  return (
    <Panel
      title="Latest tasks"
      actions={
        <LinkButton variant="link" to={paths.tasks()}>
          All tasks
        </LinkButton>
      }
    >
      {data === undefined ? (
        error ? (
          <FailureView failure={error} onRetry={refetch} />
        ) : (
          <SkeletonLines count={5} />
        )
      ) : data.total === 0 ? (
        <p className="ast-quiet">Nothing yet: changes of volumes are listed here as tasks.</p>
      ) : (
        <ul className="ast-plain-list ast-recent">
          {data.tasks.map((task) => (
            <li key={task.id}>
              <Link to={paths.task(task.id)}>{taskName(task)}</Link>
              <TaskStateLabel state={task.state} />
              <RelativeTime value={task.startedAt ?? task.createdAt} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function NoVolumes({ mayCreate }: { readonly mayCreate: boolean }) {
  return (
    <EmptyView
      title="No volumes yet"
      actions={
        mayCreate ? (
          <LinkButton variant="primary" to={paths.newVolume()}>
            Create a volume
          </LinkButton>
        ) : undefined
      }
    >
      {mayCreate
        ? 'Your project has no volumes on any attached cluster.'
        : 'Your project has no volumes on any attached cluster. A project admin or a cluster admin can create them.'}
    </EmptyView>
  );
}

/** The user's projects at a glance: what they have, how well it is, and what changed lately. */
export function ProjectOverview() {
  const rights = useRights();
  const { data, error, refetch } = useQuery(volumeCountsQuery());
  const where = rights.projects.length === 1 ? 'Project' : 'Projects';
  return (
    <Page title="Overview" subtitle={`${where} ${rights.projects.join(', ')}`}>
      {data === undefined ? null : (
        <>
          <AsOf clusters={data.clusters} />
          <UnreadableNotice clusters={data.clusters} list="volumes" />
        </>
      )}
      {data?.total === 0 ? (
        <NoVolumes mayCreate={mayCreateVolumes(rights)} />
      ) : (
        <div className="ast-overview">
          <ProjectAttention />
          <CapacityPanel />
          <Panel
            title="Volumes"
            actions={
              <LinkButton variant="link" to={paths.volumes()}>
                All volumes
              </LinkButton>
            }
          >
            {data !== undefined ? (
              <VolumeCounts
                byState={data.facets.state}
                byProtection={data.facets.protection}
                total={data.total}
              />
            ) : error ? (
              <FailureView failure={error} onRetry={refetch} />
            ) : (
              <SkeletonLines count={6} />
            )}
          </Panel>
          <ProjectHosts />
          <NewestVolumes />
          <ProjectSnapshots />
          <NewestTasks />
        </div>
      )}
    </Page>
  );
}
