import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { PolicyField } from '#/features/volumes/volume-fields.tsx';
import { shrinks } from '#/features/volumes/volume-draft.ts';
import type { EditVolumeForm } from '#/features/volumes/volume-schema.ts';
import { CheckboxField } from '#/form/checkbox-field.tsx';
import { SizeField } from '#/form/size-field.tsx';

interface EditFieldProps {
  /** The volume that the form was made from. */
  readonly base: Volume;
  readonly draft: EditVolumeForm;
}

/** The size; a smaller one needs consent. */
export const SizeFields = ({ base, draft }: EditFieldProps) => (
  <>
    <SizeField<EditVolumeForm> name="size" label="Size" isRequired />
    {shrinks(base, draft.size) || draft.allowShrink ? (
      <CheckboxField<EditVolumeForm>
        name="allowShrink"
        label="Allow shrinking"
        helper="Data beyond the new size is lost. Shrink the file system first."
      />
    ) : null}
  </>
);

/** The QoS policy, of those of the volume's cluster. */
export const PolicyOf = ({ base, draft }: EditFieldProps) => (
  <PolicyField
    clusterId={base.clusterId}
    current={base.qosPolicyName}
    chosen={draft.qosPolicyName}
  />
);
