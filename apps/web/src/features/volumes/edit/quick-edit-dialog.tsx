import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { FormProvider } from 'react-hook-form';
import { ShowCall } from '#/domain/show-call.tsx';
import {
  DRAFT_LABEL,
  updateRequest,
  type DraftField,
  type VolumeDraft,
} from '#/features/volumes/volume-draft.ts';
import { AddressesField, HostsField } from '#/features/volumes/volume-fields.tsx';
import type { EditVolumeForm } from '#/features/volumes/volume-schema.ts';
import { endDraft } from '#/form/draft-keeping.ts';
import { FieldsForm } from '#/form/fields-form.tsx';
import { FormDialog } from '#/form/form-dialog.tsx';
import { KeptDraft } from '#/form/kept-draft.tsx';
import { LabelsField } from '#/form/labels-field.tsx';
import { SubmitBar } from '#/form/submit-bar.tsx';
import { CheckingNote } from '#/ui/checking-note.tsx';
import { Note } from '#/ui/note.tsx';
import { ConflictView } from './conflict-view.tsx';
import { PolicyOf, SizeFields } from './edit-fields.tsx';
import { EditNotes } from './edit-notes.tsx';
import { baseOf } from './kept-edit.ts';
import { reportSaved } from './report-saved.ts';
import { useSaveErrors } from './use-save-errors.ts';
import { useVolumeEdit, type VolumeEdit } from './use-volume-edit.ts';
import '#/features/volumes/volume-form.css';

/** What of a volume is changed by itself, where the volume is shown. */
export type QuickField = Exclude<DraftField, 'name' | 'compression'>;

const FIELDS: Readonly<Record<QuickField, (edit: VolumeEdit) => ReactNode>> = {
  size: (edit) => <SizeFields {...edit} />,
  acl: () => <HostsField />,
  IPAcl: () => <AddressesField />,
  labels: () => <LabelsField<EditVolumeForm> name="labels" label="Labels" />,
  qosPolicyName: (edit) => <PolicyOf {...edit} />,
};

interface QuickEditDialogProps {
  /** The volume as it is known to be now. */
  readonly volume: Volume;
  readonly field: QuickField;
  /** The name of its cluster. */
  readonly cluster: string;
  readonly onClose: () => void;
}

interface QuickFormProps extends Pick<QuickEditDialogProps, 'volume' | 'field' | 'onClose'> {
  readonly edit: VolumeEdit;
}

function QuickForm({ volume, field, edit, onClose }: QuickFormProps) {
  const { form, base, draft, changed, invalid, saving, save } = edit;
  const formError = useSaveErrors(edit);
  const submit = form.handleSubmit(() => (changed.length === 0 ? onClose() : save()));
  const { setFocus } = form;
  useEffect(() => setFocus(field, { shouldSelect: true }), [setFocus, field]);
  const isReady = changed.length > 0 && invalid.length === 0;
  return (
    <FormProvider {...form}>
      <FieldsForm onSubmit={submit}>
        {FIELDS[field](edit)}
        <ShowCall
          call={
            isReady
              ? {
                  operation: federationApi.updateVolume,
                  input: updateRequest(base, draft),
                  ifMatch: base.ETag,
                }
              : undefined
          }
        />
        <SubmitBar
          action="Save"
          isPending={saving.isPending}
          checking={saving.isChecking ? 'the volume was changed' : undefined}
          isDisabled={!volumeCan.update(volume).allowed}
          error={formError}
          onCancel={onClose}
        />
        {/* Below the buttons, which stay where they are. */}
        <EditNotes edit={edit} now={volume} />
      </FieldsForm>
    </FormProvider>
  );
}

/** Changes one thing of a volume without leaving where it is shown, by the same save and the same conflicts as its form. */
export function QuickEditDialog({ volume, field, cluster, onClose }: QuickEditDialogProps) {
  const edit = useVolumeEdit(volume);
  const { base, saving, conflict } = edit;
  const { outcome } = saving;
  const draft = { form: 'quick-edit', of: `${base.UUID} ${field}` } as const;
  /** Nothing of what was typed is to be saved. */
  function discard() {
    endDraft(draft);
    onClose();
  }
  const end = useEffectEvent((kept: readonly (keyof VolumeDraft)[]) => {
    reportSaved(base.name, kept);
    onClose();
  });
  useEffect(() => {
    if (outcome?.kind === 'done') end(outcome.value.kept);
  }, [outcome]);
  return (
    <FormDialog
      title={`${DRAFT_LABEL[field]} of ${base.name}`}
      description={`Project ${base.projectName}, on ${cluster}`}
      variant="medium"
      draft={draft}
      isWaiting={saving.isPending && !saving.isChecking}
      onClose={onClose}
    >
      {(close) => (
        <>
          {outcome?.kind === 'notFound' ? (
            <Note tone="info" title="This volume has been deleted" />
          ) : conflict === undefined ? (
            <QuickForm volume={volume} field={field} edit={edit} onClose={close} />
          ) : (
            <ConflictView
              // Another conflict is another set of choices.
              key={conflict.now.ETag}
              conflict={conflict}
              isPending={saving.isPending}
              onSave={(choices) => {
                if (!edit.saveResolved(conflict, choices)) discard();
              }}
              onEditOn={(choices) => edit.editOn(conflict, choices)}
              onDiscard={discard}
            />
          )}
          {conflict !== undefined && saving.isChecking ? (
            <CheckingNote what="the volume was changed" />
          ) : null}
          <FormProvider {...edit.form}>
            <KeptDraft
              {...draft}
              base={baseOf(base)}
              onGoOn={edit.goOnWith}
              isDone={outcome?.kind === 'done'}
            />
          </FormProvider>
        </>
      )}
    </FormDialog>
  );
}
