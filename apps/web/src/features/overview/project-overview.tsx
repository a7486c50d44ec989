import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { fleetSchedulesQuery } from '#/api/schedule-calls.ts';
import { useRights } from '#/api/session.ts';
import { tasksQuery } from '#/api/task-queries.ts';
import { projectUsageQuery } from '#/api/usage-queries.ts';
import { fleetVolumesQuery, volumeCountsQuery } from '#/api/volume-queries.ts';
import { AsOf } from '#/domain/as-of.tsx';
import { UsedBar } from '#/domain/capacity-bars.tsx';
import { missingRight } from '#/domain/missing-right.ts';
import { NewestSnapshots, newestSnapshotsQuery } from '#/domain/newest-snapshots.tsx';
import { ReadPanel } from '#/domain/read-panel.tsx';
import { TaskStateLabel } from '#/domain/task-state.tsx';
import { taskName, taskPath } from '#/domain/task-words.ts';
import { UnreadableNotice } from '#/domain/unreadable-notice.tsx';
import { VolumeCounts } from '#/domain/volume-counts.tsx';
import { VolumeStateLabel } from '#/domain/volume-state.tsx';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { hostCountsQuery, ProjectHosts } from './project-access.tsx';
import {
  failedVolumesQuery,
  ProjectAttention,
  unprotectedVolumesQuery,
} from './project-attention.tsx';
import { ProjectSchedules } from './project-schedules.tsx';
import '#/domain/recent-list.css';
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
  void queryClient.prefetchQuery(fleetSchedulesQuery());
}

/** What the volumes of each of the user's projects use, with the way to what is in it. */
function CapacityPanel() {
  return (
    <ReadPanel
      title="Capacity"
      all={{ to: paths.projects(), text: 'All projects' }}
      read={useQuery(projectUsageQuery())}
      lines={4}
    >
      {(data) => (
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
    </ReadPanel>
  );
}

/** The newest volumes of the user's projects. */
function NewestVolumes() {
  return (
    <ReadPanel title="Newest volumes" read={useQuery(newestVolumesQuery())} lines={5}>
      {(data) => (
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
    </ReadPanel>
  );
}

/** What was last done with many volumes at once. */
function NewestTasks() {
  return (
    <ReadPanel
      title="Latest tasks"
      all={{ to: paths.tasks(), text: 'All tasks' }}
      read={useQuery(newestTasksQuery())}
      lines={5}
    >
      {(data) =>
        data.total === 0 ? (
          <p className="ast-quiet">Nothing yet: changes of volumes are listed here as tasks.</p>
        ) : (
          <ul className="ast-plain-list ast-recent">
            {data.tasks.map((task) => (
              <li key={task.id}>
                <Link to={taskPath(task)}>{taskName(task)}</Link>
                <TaskStateLabel state={task.state} />
                <RelativeTime value={task.startedAt ?? task.createdAt} />
              </li>
            ))}
          </ul>
        )
      }
    </ReadPanel>
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
  const counts = useQuery(volumeCountsQuery());
  const { data } = counts;
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
        <NoVolumes mayCreate={missingRight(rights, 'createVolume') === undefined} />
      ) : (
        <div className="ast-overview">
          <ProjectAttention />
          <CapacityPanel />
          <ReadPanel
            title="Volumes"
            all={{ to: paths.volumes(), text: 'All volumes' }}
            read={counts}
            lines={6}
          >
            {({ facets, total }) => (
              <VolumeCounts byState={facets.state} byProtection={facets.protection} total={total} />
            )}
          </ReadPanel>
          <ProjectHosts />
          <NewestVolumes />
          <NewestSnapshots />
          <ProjectSchedules />
          <NewestTasks />
        </div>
      )}
    </Page>
  );
}
