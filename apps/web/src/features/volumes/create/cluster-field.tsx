import { useQuery } from '@tanstack/react-query';
import { useFormContext, useWatch } from 'react-hook-form';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { SelectField } from '#/form/select-field.tsx';
import type { CreateVolumeForm } from '#/features/volumes/volume-schema.ts';

/** The cluster that a new volume goes to, or the choice of the federation. */
export function ClusterField() {
  const { data: clusters = [] } = useQuery(clustersQuery());
  const { control } = useFormContext<CreateVolumeForm>();
  const chosen = useWatch({ control, name: 'clusterId' });
  return (
    <SelectField<CreateVolumeForm>
      name="clusterId"
      label="Cluster"
      choices={[
        { value: '', label: 'Automatic: the least filled cluster that can take it' },
        ...clusters.map(({ id, name, status }) => ({
          value: id,
          label: status === 'Connected' ? name : `${name} (${status})`,
          isDisabled: status !== 'Connected' && id !== chosen,
        })),
      ]}
    />
  );
}
