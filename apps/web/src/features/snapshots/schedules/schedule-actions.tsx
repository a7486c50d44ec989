import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { Suspense } from 'react';
import { describeOutcome } from '#/api/describe-error.ts';
import { deleteSchedule } from '#/api/schedule-calls.ts';
import { useWrite } from '#/api/use-write.ts';
import { ShowCall } from '#/domain/show-call.tsx';
import { lazyPart } from '#/lib/lazy-part.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import { formOf } from '#/domain/schedule-form.ts';

const ScheduleDialog = lazyPart(
  () => import('./schedule-dialog.tsx'),
  ({ ScheduleDialog }) => ScheduleDialog,
);

/** What is being done with the schedules of a volume. */
export type DoingSchedule =
  | { readonly action: 'create' }
  | { readonly action: 'edit' | 'delete'; readonly schedule: ResourcePolicy };

interface ScheduleButtonsProps {
  readonly schedule: ResourcePolicy;
  /** Why nothing can be changed now; undefined when it can. */
  readonly reason: string | undefined;
  readonly onAction: (doing: DoingSchedule) => void;
}

/** What can be done with one schedule. */
export function ScheduleButtons({ schedule, reason, onAction }: ScheduleButtonsProps) {
  const tooRich =
    formOf(schedule) === undefined
      ? 'It has more than the form can show: change it with lbcli or the API.'
      : undefined;
  return (
    <span className="ast-row">
      <ReasonedButton
        variant="link"
        size="sm"
        reason={reason ?? tooRich}
        aria-label={`Edit schedule ${schedule.name}`}
        onClick={() => onAction({ action: 'edit', schedule })}
      >
        Edit
      </ReasonedButton>
      <ReasonedButton
        variant="link"
        isDanger
        size="sm"
        reason={reason}
        aria-label={`Delete schedule ${schedule.name}`}
        onClick={() => onAction({ action: 'delete', schedule })}
      >
        Delete
      </ReasonedButton>
    </span>
  );
}

type ScheduledVolume = Pick<Volume, 'UUID' | 'name' | 'projectName'>;

interface DeleteScheduleProps {
  readonly schedule: ResourcePolicy;
  readonly volume: ScheduledVolume;
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
      <div className="ast-stack">
        <p>No more snapshots will be taken by it. Those that are there are kept.</p>
        <ShowCall
          call={{
            operation: snapshotApi.deleteResourcePolicy,
            input: { projectName: volume.projectName, UUID: schedule.UUID },
          }}
        />
      </div>
    </ConfirmDialog>
  );
}

interface ScheduleDialogsProps {
  readonly doing: DoingSchedule | undefined;
  readonly volume: ScheduledVolume;
  readonly onClose: () => void;
}

/** The dialog of what is being done with the schedules of a volume. */
export function ScheduleDialogs({ doing, volume, onClose }: ScheduleDialogsProps) {
  if (doing === undefined) return null;
  if (doing.action === 'delete') {
    return <DeleteSchedule schedule={doing.schedule} volume={volume} onClose={onClose} />;
  }
  return (
    <Suspense>
      <ScheduleDialog
        volume={volume}
        schedule={doing.action === 'edit' ? doing.schedule : undefined}
        onClose={onClose}
      />
    </Suspense>
  );
}
