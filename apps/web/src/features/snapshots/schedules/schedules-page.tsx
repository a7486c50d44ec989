import { ClockIcon } from '@patternfly/react-icons/dist/esm/icons/clock-icon';
import type { FleetSchedule } from '@asterism/api-types/fleet-api/fleet-schedules';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { queryClient } from '#/api/query-client.ts';
import { fleetSchedulesQuery } from '#/api/schedule-calls.ts';
import { useRights } from '#/api/session.ts';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { NotOfferedNote } from '#/domain/not-offered-note.tsx';
import { pickList } from '#/domain/pick-list.ts';
import { WholeListPage } from '#/domain/whole-list-page.tsx';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { paths } from '#/lib/paths.ts';
import { useListState } from '#/table/use-list-state.ts';
import { useNow } from '#/ui/clock.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { ScheduleDialogs, type DoingSchedule } from './schedule-actions.tsx';
import { SCHEDULE_LIST, scheduleColumns, schedulePicking } from './schedule-list.tsx';

const loadCells = async () => (await loadChunk(() => import('./schedule-cells.ts'))).SCHEDULE_CELLS;

const ScheduleLine = lazyPart(
  () => import('./schedule-line.tsx'),
  ({ ScheduleLine }) => ScheduleLine,
);

/** Starts reading the schedules. */
export const loader = () => {
  void queryClient.prefetchQuery(fleetSchedulesQuery());
  return null;
};

const WORDS = { one: 'schedule', many: 'schedules' };
const STEP_MS = 60_000;
const idOf = ({ clusterId, UUID }: FleetSchedule) => `${clusterId} ${UUID}`;
const nameOf = ({ name }: FleetSchedule) => name;

/** The snapshot schedules of all volumes: when each takes the next, what it has made, and what can be done with it. */
export function SchedulesPage() {
  const rights = useRights();
  const controls = useListState(SCHEDULE_LIST);
  const now = useNow(STEP_MS);
  const { data, error, refetch } = useQuery(fleetSchedulesQuery());
  const [doing, setDoing] = useState<DoingSchedule>();
  const names = useMemo(() => clusterNamesOf(data?.clusters ?? []), [data?.clusters]);
  const columns = useMemo(() => scheduleColumns(rights, names, setDoing), [rights, names]);
  const picking = useMemo(() => schedulePicking(names, now), [names, now]);
  const picked = pickList(data?.schedules, controls.state, picking, {
    clusters: data?.clusters,
    error,
    now,
  });
  const chosen = doing === undefined || doing.action === 'create' ? undefined : doing.schedule;
  return (
    <WholeListPage
      title="Snapshot schedules"
      what={WORDS}
      searchHint="Name, volume, project, description"
      controls={controls}
      Line={ScheduleLine}
      {...picked}
      columns={columns}
      rowId={idOf}
      rowName={nameOf}
      clusters={data?.clusters}
      loadCells={loadCells}
      onRetry={refetch}
      actions={
        <LinkButton variant="secondary" to={paths.snapshots()}>
          Snapshots
        </LinkButton>
      }
      none={
        <EmptyView
          title="No snapshot schedules yet"
          icon={ClockIcon}
          actions={<LinkButton to={paths.volumes()}>View volumes</LinkButton>}
        >
          A schedule belongs to one volume: add it in the volume’s tab Snapshots, or select several
          volumes in their list.
        </EmptyView>
      }
    >
      <NotOfferedNote
        what="snapshot schedules"
        clusters={data?.clusters ?? []}
        notOfferedBy={data?.withoutSchedules ?? []}
      />
      <ScheduleDialogs
        doing={doing}
        volume={{
          UUID: chosen?.resourceUUID ?? '',
          name: chosen?.resourceName ?? '',
          projectName: chosen?.projectName ?? '',
        }}
        onClose={() => setDoing(undefined)}
      />
    </WholeListPage>
  );
}
