import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { schedulesQuery } from '#/api/schedule-calls.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import type { Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { Panel } from '#/ui/panel.tsx';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import { NextSnapshot } from './next-snapshot.tsx';
import { ScheduleButtons, ScheduleDialogs, type DoingSchedule } from './schedule-actions.tsx';
import { keptText, scheduleText } from './schedule-words.ts';

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
  /** Why nothing can be changed now; undefined when it can. */
  readonly reason: string | undefined;
}

/** The snapshot schedules of a volume: the vendor's resource policies. */
export function VolumeSchedules({ volume, reason }: VolumeSchedulesProps) {
  const { data, error, refetch } = useQuery(schedulesQuery(volume.projectName, volume.UUID));
  const [doing, setDoing] = useState<DoingSchedule>();
  return (
    <Panel
      title="Snapshot schedules"
      actions={
        <ReasonedButton
          variant="secondary"
          size="sm"
          reason={reason}
          onClick={() => setDoing({ action: 'create' })}
        >
          Add schedule
        </ReasonedButton>
      }
    >
      {data === undefined && error !== null ? (
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
