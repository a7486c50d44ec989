import type { OperationInput } from '@asterism/api-types/common/operation';
import { zodResolver } from '@hookform/resolvers/zod';
import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { saveSchedule } from '#/api/schedule-calls.ts';
import { useWrite } from '#/api/use-write.ts';
import { errorOf } from '#/api/write.ts';
import { endDraft } from '#/form/draft-keeping.ts';
import type { RequestFields } from '#/form/field-path.ts';
import { FieldsDialog } from '#/form/fields-dialog.tsx';
import { TextField } from '#/form/text-field.tsx';
import { useServerErrors } from '#/form/use-server-errors.ts';
import { ScheduleFields } from '#/domain/schedule-fields.tsx';
import {
  formOf,
  NIGHTLY,
  scheduleForm,
  schedulePolicyOf,
  type ScheduleForm,
} from '#/domain/schedule-form.ts';
import { ShowCall } from '#/domain/show-call.tsx';

const FIELDS: RequestFields<ScheduleForm, typeof snapshotApi.createResourcePolicy> = {
  name: 'name',
  every: 'schedulePolicy',
  time: 'schedulePolicy',
  retentionTime: 'schedulePolicy',
};

/** The longest beginning of a volume's name that leaves room for the rest. */
const NAME_PART_MAX = 100;

/** A new schedule, named as those of many volumes are. */
const newFor = ({ name }: Pick<Volume, 'name'>): ScheduleForm => ({
  name: `${name.slice(0, NAME_PART_MAX)}-nightly`,
  ...NIGHTLY,
});

interface ScheduleCallProps {
  /** Of the one that is changed. */
  readonly UUID: string | undefined;
  readonly requestOf: (
    values: ScheduleForm,
  ) => OperationInput<typeof snapshotApi.createResourcePolicy>;
}

/** What saving would send, as it is typed now. */
function ScheduleCall({ UUID, requestOf }: ScheduleCallProps) {
  const values = scheduleForm.safeParse(useWatch<ScheduleForm>());
  if (!values.success) return <ShowCall call={undefined} />;
  const input = requestOf(values.data);
  if (UUID === undefined)
    return <ShowCall call={{ operation: snapshotApi.createResourcePolicy, input }} />;
  const { projectName, schedulePolicy } = input;
  return (
    <ShowCall
      call={{
        operation: snapshotApi.updateResourcePolicy,
        input: { projectName, UUID, schedulePolicy },
      }}
    />
  );
}

interface ScheduleDialogProps {
  readonly volume: Pick<Volume, 'UUID' | 'name' | 'projectName'>;
  /** The one that is changed; undefined for a new one. */
  readonly schedule?: ResourcePolicy | undefined;
  readonly onClose: () => void;
}

/** Has the cluster take snapshots of a volume by itself, or at other times. */
export function ScheduleDialog({ volume, schedule, onClose }: ScheduleDialogProps) {
  const isNew = schedule === undefined;
  const [before] = useState(() => (isNew ? undefined : formOf(schedule)) ?? newFor(volume));
  const draft = { form: 'save-schedule', of: schedule?.UUID ?? volume.UUID } as const;
  const form = useForm<ScheduleForm>({
    resolver: zodResolver(scheduleForm),
    mode: 'onTouched',
    defaultValues: before,
  });
  const { write, outcome, isPending, isChecking } = useWrite(saveSchedule);
  const formError = useServerErrors(form, errorOf(outcome), FIELDS);
  const requestOf = (values: ScheduleForm) => ({
    projectName: volume.projectName,
    resourceUUID: volume.UUID,
    name: values.name,
    schedulePolicy: schedulePolicyOf(values),
  });
  const submit = form.handleSubmit((values) =>
    write({ UUID: schedule?.UUID, ...requestOf(values) }, (ended) => {
      if (ended.kind !== 'done') return;
      endDraft(draft);
      onClose();
    }),
  );
  return (
    <FieldsDialog
      title={isNew ? 'Add a snapshot schedule' : `Edit schedule ${schedule.name}`}
      description={
        isNew
          ? `The cluster of ${volume.name} takes the snapshots by itself.`
          : `Of ${volume.name}. Snapshots that were taken stay as long as they were to be kept.`
      }
      variant="small"
      form={form}
      draft={draft}
      base={before}
      onSubmit={submit}
      action={isNew ? 'Add schedule' : 'Save'}
      isPending={isPending}
      checking={isChecking ? 'the schedule was saved' : undefined}
      error={formError}
      onClose={onClose}
    >
      {isNew ? (
        <TextField<ScheduleForm> name="name" label="Name" isRequired hasInitialFocus />
      ) : null}
      <ScheduleFields />
      <ScheduleCall UUID={schedule?.UUID} requestOf={requestOf} />
    </FieldsDialog>
  );
}
