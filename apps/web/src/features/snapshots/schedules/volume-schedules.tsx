import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { schedulesQuery } from '#/api/schedule-calls.ts';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { NextSnapshot } from '#/domain/next-snapshot.tsx';
import { NotOfferedNote } from '#/domain/not-offered-note.tsx';
import type { Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { Note } from '#/ui/note.tsx';
import { Panel } from '#/ui/panel.tsx';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { ScheduleButtons, ScheduleDialogs, type DoingSchedule } from './schedule-actions.tsx';
import { keptText, scheduleText } from '#/domain/schedule-words.ts';

const idOf = ({ UUID }: ResourcePolicy) => UUID;
const nameOf = ({ name }: ResourcePolicy) => name;

const columnsFor = (
  reason: string | undefined,
  onAction: (doing: DoingSchedule) => void,
): readonly Column<ResourcePolicy>[] => [
  { id: 'name', header: 'Name', isName: true, cell: ({ name }) => name },
  { id: 'when', header: 'Takes a snapshot', cell: scheduleText },
  { id: 'kept', header: 'Keeps each', cell: keptText },
  { id: 'next', header: 'Next', cell: (schedule) => <NextSnapshot {...schedule} /> },
  {
    id: 'actions',
    header: 'Actions',
    cell: (schedule) => <ScheduleButtons schedule={schedule} reason={reason} onAction={onAction} />,
  },
];

interface VolumeSchedulesProps {
  readonly volume: Volume;
  /** What is known of its cluster. */
  readonly clusters: readonly Freshness[];
  /** Why nothing can be changed now; undefined when it can. */
  readonly reason: string | undefined;
}

/** The HTTP status of what a cluster does not know. */
const NOT_OFFERED = 501;

/** The snapshot schedules of a volume: the vendor's resource policies. */
export function VolumeSchedules({ volume, clusters, reason }: VolumeSchedulesProps) {
  const { data, error, refetch, dataUpdatedAt } = useQuery(
    schedulesQuery(volume.projectName, volume.UUID),
  );
  const [doing, setDoing] = useState<DoingSchedule>();
  const isOffered = error?.error.status !== NOT_OFFERED;
  return (
    <Panel
      title="Snapshot schedules"
      actions={
        <ReasonedButton
          variant="secondary"
          size="sm"
          reason={isOffered ? reason : 'Its cluster offers no snapshot schedules.'}
          onClick={() => setDoing({ action: 'create' })}
        >
          Add schedule
        </ReasonedButton>
      }
    >
      {data !== undefined && error !== null ? (
        <Note
          tone="warning"
          title={
            <>
              {clusterNamesOf(clusters).get(volume.clusterId) ?? volume.clusterId} isn’t answering:
              shown as of <RelativeTime value={new Date(dataUpdatedAt).toISOString()} />.
            </>
          }
        />
      ) : null}
      {!isOffered ? (
        <NotOfferedNote
          what="snapshot schedules"
          clusters={clusters}
          notOfferedBy={[volume.clusterId]}
        />
      ) : data === undefined && error !== null ? (
        <FailureView failure={error} onRetry={refetch} />
      ) : (
        <DataTable
          label="Snapshot schedules"
          columns={columnsFor(reason, setDoing)}
          rows={data?.resourcePolicies}
          skeletonRows={1}
          rowId={idOf}
          rowName={nameOf}
          empty={<p className="ast-quiet">No schedule: snapshots are taken by hand only.</p>}
        />
      )}
      <ScheduleDialogs doing={doing} volume={volume} onClose={() => setDoing(undefined)} />
    </Panel>
  );
}
