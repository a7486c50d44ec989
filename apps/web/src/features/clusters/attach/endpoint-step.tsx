import type { ApiError } from '@asterism/api-types/client/api-error';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { readPastedEndpoint } from '@asterism/api-types/rules/pasted-endpoint';
import { allowed, follows, refused } from '@asterism/api-types/rules/verdict';
import { zodResolver } from '@hookform/resolvers/zod';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { z } from 'zod/mini';
import { ApiFailure } from '#/api/api-failure.ts';
import { probeQuery } from '#/api/attach-queries.ts';
import { endDraft } from '#/form/draft-keeping.ts';
import { KeptDraft } from '#/form/kept-draft.tsx';
import { FieldsForm } from '#/form/fields-form.tsx';
import type { RequestFields } from '#/form/field-path.ts';
import { SubmitBar } from '#/form/submit-bar.tsx';
import { useServerErrors } from '#/form/use-server-errors.ts';
import { paths } from '#/lib/paths.ts';
import { Panel } from '#/ui/panel.tsx';
import { DemoClusters } from './demo-clusters.tsx';
import { EndpointField, type EndpointForm } from './endpoint-field.tsx';
import type { Attach, AttachStep } from './attach-state.ts';
import { STEP_TITLES } from './attach-stepper.tsx';

const schema = z.object({
  apiEndpoint: z.string().check(
    follows((text) => {
      const read = readPastedEndpoint(text);
      return read.ok ? allowed : refused(read.error.problem);
    }),
  ),
});
const FIELDS: RequestFields<EndpointForm, typeof fleetApi.probeEndpoint> = {
  apiEndpoint: 'apiEndpoint',
};

const DRAFT = { form: 'attach-cluster', of: '' } as const;

const OUTSIDE =
  'address not permitted: it lies outside the networks and ports that this federation may connect to';

const NEXT: readonly (readonly [AttachStep, string])[] = [
  ['certificate', 'You compare the fingerprint of its certificate on a server of the cluster.'],
  [
    'key',
    'You import a public key on the cluster with lbcli, as a user who can create credentials.',
  ],
  ['attach', 'Asterism signs in, and reads the cluster and its volumes.'],
];

/** The first step: where the cluster is. It is tried at once, so that a wrong address is found here. */
export function EndpointStep({ attach }: { readonly attach: Attach }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [error, setError] = useState<ApiError>();
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { apiEndpoint: attach.endpoint },
  });
  const rest = useServerErrors(form, error, FIELDS);

  const submit = form.handleSubmit(async ({ apiEndpoint: text }) => {
    const read = readPastedEndpoint(text);
    if (!read.ok) return;
    const apiEndpoint = read.value;
    form.setValue('apiEndpoint', apiEndpoint);
    setError(undefined);
    try {
      const probe = await queryClient.fetchQuery({ ...probeQuery(apiEndpoint), staleTime: 0 });
      if (probe.problem !== 'not-permitted') {
        endDraft(DRAFT);
        return attach.toCertificate(apiEndpoint);
      }
      return form.setError('apiEndpoint', { message: OUTSIDE }, { shouldFocus: true });
    } catch (failure) {
      if (!(failure instanceof ApiFailure)) throw failure;
      return setError(failure.error);
    }
  });

  function goOnWith(apiEndpoint: string): void {
    form.setValue('apiEndpoint', apiEndpoint, { shouldValidate: true });
    void submit();
  }

  return (
    <Panel title="Where is the cluster?">
      <div className="ast-beside">
        <FormProvider {...form}>
          <FieldsForm onSubmit={submit}>
            <EndpointField onChoose={goOnWith} />
            <DemoClusters onChoose={goOnWith} />
            <SubmitBar
              action="Continue"
              isPending={form.formState.isSubmitting}
              error={rest}
              onCancel={() => void navigate(paths.clusters())}
            />
            <KeptDraft {...DRAFT} />
          </FieldsForm>
        </FormProvider>
        <aside>
          <h3 className="ast-small-title">What comes next</h3>
          <dl className="ast-next-steps">
            {NEXT.map(([step, what]) => (
              <div key={step}>
                <dt>{STEP_TITLES[step]}</dt>
                <dd className="ast-quiet">{what}</dd>
              </div>
            ))}
          </dl>
        </aside>
      </div>
    </Panel>
  );
}
