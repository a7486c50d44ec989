import { FormSection } from '@patternfly/react-core/dist/esm/components/Form';
import { useQuery } from '@tanstack/react-query';
import { useFormContext, useWatch } from 'react-hook-form';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { useRights } from '#/api/session.ts';
import { policiesQuery, projectsQuery } from '#/api/volume-queries.ts';
import { SelectField } from '#/form/select-field.tsx';
import { candidatesFor } from './placement.ts';
import { PlacementPreview } from './placement-preview.tsx';
import type { CreateVolumeForm } from './volume-schema.ts';

const byName = (things: readonly { name: string; clusterIds: readonly string[] }[] = []) =>
  new Map(things.map(({ name, clusterIds }) => [name, clusterIds]));

/** Which cluster takes the volume. Those who may not know the clusters leave it to the federation. */
export function PlacementFields() {
  const { isClusterAdmin } = useRights();
  const { data: clusters } = useQuery({ ...clustersQuery(), enabled: isClusterAdmin });
  const { data: projects } = useQuery(projectsQuery());
  const { data: policies } = useQuery(policiesQuery());
  const { control } = useFormContext<CreateVolumeForm>();
  const [clusterId, size, replicaCount, projectName, qosPolicyName] = useWatch({
    control,
    name: ['clusterId', 'size', 'replicaCount', 'projectName', 'qosPolicyName'],
  });

  if (!isClusterAdmin) {
    return (
      <FormSection title="Placement" titleElement="h2">
        <p className="ast-quiet">The federation chooses the cluster that is the least filled.</p>
      </FormSection>
    );
  }

  const candidates = candidatesFor(
    clusters ?? [],
    { size, replicaCount: Number(replicaCount), projectName, qosPolicyName },
    { projects: byName(projects?.projects), policies: byName(policies?.policies) },
  );
  return (
    <FormSection title="Placement" titleElement="h2">
      <SelectField
        name="clusterId"
        label="Cluster"
        choices={[
          { value: '', label: 'Automatic: the least filled cluster that can take it' },
          ...(clusters ?? []).map(({ id, name, status }) => ({
            value: id,
            label: status === 'Connected' ? name : `${name} (${status.toLowerCase()})`,
            isDisabled: status !== 'Connected' && id !== clusterId,
          })),
        ]}
      />
      {clusters === undefined || clusters.length === 0 ? null : (
        <PlacementPreview candidates={candidates} chosen={clusterId} />
      )}
    </FormSection>
  );
}
