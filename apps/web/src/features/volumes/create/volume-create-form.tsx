import { ALLOW_ANY, ALLOW_NONE } from '@asterism/api-types/rules/access-lists';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { zodResolver } from '@hookform/resolvers/zod';
import { Form, FormSection } from '@patternfly/react-core/dist/esm/components/Form';
import { useEffect } from 'react';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { useRights } from '#/api/session.ts';
import { useWrite } from '#/api/use-write.ts';
import { createVolume, keepCreated } from '#/api/volume-mutations.ts';
import type { RequestFields } from '#/form/field-path.ts';
import { LabelsField } from '#/form/labels-field.tsx';
import { SelectField } from '#/form/select-field.tsx';
import { SizeField } from '#/form/size-field.tsx';
import { SubmitBar } from '#/form/submit-bar.tsx';
import { TextField } from '#/form/text-field.tsx';
import { UnsavedChanges } from '#/form/unsaved-changes.tsx';
import { useServerErrors } from '#/form/use-server-errors.ts';
import { paths } from '#/lib/paths.ts';
import { AccessFields, CompressionField, PolicyField } from '#/features/volumes/volume-fields.tsx';
import { ClusterField } from './cluster-field.tsx';
import { CreateCall } from './create-call.tsx';
import { createRequest } from './create-request.ts';
import { PlacementPanel } from './placement-panel.tsx';
import { ProjectField } from './project-field.tsx';
import {
  createVolumeForm,
  type CreateVolumeForm,
  type SECTOR_SIZES,
} from '#/features/volumes/volume-schema.ts';

const REPLICAS = [
  { value: '1', label: '1: a single copy, without protection' },
  { value: '2', label: '2: two copies on different nodes' },
  { value: '3', label: '3: three copies on different nodes' },
];
const SECTOR_CHOICES: readonly { value: (typeof SECTOR_SIZES)[number]; label: string }[] = [
  { value: 'sectorSize_Default', label: 'Default of the cluster' },
  { value: 'sectorSize_4K', label: '4096 bytes' },
  { value: 'sectorSize_512B', label: '512 bytes' },
];
const FIELDS: RequestFields<CreateVolumeForm, typeof federationApi.createVolume> = {
  name: 'name',
  projectName: 'projectName',
  size: 'size',
  replicaCount: 'replicaCount',
  compression: 'compression',
  acl: 'acl',
  IPAcl: 'IPAcl',
  qosPolicyName: 'qosPolicyName',
  labels: 'labels',
  sectorSize: 'sectorSize',
  clusterId: 'placementRestrictions',
};

const emptyForm = (projectName: string): CreateVolumeForm => ({
  name: '',
  projectName,
  size: '',
  replicaCount: '2',
  compression: false,
  acl: [ALLOW_NONE],
  IPAcl: [ALLOW_ANY],
  qosPolicyName: '',
  labels: [],
  sectorSize: 'sectorSize_Default',
  clusterId: '',
});

/** The form of a new volume. Once created, its page follows how it becomes available. */
export function VolumeCreateForm() {
  const navigate = useNavigate();
  const rights = useRights();
  const own = rights.projects.filter((project) => rights.canChange(project));
  const form = useForm<CreateVolumeForm>({
    resolver: zodResolver(createVolumeForm),
    mode: 'onTouched',
    defaultValues: emptyForm(own.length === 1 ? (own[0] ?? '') : ''),
  });
  const [clusterId, qosPolicyName] = useWatch({
    control: form.control,
    name: ['clusterId', 'qosPolicyName'],
  });
  const creation = useWrite(createVolume, { onSuccess: keepCreated });
  const { mutate, data: created, error, isPending, isChecking } = creation;
  const formError = useServerErrors(form, error?.error, FIELDS);

  useEffect(() => {
    if (created !== undefined) void navigate(paths.volume(created.UUID));
  }, [created, navigate]);

  const submit = form.handleSubmit((values) => mutate(createRequest(values)));
  return (
    <FormProvider {...form}>
      <div className="ast-form-beside">
        <Form className="ast-form" onSubmit={(event) => void submit(event)} noValidate>
          <TextField<CreateVolumeForm> name="name" label="Name" isRequired hasInitialFocus />
          <ProjectField />
          <SizeField<CreateVolumeForm> name="size" label="Size" isRequired />
          <SelectField<CreateVolumeForm>
            name="replicaCount"
            label="Replicas"
            choices={REPLICAS}
            isRequired
          />
          {rights.isClusterAdmin ? <ClusterField /> : null}
          <FormSection title="Access" titleElement="h2">
            <AccessFields />
          </FormSection>
          <FormSection title="Options" titleElement="h2">
            <CompressionField />
            <PolicyField clusterId={clusterId} chosen={qosPolicyName} />
            <SelectField<CreateVolumeForm>
              name="sectorSize"
              label="Sector size"
              choices={SECTOR_CHOICES}
              helper="As hosts see it. It cannot be changed later."
            />
            <LabelsField<CreateVolumeForm> name="labels" label="Labels" />
          </FormSection>
          <SubmitBar
            action="Create volume"
            isPending={isPending}
            checking={isChecking ? 'the volume was created' : undefined}
            error={formError}
            onCancel={() => void navigate(paths.volumes())}
          />
        </Form>
        <aside className="ast-stack">
          {rights.isClusterAdmin ? <PlacementPanel /> : null}
          <CreateCall />
        </aside>
      </div>
      <UnsavedChanges when={form.formState.isDirty && created === undefined} />
    </FormProvider>
  );
}
