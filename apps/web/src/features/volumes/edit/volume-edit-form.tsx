import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import { FormSection } from '@patternfly/react-core/dist/esm/components/Form';
import { FormProvider } from 'react-hook-form';
import { Panel } from '#/ui/panel.tsx';
import { ShowCall } from '#/domain/show-call.tsx';
import { ChangeList, changesOfDraft } from '#/features/volumes/change-list.tsx';
import { DRAFT_LABEL, draftOf, updateRequest } from '#/features/volumes/volume-draft.ts';
import { FieldsForm } from '#/form/fields-form.tsx';
import { LabelsField } from '#/form/labels-field.tsx';
import { SubmitBar } from '#/form/submit-bar.tsx';
import { TextField } from '#/form/text-field.tsx';
import { AddressesField, CompressionField, HostsField } from '#/features/volumes/volume-fields.tsx';
import type { EditVolumeForm } from '#/features/volumes/volume-schema.ts';
import type { VolumeEdit } from './use-volume-edit.ts';
import { EditNotes } from './edit-notes.tsx';
import { PolicyOf, SizeFields } from './edit-fields.tsx';
import { useSaveErrors } from './use-save-errors.ts';
import '#/features/volumes/volume-form.css';

/** What saving would change. */
export function ChangesPanel({ edit }: { readonly edit: VolumeEdit }) {
  const { base, draft, changed, invalid } = edit;
  const valid = changed.filter((field) => !invalid.includes(field));
  const labels = invalid.map((field) => DRAFT_LABEL[field]).join(', ');
  return (
    <Panel title="Pending changes">
      {changed.length === 0 ? (
        <p className="ast-quiet">No changes yet.</p>
      ) : (
        <div className="ast-stack">
          {valid.length === 0 ? null : (
            <ChangeList changes={changesOfDraft(draftOf(base), draft, valid)} />
          )}
          {invalid.length > 0 ? (
            <p className="ast-quiet">Not valid yet: {labels}.</p>
          ) : (
            <ShowCall
              call={{
                operation: federationApi.updateVolume,
                input: updateRequest(base, draft),
                ifMatch: base.ETag,
              }}
            />
          )}
        </div>
      )}
    </Panel>
  );
}

interface VolumeEditFormProps {
  readonly edit: VolumeEdit;
  /** The volume as it is known to be now; the form may have been made from an older version. */
  readonly now: Volume;
  /** Goes back to the volume: nothing is to be saved. */
  readonly onLeave: () => void;
}

/** What of a volume can be changed. Only what differs is sent. */
export function VolumeEditForm({ edit, now, onLeave }: VolumeEditFormProps) {
  const { form, base, draft, changed, saving, save } = edit;
  const { isPending, isChecking } = saving;
  const formError = useSaveErrors(edit);
  const verdict = volumeCan.update(now);
  const submit = form.handleSubmit(() => (changed.length === 0 ? onLeave() : save()));

  return (
    <FormProvider {...form}>
      <div className="ast-beside">
        <aside className="ast-stack">
          <ChangesPanel edit={edit} />
          <EditNotes edit={edit} now={now} />
        </aside>
        <FieldsForm className="ast-form" onSubmit={submit}>
          <TextField<EditVolumeForm> name="name" label="Name" isRequired hasInitialFocus />
          <SizeFields base={base} draft={draft} />
          <FormSection title="Access" titleElement="h2">
            <HostsField />
            <AddressesField />
          </FormSection>
          <FormSection title="Options" titleElement="h2">
            <PolicyOf base={base} draft={draft} />
            <CompressionField />
            <LabelsField<EditVolumeForm> name="labels" label="Labels" />
          </FormSection>
          <SubmitBar
            action="Save"
            isPending={isPending}
            checking={isChecking ? 'the volume was changed' : undefined}
            isDisabled={!verdict.allowed}
            error={formError}
            onCancel={onLeave}
          />
        </FieldsForm>
      </div>
    </FormProvider>
  );
}
