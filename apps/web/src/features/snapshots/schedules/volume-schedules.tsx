import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { nextSnapshotAt } from '@asterism/api-types/rules/schedule-times';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { describeOutcome } from '#/api/describe-error.ts';
import { deleteSchedule, schedulesQuery } from '#/api/schedule-calls.ts';
import { useWrite } from '#/api/use-write.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { loadChunk } from '#/lib/load-chunk.ts';
import type { Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { useNow } from '#/ui/clock.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { Panel } from '#/ui/panel.tsx';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { keptText, scheduleText } from './schedule-words.ts';

const CreateDialog = lazy(() =>
  loadChunk(() => import('./create-schedule-dialog.tsx')).then((module) => ({
    default: module.CreateScheduleDialog,
  })),
);

const STEP_MS = 10_000;

/** When the next snapshot is due by a schedule. */
function NextSnapshot({ schedulePolicy }: Pick<ResourcePolicy, 'schedulePolicy'>) {
  const now = useNow(STEP_MS);
  const next = nextSnapshotAt(schedulePolicy?.snapshotSchedulePolicy ?? {}, now);
  return <RelativeTime value={next === undefined ? undefined : new Date(next).toISOString()} />;
}

const idOf = ({ UUID }: ResourcePolicy) => UUID;
const nameOf = ({ name }: ResourcePolicy) => name;

const columnsFor = (
  reason: string | undefined,
  onDelete: (schedule: ResourcePolicy) => void,
): readonly Column<ResourcePolicy>[] => [
  { id: 'name', header: 'Name', isName: true, cell: ({ name }) => name },
  { id: 'when', header: 'Takes a snapshot', cell: scheduleText },
  { id: 'kept', header: 'Keeps each', cell: keptText },
  { id: 'next', header: 'Next', cell: (schedule) => <NextSnapshot {...schedule} /> },
  {
    id: 'actions',
    header: 'Actions',
    cell: (schedule) => (
      <ReasonedButton
        variant="link"
        isDanger
        size="sm"
        reason={reason}
        aria-label={`Delete schedule ${schedule.name}`}
        onClick={() => onDelete(schedule)}
      >
        Delete
      </ReasonedButton>
    ),
  },
];

interface DeleteScheduleProps {
  readonly schedule: ResourcePolicy;
  readonly volume: Volume;
  readonly onClose: () => void;
}

function DeleteSchedule({ schedule, volume, onClose }: DeleteScheduleProps) {
  const { write, outcome, isPending, isChecking } = useWrite(deleteSchedule);
  return (
    <ConfirmDialog
      title="Delete this schedule?"
      subject={[
        ['Schedule', schedule.name],
        ['Volume', volume.name],
        ['Project', volume.projectName],
      ]}
      action="Delete"
      isDanger
      isPending={isPending}
      checking={isChecking ? 'the schedule was deleted' : undefined}
      error={describeOutcome(outcome)}
      onConfirm={() =>
        write(schedule, ({ kind }) => {
          if (kind === 'done' || kind === 'notFound') onClose();
        })
      }
      onCancel={onClose}
    >
      No more snapshots will be taken by it. Those that are there are kept.
    </ConfirmDialog>
  );
}

interface VolumeSchedulesProps {
  readonly volume: Volume;
  /** Why nothing can be changed now; undefined when it can. */
  readonly reason: string | undefined;
}

/** The snapshot schedules of a volume: the vendor's resource policies. */
export function VolumeSchedules({ volume, reason }: VolumeSchedulesProps) {
  const { data, error, refetch } = useQuery(schedulesQuery(volume.projectName, volume.UUID));
  const [isCreating, setIsCreating] = useState(false);
  const [deleted, setDeleted] = useState<ResourcePolicy>();
  return (
    <Panel
      title="Snapshot schedules"
      actions={
        <ReasonedButton
          variant="secondary"
          size="sm"
          reason={reason}
          onClick={() => setIsCreating(true)}
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
          columns={columnsFor(reason, setDeleted)}
          rows={data?.resourcePolicies}
          skeletonRows={1}
          rowId={idOf}
          rowName={nameOf}
          empty={<p className="ast-quiet">No schedule: snapshots are taken by hand only.</p>}
        />
      )}
      <Suspense>
        {isCreating ? <CreateDialog volume={volume} onClose={() => setIsCreating(false)} /> : null}
      </Suspense>
      {deleted === undefined ? null : (
        <DeleteSchedule schedule={deleted} volume={volume} onClose={() => setDeleted(undefined)} />
      )}
    </Panel>
  );
}
