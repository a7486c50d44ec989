import { zodResolver } from '@hookform/resolvers/zod';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { taskApi } from '@asterism/api-types/fleet-api/task-api';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { draftTask, type DraftTaskInput } from '#/api/task-draft.ts';
import { DeleteManyDialog } from '#/domain/delete-many-dialog.tsx';
import { TaskPreview } from '#/domain/task-preview.tsx';
import { useTaskDraft } from '#/domain/use-task-draft.ts';
import { endDraft } from '#/form/draft-keeping.ts';
import { FieldsDialog } from '#/form/fields-dialog.tsx';
import { counted } from '#/lib/counted.ts';
import { BULK_FIELDS } from './bulk-fields.tsx';
import { bulkForms, formBefore, workIn, type BulkEntry, type BulkForm } from './bulk-form.ts';
import { TaskConfirm } from '#/domain/task-confirm.tsx';

/** What can be done with many volumes. */
export type BulkAction = 'delete' | BulkEntry;

/** Which volumes it is done with: those chosen one by one, or all that match. */
export type BulkTarget = Pick<DraftTaskInput, 'volumes' | 'matching'> & { readonly count: number };

const TITLE: Readonly<Record<BulkEntry, string>> = {
  size: 'Resize',
  acl: 'Change the hosts of',
  IPAcl: 'Change the IP ACL of',
  labels: 'Change the labels of',
  qosPolicyName: 'Change the QoS policy of',
  snapshot: 'Snapshot',
  schedule: 'Schedule snapshots of',
};

interface BulkDialogProps {
  readonly action: BulkAction;
  readonly target: BulkTarget;
  readonly onStarted: (task: FleetTask) => void;
  readonly onClose: () => void;
}

/** Asks what is to be done with many volumes, shows what would become of each, and starts that. */
export function BulkDialog({ action, ...props }: BulkDialogProps) {
  if (action !== 'delete') return <EntryDialog entry={action} {...props} />;
  const { count, ...chosen } = props.target;
  const input: DraftTaskInput = { kind: 'delete volumes', ...chosen };
  return (
    <DeleteManyDialog
      kind="delete volumes"
      draftTask={draftTask}
      input={input}
      drafted={{ operation: taskApi.draftTask, input }}
      count={count}
      onStarted={props.onStarted}
      onClose={props.onClose}
    >
      {(draft) => <TaskPreview task={draft} />}
    </DeleteManyDialog>
  );
}

interface EntryDialogProps extends Omit<BulkDialogProps, 'action'> {
  readonly entry: BulkEntry;
}

function EntryDialog({ entry, target, onStarted, onClose }: EntryDialogProps) {
  const { count, ...chosen } = target;
  const { draft, preview, back, keep, isPending, error } = useTaskDraft(draftTask);
  const [before] = useState(() => formBefore(entry));
  const form = useForm({
    resolver: zodResolver(bulkForms[entry]),
    mode: 'onTouched',
    defaultValues: before,
  });
  const inputOf = (values: BulkForm): DraftTaskInput => ({ ...workIn(entry, values), ...chosen });
  const typed = { form: 'change-volumes', of: entry } as const;

  if (draft !== undefined) {
    return (
      <TaskConfirm
        draft={draft}
        drafted={{ operation: taskApi.draftTask, input: inputOf(form.getValues()) }}
        onStarted={(task) => {
          keep(task.id);
          endDraft(typed);
          onStarted(task);
        }}
        onCancel={onClose}
        onBack={back}
      >
        <TaskPreview task={draft} />
      </TaskConfirm>
    );
  }
  return (
    <FieldsDialog
      title={`${TITLE[entry]} ${counted(count, 'volume', 'volumes')}`}
      variant="medium"
      form={form}
      draft={typed}
      base={before}
      onSubmit={form.handleSubmit((values) => preview(inputOf(values)))}
      action="Preview"
      isPending={isPending}
      error={error}
      onClose={onClose}
    >
      {BULK_FIELDS[entry]()}
    </FieldsDialog>
  );
}
