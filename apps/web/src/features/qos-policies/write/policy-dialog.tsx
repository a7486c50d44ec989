import { zodResolver } from '@hookform/resolvers/zod';
import { policyTaskApi } from '@asterism/api-types/fleet-api/qos-policy-task';
import type { PolicyUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useForm, useWatch, type Control } from 'react-hook-form';
import { draftPolicyTask } from '#/api/policy-writes.ts';
import { policyUsageQuery } from '#/api/usage-queries.ts';
import { ShowCall } from '#/domain/show-call.tsx';
import { TaskConfirm } from '#/domain/task-confirm.tsx';
import { useTaskDraft } from '#/domain/use-task-draft.ts';
import { endDraft } from '#/form/draft-keeping.ts';
import type { RequestFields } from '#/form/field-path.ts';
import { FieldsDialog } from '#/form/fields-dialog.tsx';
import { useServerErrors } from '#/form/use-server-errors.ts';
import { clusterChoices } from '#/features/qos-policies/cluster-choices.ts';
import { PolicyPreview } from '#/features/qos-policies/policy-preview.tsx';
import { PolicyFields } from './policy-fields.tsx';
import {
  EMPTY_POLICY,
  formOf,
  policyFormWithout,
  requestOf,
  type PolicyForm,
} from './policy-form.ts';

const FIELDS: RequestFields<PolicyForm, typeof policyTaskApi.draftPolicyTask> = {
  name: 'name',
  description: 'description',
  kind: 'limits',
  read: 'limits',
  write: 'limits',
  visibility: 'limits',
  projects: 'limits',
  clusters: 'clusters',
};

interface FormCallProps {
  readonly control: Control<PolicyForm>;
  readonly schema: ReturnType<typeof policyFormWithout>;
  readonly before: PolicyForm | undefined;
}

/** The call of what is entered. */
function FormCall({ control, schema, before }: FormCallProps) {
  const parsed = schema.safeParse(useWatch({ control }));
  const operation = policyTaskApi.draftPolicyTask;
  return (
    <ShowCall
      call={parsed.success ? { operation, input: requestOf(parsed.data, before) } : undefined}
    />
  );
}

interface PolicyDialogProps {
  /** Undefined for a new one. */
  readonly policy?: PolicyUsage | undefined;
  readonly onClose: () => void;
}

/** Creates a QoS policy, or changes one, on the clusters that are chosen: what it comes to on each is shown first. */
export function PolicyDialog({ policy, onClose }: PolicyDialogProps) {
  const { data } = useQuery(policyUsageQuery());
  // Others may change it meanwhile: what counts as changed here is what differs from what was opened.
  const [before] = useState(() => (policy === undefined ? undefined : formOf(policy)));
  const schema = useMemo(
    () =>
      policyFormWithout(policy === undefined ? (data?.policies ?? []).map(({ name }) => name) : []),
    [policy, data?.policies],
  );
  const form = useForm<PolicyForm>({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: before ?? EMPTY_POLICY,
  });
  const { draft, preview, back, keep, isPending, error } = useTaskDraft(draftPolicyTask);
  const formError = useServerErrors(form, error, FIELDS);
  const typed = { form: 'save-qos-policy', of: policy?.name ?? '' } as const;
  const title = policy === undefined ? 'Create QoS policy' : `Edit QoS policy ${policy.name}`;

  if (draft !== undefined) {
    return (
      <TaskConfirm
        draft={draft}
        drafted={{
          operation: policyTaskApi.draftPolicyTask,
          input: requestOf(form.getValues(), before),
        }}
        onStarted={(task) => {
          keep(task.id);
          endDraft(typed);
          onClose();
        }}
        onCancel={onClose}
        onBack={back}
      >
        <PolicyPreview task={draft} />
      </TaskConfirm>
    );
  }
  return (
    <FieldsDialog
      title={title}
      description={
        policy?.differs === true
          ? 'Its limits differ between clusters: those that you choose get the same.'
          : 'Volumes that have it are held to its limits.'
      }
      variant="large"
      form={form}
      draft={typed}
      base={before}
      onSubmit={form.handleSubmit((values) => preview(requestOf(values, before)))}
      action="Preview"
      isPending={isPending}
      error={formError}
      onClose={onClose}
    >
      <PolicyFields
        isNew={policy === undefined}
        clusters={data && clusterChoices({ ...data, policy })}
      />
      <FormCall control={form.control} schema={schema} before={before} />
    </FieldsDialog>
  );
}
