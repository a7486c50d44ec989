import { zodResolver } from '@hookform/resolvers/zod';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { descriptionRule } from '@asterism/api-types/rules/description';
import { follows } from '@asterism/api-types/rules/verdict';
import { volumeNameRule } from '@asterism/api-types/rules/volume-name';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod/mini';
import { createSnapshot } from '#/api/snapshot-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { errorOf } from '#/api/write.ts';
import { ShowCall } from '#/domain/show-call.tsx';
import { endDraft } from '#/form/draft-keeping.ts';
import type { RequestFields } from '#/form/field-path.ts';
import { FieldsDialog } from '#/form/fields-dialog.tsx';
import { SelectField } from '#/form/select-field.tsx';
import { TextField } from '#/form/text-field.tsx';
import { useServerErrors } from '#/form/use-server-errors.ts';
import { timeInName } from '#/lib/time-in-name.ts';
import { RETENTIONS } from './retentions.ts';

const snapshotForm = z.object({
  name: z.string().check(follows(volumeNameRule)),
  description: z.string().check(follows(descriptionRule)),
  retentionTime: z.string(),
});
type SnapshotForm = z.infer<typeof snapshotForm>;

const FIELDS: RequestFields<SnapshotForm, typeof snapshotApi.createSnapshot> = {
  name: 'name',
  description: 'description',
  retentionTime: 'retentionTime',
};

/** The longest beginning of a volume's name that leaves room for the time. */
const NAME_PART_MAX = 100;

/** A name that says of what it is, and when: `db-2026-11-29-1812`. */
const suggestedName = ({ name }: Volume): string =>
  `${name.slice(0, NAME_PART_MAX)}-${timeInName()}`;

interface CreateSnapshotDialogProps {
  readonly volume: Volume;
  readonly onClose: () => void;
}

/** Takes a snapshot of a volume. */
export function CreateSnapshotDialog({ volume, onClose }: CreateSnapshotDialogProps) {
  // The name that is offered has the time in it: a draft of yesterday is not to bring back that of then.
  const [before] = useState(() => ({
    name: suggestedName(volume),
    description: '',
    retentionTime: '0s',
  }));
  const form = useForm<SnapshotForm>({
    resolver: zodResolver(snapshotForm),
    mode: 'onTouched',
    defaultValues: before,
  });
  const draft = { form: 'create-snapshot', of: volume.UUID } as const;
  const { write, outcome, isPending, isChecking } = useWrite(createSnapshot);
  const formError = useServerErrors(form, errorOf(outcome), FIELDS);
  const requestOf = ({ description, ...values }: SnapshotForm) => ({
    ...values,
    projectName: volume.projectName,
    sourceVolumeUUID: volume.UUID,
    ...(description === '' ? {} : { description }),
  });
  const submit = form.handleSubmit((values) =>
    write(requestOf(values), (ended) => {
      if (ended.kind !== 'done') return;
      endDraft(draft);
      onClose();
    }),
  );
  const typed = snapshotForm.safeParse(useWatch({ control: form.control }));
  return (
    <FieldsDialog
      title="Take a snapshot"
      description={`Of ${volume.name}, as it is when the cluster takes it. Hosts stay connected.`}
      variant="small"
      form={form}
      draft={draft}
      base={before}
      onSubmit={submit}
      action="Take snapshot"
      isPending={isPending}
      checking={isChecking ? 'the snapshot was taken' : undefined}
      error={formError}
      onClose={onClose}
    >
      <TextField<SnapshotForm> name="name" label="Name" isRequired hasInitialFocus />
      <TextField<SnapshotForm> name="description" label="Description" />
      <SelectField<SnapshotForm>
        name="retentionTime"
        label="Keep for"
        choices={RETENTIONS}
        helper="When that is over, the cluster may delete it."
      />
      <ShowCall
        call={
          typed.success
            ? {
                operation: snapshotApi.createSnapshot,
                input: requestOf(typed.data),
                byName: { sourceVolumeUUID: ['sourceVolumeName', volume.name] },
              }
            : undefined
        }
      />
    </FieldsDialog>
  );
}
