import { zodResolver } from '@hookform/resolvers/zod';
import { nameHostInput, type FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod/mini';
import { fleetHostQuery } from '#/api/usage-queries.ts';
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

type NamedHost = Pick<FleetHost, 'hostNQN' | 'friendly'>;

interface NameHostDialogProps {
  /** The host as it is known where this is opened. */
  readonly host: NamedHost;
  readonly onClose: () => void;
}

const nameOf = ({ friendly }: NamedHost): string => friendly?.name ?? '';

/** What somebody else made of the name since the dialog was opened. */
const namedMeanwhile = ({ friendly }: NamedHost): string =>
  friendly === undefined
    ? 'The name was removed meanwhile. Saving sets yours.'
    : `Named “${friendly.name}” by ${friendly.setBy} meanwhile. Saving replaces that.`;

/** Gives a host a friendly name, or takes it away. */
export function NameHostDialog({ host, onClose }: NameHostDialogProps) {
  const { hostNQN } = host;
  const [before] = useState({ name: nameOf(host) });
  const read = useQuery(fleetHostQuery(hostNQN));
  // What was read before may be older than what the host was opened as. One that no volume knows is not read at all.
  const now = (read.isFetchedAfterMount ? read.data : undefined) ?? host;
  const form = useForm<NameForm>({
    resolver: zodResolver(nameForm),
    mode: 'onTouched',
    defaultValues: before,
  });
  const typed = tidyText(useWatch({ control: form.control, name: 'name' }));
  const draft = { form: 'name-host', of: hostNQN } as const;
  const { write, outcome, isPending, isChecking } = useWrite(nameHost);
  const formError = useServerErrors(form, errorOf(outcome), FIELDS);
  function end() {
    endDraft(draft);
    onClose();
  }
  const submit = form.handleSubmit(({ name }) => {
    if (name === nameOf(now)) return end();
    return write({ hostNQN, name }, ({ kind }) => {
      if (kind === 'done') end();
    });
  });
  const isOthers = !isPending && nameOf(now) !== before.name && nameOf(now) !== typed;
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
      action={typed === '' && now.friendly !== undefined ? 'Remove name' : 'Save name'}
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
        helper={isOthers ? namedMeanwhile(now) : 'Without one, its NQN is shown.'}
      />
      <ShowCall call={{ operation: usageApi.nameHost, input: { hostNQN, name: typed } }} />
    </FieldsDialog>
  );
}
