import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core/dist/esm/components/Modal';
import { zodResolver } from '@hookform/resolvers/zod';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { DAYS_OF_WEEK } from '@asterism/api-types/rules/schedule-times';
import { follows } from '@asterism/api-types/rules/verdict';
import { volumeNameRule } from '@asterism/api-types/rules/volume-name';
import type { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { useId } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { z } from 'zod/mini';
import { createSchedule, type CreateScheduleInput } from '#/api/schedule-calls.ts';
import { useWrite } from '#/api/use-write.ts';
import { errorOf } from '#/api/write.ts';
import type { RequestFields } from '#/form/field-path.ts';
import { FieldsForm } from '#/form/fields-form.tsx';
import { SelectField } from '#/form/select-field.tsx';
import { SubmitBar } from '#/form/submit-bar.tsx';
import { TextField } from '#/form/text-field.tsx';
import { useServerErrors } from '#/form/use-server-errors.ts';
import { RETENTIONS } from '#/domain/retentions.ts';

const HOURLY = ['1', '4', '6', '12'] as const;
const CHOICES = [
  ...HOURLY.map((hours) => ({
    value: hours,
    label: hours === '1' ? 'Every hour' : `Every ${hours} hours`,
  })),
  { value: 'day', label: 'Every day' },
  ...DAYS_OF_WEEK.map((day) => ({ value: day, label: `Every ${day}` })),
];

const scheduleForm = z.object({
  name: z.string().check(follows(volumeNameRule)),
  every: z.string(),
  time: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 02:00')),
  retentionTime: z.string(),
});
type ScheduleForm = z.infer<typeof scheduleForm>;

const FIELDS: RequestFields<ScheduleForm, typeof snapshotApi.createResourcePolicy> = {
  name: 'name',
  every: 'schedulePolicy',
  time: 'schedulePolicy',
  retentionTime: 'schedulePolicy',
};

type Schedules = CreateScheduleInput['schedulePolicy']['snapshotSchedulePolicy'];

function schedulesOf({ every, time }: ScheduleForm): Schedules {
  // Any day will do: what counts is the time of the day.
  const startTime = `1970-01-01T${time}:00Z`;
  const day = DAYS_OF_WEEK.find((name) => name === every);
  if (day !== undefined) return { weeklySchedule: { daysOfWeek: [{ startTime, day }] } };
  return every === 'day'
    ? { dailySchedule: { startTime, daysInCycle: 1 } }
    : { hourlySchedule: { startTime, hoursInCycle: Number(every) } };
}

interface CreateScheduleDialogProps {
  readonly volume: Volume;
  readonly onClose: () => void;
}

/** Has the cluster take snapshots of a volume by itself. */
export function CreateScheduleDialog({ volume, onClose }: CreateScheduleDialogProps) {
  const id = useId();
  const form = useForm<ScheduleForm>({
    resolver: zodResolver(scheduleForm),
    mode: 'onTouched',
    defaultValues: { name: '', every: 'day', time: '02:00', retentionTime: '604800s' },
  });
  const { write, outcome, isPending, isChecking } = useWrite(createSchedule);
  const formError = useServerErrors(form, errorOf(outcome), FIELDS);
  const submit = form.handleSubmit((values) =>
    write(
      {
        projectName: volume.projectName,
        resourceUUID: volume.UUID,
        name: values.name,
        schedulePolicy: {
          snapshotSchedulePolicy: schedulesOf(values),
          retentionTime: values.retentionTime,
        },
      },
      (ended) => {
        if (ended.kind === 'done') onClose();
      },
    ),
  );
  return (
    <Modal isOpen variant="small" aria-labelledby={`${id}-title`} onClose={onClose}>
      <ModalHeader
        title="Add a snapshot schedule"
        labelId={`${id}-title`}
        description={`The cluster of ${volume.name} takes the snapshots by itself.`}
      />
      <ModalBody>
        <FormProvider {...form}>
          <FieldsForm onSubmit={submit}>
            <TextField<ScheduleForm> name="name" label="Name" isRequired hasInitialFocus />
            <SelectField<ScheduleForm> name="every" label="Take one" choices={CHOICES} />
            <TextField<ScheduleForm>
              name="time"
              label="At, or from"
              isRequired
              helper="Hours and minutes, in UTC."
            />
            <SelectField<ScheduleForm>
              name="retentionTime"
              label="Keep each for"
              choices={RETENTIONS}
            />
            <SubmitBar
              action="Add schedule"
              isPending={isPending}
              checking={isChecking ? 'the schedule was added' : undefined}
              error={formError}
              onCancel={onClose}
            />
          </FieldsForm>
        </FormProvider>
      </ModalBody>
    </Modal>
  );
}
