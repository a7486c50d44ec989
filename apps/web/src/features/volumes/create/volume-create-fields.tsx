import { useQuery } from '@tanstack/react-query';
import { useFormContext, useWatch } from 'react-hook-form';
import { useRights } from '#/api/session.ts';
import { projectsQuery } from '#/api/volume-queries.ts';
import { clusterName } from '#/domain/cluster-name.ts';
import { SelectField } from '#/form/select-field.tsx';
import type { CreateVolumeForm } from '#/features/volumes/volume-schema.ts';
import { TextField } from '#/form/text-field.tsx';
import { clustersQuery } from '#/api/cluster-queries.ts';

const FIELD = {
  name: 'projectName',
  label: 'Project',
  helper: 'The project that owns the volume. It can’t be changed later.',
  isRequired: true,
} as const;

/** The project: for admins any, with the known ones offered; for others one of their own. */
export function ProjectField() {
  const rights = useRights();
  const { data } = useQuery(projectsQuery());
  if (rights.isClusterAdmin) {
    const known = (data?.projects ?? []).map(({ name }) => name);
    return (
      <TextField<CreateVolumeForm>
        {...FIELD}
        suggestions={known.filter((name) => name !== 'system')}
      />
    );
  }
  const own = rights.projects.filter((project) => rights.canChange(project));
  const choices = own.map((project) => ({ value: project, label: project }));
  return (
    <SelectField<CreateVolumeForm>
      {...FIELD}
      choices={own.length === 1 ? choices : [{ value: '', label: 'Choose a project' }, ...choices]}
    />
  );
}

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
        { value: '', label: 'Automatic: the least full cluster with enough space' },
        ...clusters.map((cluster) => ({
          value: cluster.id,
          label:
            cluster.status === 'Connected'
              ? clusterName(cluster)
              : `${clusterName(cluster)} (${cluster.status})`,
          isDisabled: cluster.status !== 'Connected' && cluster.id !== chosen,
        })),
      ]}
    />
  );
}
