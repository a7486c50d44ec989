import { zodResolver } from '@hookform/resolvers/zod';
import { policyTaskApi } from '@asterism/api-types/fleet-api/qos-policy-task';
import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { PolicyUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod/mini';
import { draftPolicyTask, type DraftPolicyInput } from '#/api/policy-writes.ts';
import { UNDO_SECONDS } from '#/api/task-writes.ts';
import { ShowCall } from '#/domain/show-call.tsx';
import { TaskConfirm } from '#/domain/task-confirm.tsx';
import { useTaskDraft } from '#/domain/use-task-draft.ts';
import { ChoicesField } from '#/form/choices-field.tsx';
import { FieldsDialog } from '#/form/fields-dialog.tsx';
import { clusterChoices } from '#/features/qos-policies/cluster-choices.ts';
import { PolicyPreview } from '#/features/qos-policies/policy-preview.tsx';

const deleteForm = z.object({
  clusters: z.array(z.string()).check(z.minLength(1, 'choose at least one cluster')),
});
type DeleteForm = z.infer<typeof deleteForm>;

interface DeletePolicyDialogProps {
  readonly policy: PolicyUsage;
  readonly clusters: readonly Freshness[];
  readonly onClose: () => void;
}

/** Deletes a QoS policy on the clusters that are chosen: which volumes have it there is shown first. */
export function DeletePolicyDialog({ policy, clusters, onClose }: DeletePolicyDialogProps) {
  const has = new Set(policy.onClusters.map(({ clusterId }) => clusterId));
  const form = useForm<DeleteForm>({
    resolver: zodResolver(deleteForm),
    mode: 'onTouched',
    defaultValues: { clusters: [...has] },
  });
  const chosen = useWatch({ control: form.control, name: 'clusters' });
  const { draft, preview, keep, back, isPending, error } = useTaskDraft(draftPolicyTask);
  const requestOf = (values: DeleteForm): DraftPolicyInput => ({
    kind: 'delete QoS policy',
    name: policy.name,
    clusters: values.clusters,
  });

  const callOf = (values: DeleteForm) => ({
    operation: policyTaskApi.draftPolicyTask,
    input: requestOf(values),
  });

  if (draft !== undefined) {
    return (
      <TaskConfirm
        draft={draft}
        drafted={callOf({ clusters: chosen })}
        isDanger
        typeToConfirm={draft.risks.mayBeInUse > 0 ? policy.name : undefined}
        onStarted={(task) => {
          keep(task.id);
          onClose();
        }}
        onCancel={onClose}
        onBack={back}
      >
        <PolicyPreview task={draft} />
        <p className="ast-quiet">
          You can undo this for {UNDO_SECONDS['delete QoS policy']} seconds after you confirm it. A
          policy that is modified meanwhile is kept.
        </p>
      </TaskConfirm>
    );
  }
  return (
    <FieldsDialog
      title={`Delete QoS policy ${policy.name}`}
      variant="medium"
      form={form}
      onSubmit={form.handleSubmit((values) => preview(requestOf(values)))}
      action="Preview"
      isPending={isPending}
      error={error}
      onClose={onClose}
    >
      <ChoicesField<DeleteForm>
        name="clusters"
        label="On clusters"
        isRequired
        choices={clusterChoices({
          clusters: clusters.filter(({ clusterId }) => has.has(clusterId)),
          notOfferedBy: [],
          policy,
        })}
      />
      <ShowCall call={chosen.length === 0 ? undefined : callOf({ clusters: chosen })} />
    </FieldsDialog>
  );
}
