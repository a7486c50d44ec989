import { zodResolver } from '@hookform/resolvers/zod';
import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core/dist/esm/components/Modal';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { describeError } from '#/api/describe-error.ts';
import { discardDraft, draftTask, type DraftTaskInput } from '#/api/task-draft.ts';
import { useWrite } from '#/api/use-write.ts';
import { errorOf } from '#/api/write.ts';
import { FieldsForm } from '#/form/fields-form.tsx';
import { SubmitBar } from '#/form/submit-bar.tsx';
import { formatCount } from '#/lib/format.ts';
import { FailureAlert } from '#/ui/failure-alert.tsx';
import { BULK_FIELDS } from './bulk-fields.tsx';
import { bulkForms, changeIn, EMPTY_FORM, type BulkChange } from './bulk-form.ts';
import { TaskConfirm } from './task-confirm.tsx';
import './bulk-dialog.css';

/** What can be done with many volumes. */
export type BulkAction = 'delete' | BulkChange;

/** Which volumes it is done with: those chosen one by one, or all that match. */
export type BulkTarget = Pick<DraftTaskInput, 'volumes' | 'matching'> & { readonly count: number };

const TITLE: Readonly<Record<BulkAction, string>> = {
  delete: 'Delete',
  size: 'Resize',
  acl: 'Change the hosts of',
  IPAcl: 'Change the IP ACL of',
  labels: 'Change the labels of',
  qosPolicyName: 'Change the QoS policy of',
};

interface BulkDialogProps {
  readonly action: BulkAction;
  readonly target: BulkTarget;
  readonly onStarted: (task: FleetTask) => void;
  readonly onClose: () => void;
}

/** Asks what is to be changed, shows what would become of each volume, and starts that. */
export function BulkDialog({ action, target, onStarted, onClose }: BulkDialogProps) {
  const [draft, setDraft] = useState<FleetTask>();
  const { count, ...chosen } = target;
  const drafting = useWrite(draftTask);
  const { write, reset, isPending } = drafting;
  const error = errorOf(drafting.outcome);
  const form = useForm({
    resolver: zodResolver(bulkForms[action === 'delete' ? 'size' : action]),
    mode: 'onTouched',
    defaultValues: EMPTY_FORM,
  });

  const started = useRef<string>(undefined);
  useEffect(() => {
    if (draft === undefined) return undefined;
    // What is not started goes with its preview.
    return () => {
      if (started.current !== draft.id) discardDraft(draft.id);
    };
  }, [draft]);
  const preview = (input: DraftTaskInput) =>
    write(input, (ended) => {
      if (ended.kind === 'done') setDraft(ended.value);
    });
  const previewDeletion = useEffectEvent(() => preview({ kind: 'delete volumes', ...chosen }));
  useEffect(() => {
    if (action === 'delete') previewDeletion();
  }, [action]);

  if (draft !== undefined) {
    return (
      <TaskConfirm
        draft={draft}
        onStarted={(task) => {
          started.current = task.id;
          onStarted(task);
        }}
        onCancel={onClose}
        onBack={
          action === 'delete'
            ? undefined
            : () => {
                reset();
                setDraft(undefined);
              }
        }
      />
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
                preview({ kind: 'change volumes', change: changeIn(action, values), ...chosen }),
              )}
            >
              {BULK_FIELDS[action]()}
              <SubmitBar action="Preview" isPending={isPending} error={error} onCancel={onClose} />
            </FieldsForm>
          </FormProvider>
        )}
      </ModalBody>
    </Modal>
  );
}
