import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { useWatch, FormProvider, useForm } from 'react-hook-form';
import { ALLOW_ANY, ALLOW_NONE } from '@asterism/api-types/rules/access-lists';
import { exactSizeText } from '@asterism/api-types/rules/size';
import { zodResolver } from '@hookform/resolvers/zod';
import { FormSection } from '@patternfly/react-core/dist/esm/components/Form';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import {
  type CreateVolumeForm,
  createVolumeForm,
  type SECTOR_SIZES,
} from '#/features/volumes/volume-schema.ts';
import { useRights } from '#/api/session.ts';
import { useWrite } from '#/api/use-write.ts';
import { createVolume } from '#/api/volume-writes.ts';
import { errorOf } from '#/api/write.ts';
import type { RequestFields } from '#/form/field-path.ts';
import { FieldsForm } from '#/form/fields-form.tsx';
import { KeptDraft } from '#/form/kept-draft.tsx';
import { LabelsField } from '#/form/labels-field.tsx';
import { SelectField } from '#/form/select-field.tsx';
import { SizeField } from '#/form/size-field.tsx';
import { SubmitBar } from '#/form/submit-bar.tsx';
import { TextField } from '#/form/text-field.tsx';
import { UnsavedChanges } from '#/form/unsaved-changes.tsx';
import { useServerErrors } from '#/form/use-server-errors.ts';
import { paths } from '#/lib/paths.ts';
import {
  AddressesField,
  CompressionField,
  HostsField,
  PolicyField,
} from '#/features/volumes/volume-fields.tsx';
import { REPLICA_CHOICES } from '#/features/volumes/replica-choices.ts';
import { createRequest } from './create-request.ts';
import { ClusterField, ProjectField } from './volume-create-fields.tsx';
import { NewVolumePanel } from './new-volume-panel.tsx';
import { PlacementPanel } from './placement-panel.tsx';
import '#/features/volumes/volume-form.css';

const SECTOR_CHOICES: readonly { value: (typeof SECTOR_SIZES)[number]; label: string }[] = [
  { value: 'sectorSize_Default', label: 'Cluster default' },
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

const SECTOR_OF: Readonly<Record<number, CreateVolumeForm['sectorSize']>> = {
  512: 'sectorSize_512B',
  4096: 'sectorSize_4K',
};
const REPLICAS_OF: Readonly<Record<number, CreateVolumeForm['replicaCount']>> = {
  1: '1',
  2: '2',
  3: '3',
};

/** A form that is filled in with what the snapshot says of its volume; hosts are to be chosen anew. */
const cloneForm = (source: Snapshot): CreateVolumeForm => ({
  ...emptyForm(source.projectName),
  size: exactSizeText(source.size),
  replicaCount: REPLICAS_OF[source.replicaCount] ?? '2',
  compression: source.compression,
  sectorSize: SECTOR_OF[source.sectorSize] ?? 'sectorSize_Default',
  labels: source.labels.map(({ key, value }) => ({ key, value })),
});

/** The form of a new volume, or of a clone of a snapshot. Once created, its page follows how it becomes available. */
export function VolumeCreateForm({ source }: { readonly source?: Snapshot | undefined }) {
  const navigate = useNavigate();
  const rights = useRights();
  const own = rights.projects.filter((project) => rights.canChange(project));
  const form = useForm<CreateVolumeForm>({
    resolver: zodResolver(createVolumeForm),
    mode: 'onTouched',
    defaultValues:
      source === undefined ? emptyForm(own.length === 1 ? (own[0] ?? '') : '') : cloneForm(source),
  });
  const [clusterId, qosPolicyName] = useWatch({
    control: form.control,
    name: ['clusterId', 'qosPolicyName'],
  });
  const { write, outcome, isPending, isChecking } = useWrite(createVolume);
  const created = outcome?.kind === 'done' ? outcome.value : undefined;
  const formError = useServerErrors(form, errorOf(outcome), FIELDS);

  useEffect(() => {
    if (created !== undefined) void navigate(paths.volume(created.UUID));
  }, [created, navigate]);

  const submit = form.handleSubmit((values) => write(createRequest(values, source)));
  const draft = { form: 'create-volume', of: source?.UUID ?? '' } as const;
  return (
    <FormProvider {...form}>
      <div className="ast-beside">
        <FieldsForm className="ast-form" onSubmit={submit}>
          <TextField<CreateVolumeForm> name="name" label="Name" isRequired hasInitialFocus />
          {source === undefined ? <ProjectField /> : null}
          <SizeField<CreateVolumeForm> name="size" label="Size" isRequired />
          <SelectField<CreateVolumeForm>
            name="replicaCount"
            label="Replicas"
            choices={REPLICA_CHOICES}
            isRequired
          />
          {rights.isClusterAdmin && source === undefined ? <ClusterField /> : null}
          <FormSection title="Access" titleElement="h2">
            <HostsField />
            <AddressesField />
          </FormSection>
          <FormSection title="Options" titleElement="h2">
            <PolicyField clusterId={clusterId} chosen={qosPolicyName} />
            <SelectField<CreateVolumeForm>
              name="sectorSize"
              label="Sector size"
              choices={SECTOR_CHOICES}
              helper="The sector size that hosts see. It can’t be changed later."
            />
            <CompressionField />
            <LabelsField<CreateVolumeForm> name="labels" label="Labels" />
          </FormSection>
          <SubmitBar
            action="Create volume"
            isPending={isPending}
            checking={isChecking ? 'the volume was created' : undefined}
            error={formError}
            onCancel={() => void navigate(paths.volumes())}
          />
          <KeptDraft {...draft} isDone={created !== undefined} />
        </FieldsForm>
        <aside className="ast-stack">
          <NewVolumePanel />
          {/* Last: its rows say more or less with each letter that is typed. */}
          {rights.isClusterAdmin && source === undefined ? <PlacementPanel /> : null}
        </aside>
      </div>
      <UnsavedChanges draft={draft} when={form.formState.isDirty && created === undefined} />
    </FormProvider>
  );
}
