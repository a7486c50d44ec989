import { zodResolver } from '@hookform/resolvers/zod';
import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core/dist/esm/components/Modal';
import { VOLUME_NAME } from '@asterism/api-types/rules/snapshot-names';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { useEffect, useEffectEvent } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { describeError } from '#/api/describe-error.ts';
import { endDraft } from '#/api/drafts.ts';
import { draftTask, type DraftTaskInput } from '#/api/task-draft.ts';
import { UNDO_SECONDS } from '#/api/task-writes.ts';
import { toDoOf } from '#/domain/task-outcome.ts';
import { TaskPreview } from '#/domain/task-preview.tsx';
import { useTaskDraft } from '#/domain/use-task-draft.ts';
import { FieldsForm } from '#/form/fields-form.tsx';
import { KeptDraft } from '#/form/kept-draft.tsx';
import { SubmitBar } from '#/form/submit-bar.tsx';
import { formatCount } from '#/lib/format.ts';
import { timeInName } from '#/lib/time-in-name.ts';
import { FailureAlert } from '#/ui/failure-alert.tsx';
import { BULK_FIELDS } from './bulk-fields.tsx';
import { bulkForms, EMPTY_FORM, workIn, type BulkEntry } from './bulk-form.ts';
import { TaskConfirm } from '#/domain/task-confirm.tsx';
import './bulk-dialog.css';

/** What can be done with many volumes. */
export type BulkAction = 'delete' | BulkEntry;

/** Which volumes it is done with: those chosen one by one, or all that match. */
export type BulkTarget = Pick<DraftTaskInput, 'volumes' | 'matching'> & { readonly count: number };

const TITLE: Readonly<Record<BulkAction, string>> = {
  delete: 'Delete',
  size: 'Resize',
  acl: 'Change the hosts of',
  IPAcl: 'Change the IP ACL of',
  labels: 'Change the labels of',
  qosPolicyName: 'Change the QoS policy of',
  snapshot: 'Snapshot',
};

/** So many at once are more than a slip. */
const TYPED_FROM = 10;

/** What is to be typed before this is done; nothing when little can be lost. */
function toType(draft: FleetTask): string | undefined {
  if (draft.kind !== 'delete volumes') return undefined;
  const { mayBeInUse, modified } = draft.risks;
  const toDo = toDoOf(draft);
  if (toDo === 0 || (mayBeInUse + modified === 0 && toDo < TYPED_FROM)) return undefined;
  return draft.subject === '' ? `delete ${toDo}` : draft.subject;
}

interface BulkDialogProps {
  readonly action: BulkAction;
  readonly target: BulkTarget;
  readonly onStarted: (task: FleetTask) => void;
  readonly onClose: () => void;
}

/** Asks what is to be changed, shows what would become of each volume, and starts that. */
export function BulkDialog({ action, target, onStarted, onClose }: BulkDialogProps) {
  const { count, ...chosen } = target;
  const { draft, preview, back, keep, isPending, error } = useTaskDraft(draftTask);
  const form = useForm({
    resolver: zodResolver(bulkForms[action === 'delete' ? 'size' : action]),
    mode: 'onTouched',
    defaultValues: { ...EMPTY_FORM, snapshotName: `${VOLUME_NAME}-${timeInName()}` },
  });

  const previewDeletion = useEffectEvent(() => preview({ kind: 'delete volumes', ...chosen }));
  useEffect(() => {
    if (action === 'delete') previewDeletion();
  }, [action]);

  if (draft !== undefined) {
    const isDeletion = action === 'delete';
    return (
      <TaskConfirm
        draft={draft}
        isDanger={isDeletion}
        typeToConfirm={toType(draft)}
        onStarted={(task) => {
          keep(task.id);
          if (!isDeletion) endDraft({ form: 'change-volumes', of: action });
          onStarted(task);
        }}
        onCancel={onClose}
        onBack={isDeletion ? undefined : back}
      >
        <TaskPreview task={draft} />
        {isDeletion ? (
          <p className="ast-quiet">
            You can undo this for {UNDO_SECONDS['delete volumes']} seconds after you confirm it. A
            volume that is modified meanwhile is kept.
          </p>
        ) : null}
      </TaskConfirm>
    );
  }
  const volumes = count === 1 ? '1 volume' : `${formatCount(count)} volumes`;
  return (
    <Modal isOpen variant="medium" aria-label={TITLE[action]} onClose={onClose}>
      <ModalHeader title={`${TITLE[action]} ${volumes}`} />
      <ModalBody className="ast-bulk-form">
        {action === 'delete' ? (
          error === undefined ? (
            <output>{`Preparing the preview of ${volumes} …`}</output>
          ) : (
            <FailureAlert failure={describeError(error)} />
          )
        ) : (
          <FormProvider {...form}>
            <FieldsForm
              onSubmit={form.handleSubmit((values) =>
                preview({ ...workIn(action, values), ...chosen }),
              )}
            >
              {BULK_FIELDS[action]()}
              <SubmitBar action="Preview" isPending={isPending} error={error} onCancel={onClose} />
              <KeptDraft form="change-volumes" of={action} />
            </FieldsForm>
          </FormProvider>
        )}
      </ModalBody>
    </Modal>
  );
}
