import { zodResolver } from '@hookform/resolvers/zod';
import { nameHostInput, type FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod/mini';
import { nameHost } from '#/api/usage-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { errorOf } from '#/api/write.ts';
import { ShowCall } from '#/domain/show-call.tsx';
import { endDraft } from '#/form/draft-keeping.ts';
import type { RequestFields } from '#/form/field-path.ts';
import { FieldsDialog } from '#/form/fields-dialog.tsx';
import { TextField } from '#/form/text-field.tsx';
import { useServerErrors } from '#/form/use-server-errors.ts';
import { tidyText } from '#/lib/pasted-text.ts';

const nameForm = z.object({ name: nameHostInput.shape.name });
type NameForm = z.infer<typeof nameForm>;

const FIELDS: RequestFields<NameForm, typeof usageApi.nameHost> = { name: 'name' };

interface NameHostDialogProps {
  readonly host: Pick<FleetHost, 'hostNQN' | 'friendly'>;
  readonly onClose: () => void;
}

/** Gives a host a friendly name, or takes it away. */
export function NameHostDialog({ host, onClose }: NameHostDialogProps) {
  const { hostNQN, friendly } = host;
  const [before] = useState({ name: friendly?.name ?? '' });
  const form = useForm<NameForm>({
    resolver: zodResolver(nameForm),
    mode: 'onTouched',
    defaultValues: before,
  });
  const typed = tidyText(useWatch({ control: form.control, name: 'name' }));
  const draft = { form: 'name-host', of: hostNQN } as const;
  const { write, outcome, isPending, isChecking } = useWrite(nameHost);
  const formError = useServerErrors(form, errorOf(outcome), FIELDS);
  const submit = form.handleSubmit(({ name }) =>
    write({ hostNQN, name }, ({ kind }) => {
      if (kind !== 'done') return;
      endDraft(draft);
      onClose();
    }),
  );
  return (
    <FieldsDialog
      title="Name this host"
      description={
        <>
          Everyone who sees <code>{hostNQN}</code> here sees the name too. Asterism keeps it;
          nothing changes on the clusters.
        </>
      }
      variant="small"
      form={form}
      draft={draft}
      base={before}
      onSubmit={submit}
      action={typed === '' && friendly !== undefined ? 'Remove name' : 'Save name'}
      isPending={isPending}
      checking={isChecking ? 'the name was saved' : undefined}
      error={formError}
      onClose={onClose}
    >
      <TextField<NameForm>
        name="name"
        label="Friendly name"
        placeholder="db-prod-01"
        hasInitialFocus
      />
      <ShowCall call={{ operation: usageApi.nameHost, input: { hostNQN, name: typed } }} />
    </FieldsDialog>
  );
}
