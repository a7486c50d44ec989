import { zodResolver } from '@hookform/resolvers/zod';
import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core/dist/esm/components/Modal';
import { VOLUME_NAME } from '@asterism/api-types/rules/snapshot-names';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { FormProvider, useForm } from 'react-hook-form';
import { endDraft } from '#/api/drafts.ts';
import { draftTask, type DraftTaskInput } from '#/api/task-draft.ts';
import { DeleteManyDialog } from '#/domain/delete-many-dialog.tsx';
import { TaskPreview } from '#/domain/task-preview.tsx';
import { useTaskDraft } from '#/domain/use-task-draft.ts';
import { FieldsForm } from '#/form/fields-form.tsx';
import { KeptDraft } from '#/form/kept-draft.tsx';
import { SubmitBar } from '#/form/submit-bar.tsx';
import { counted } from '#/lib/counted.ts';
import { timeInName } from '#/lib/time-in-name.ts';
import { BULK_FIELDS } from './bulk-fields.tsx';
import { bulkForms, EMPTY_FORM, workIn, type BulkEntry } from './bulk-form.ts';
import { TaskConfirm } from '#/domain/task-confirm.tsx';
import './bulk-dialog.css';

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
  return (
    <DeleteManyDialog
      kind="delete volumes"
      draftTask={draftTask}
      input={{ kind: 'delete volumes', ...chosen }}
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
  const form = useForm({
    resolver: zodResolver(bulkForms[entry]),
    mode: 'onTouched',
    defaultValues: { ...EMPTY_FORM, snapshotName: `${VOLUME_NAME}-${timeInName()}` },
  });

  if (draft !== undefined) {
    return (
      <TaskConfirm
        draft={draft}
        onStarted={(task) => {
          keep(task.id);
          endDraft({ form: 'change-volumes', of: entry });
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
    <Modal isOpen variant="medium" aria-label={TITLE[entry]} onClose={onClose}>
      <ModalHeader title={`${TITLE[entry]} ${counted(count, 'volume', 'volumes')}`} />
      <ModalBody className="ast-bulk-form">
        <FormProvider {...form}>
          <FieldsForm
            onSubmit={form.handleSubmit((values) =>
              preview({ ...workIn(entry, values), ...chosen }),
            )}
          >
            {BULK_FIELDS[entry]()}
            <SubmitBar action="Preview" isPending={isPending} error={error} onCancel={onClose} />
            <KeptDraft form="change-volumes" of={entry} />
          </FieldsForm>
        </FormProvider>
      </ModalBody>
    </Modal>
  );
}
