import { IP_ACL_MAX } from '@asterism/api-types/rules/access-lists';
import { VOLUME_NAME } from '@asterism/api-types/rules/names-by-volume';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { policiesQuery } from '#/api/volume-queries.ts';
import { RETENTIONS } from '#/domain/retentions.ts';
import { ScheduleFields } from '#/domain/schedule-fields.tsx';
import { ADDRESS_LISTS, HOST_LISTS, warnOfHost } from '#/features/volumes/volume-fields.tsx';
import { LabelsField } from '#/form/labels-field.tsx';
import { ListField } from '#/form/list-field.tsx';
import { SelectField } from '#/form/select-field.tsx';
import { SizeField } from '#/form/size-field.tsx';
import { TextField } from '#/form/text-field.tsx';
import type { BulkEntry, BulkForm, HOWS } from './bulk-form.ts';

type How = (typeof HOWS)[number];

const HOW_TEXT: Readonly<Record<How, string>> = {
  add: 'Add to the list of each',
  remove: 'Remove from the list of each',
  replace: 'Replace the list of each',
};

function HowField() {
  return (
    <SelectField<BulkForm>
      name="how"
      label="Change"
      choices={Object.entries(HOW_TEXT).map(([value, label]) => ({ value, label }))}
    />
  );
}

/** Words for all or none replace a list: they cannot be added to one. */
function useWholeLists<Whole>(lists: readonly Whole[]): readonly Whole[] {
  const { control } = useFormContext<BulkForm>();
  return useWatch({ control, name: 'how' }) === 'replace' ? lists : [];
}

function HostFields() {
  const wholeLists = useWholeLists(HOST_LISTS);
  return (
    <>
      <HowField />
      <ListField<BulkForm>
        name="acl"
        label="ACL hosts"
        entryName="host NQN"
        placeholder="nqn.2014-08.org.nvmexpress:uuid:…"
        helper="A volume that any host may connect to stays so, unless you replace its list."
        isRequired
        wholeLists={wholeLists}
        warningFor={warnOfHost}
      />
    </>
  );
}

function AddressFields() {
  const wholeLists = useWholeLists(ADDRESS_LISTS);
  return (
    <>
      <HowField />
      <ListField<BulkForm>
        name="IPAcl"
        label="IP ACL"
        entryName="IP address"
        placeholder="192.0.2.10"
        helper={`The addresses that hosts may connect from, up to ${IP_ACL_MAX} for each volume.`}
        isRequired
        wholeLists={wholeLists}
      />
    </>
  );
}

function LabelFields() {
  return (
    <>
      <LabelsField<BulkForm>
        name="labels"
        label="Set labels"
        helper="A label of the same key gets the new value. Other labels stay."
      />
      <ListField<BulkForm>
        name="removedLabels"
        label="Remove labels"
        entryName="label key"
        placeholder="key"
        helper="The last label of a volume can’t be removed: the cluster’s API keeps it."
      />
    </>
  );
}

function PolicyFields() {
  const { data } = useQuery(policiesQuery());
  const names = (data?.policies ?? []).map(({ name, description }) => ({
    value: name,
    label: description === '' ? name : `${name}: ${description}`,
  }));
  return (
    <SelectField<BulkForm>
      name="qosPolicyName"
      label="QoS policy"
      isRequired
      choices={[{ value: '', label: 'Choose a policy' }, ...names]}
      helper="Volumes whose cluster does not have the policy fail, and stay as they are."
    />
  );
}

/** How what each volume gets is called. */
function NamesField({ name }: { readonly name: 'snapshotName' | 'scheduleName' }) {
  return (
    <TextField<BulkForm>
      name={name}
      label="Name"
      isRequired
      helper={`${VOLUME_NAME} stands for the name of each volume.`}
    />
  );
}

function SnapshotFields() {
  return (
    <>
      <NamesField name="snapshotName" />
      <TextField<BulkForm> name="description" label="Description" />
      <SelectField<BulkForm>
        name="retentionTime"
        label="Keep for"
        choices={RETENTIONS}
        helper="When that is over, the clusters may delete them."
      />
      <LabelsField<BulkForm> name="labels" label="Labels" />
    </>
  );
}

function NewScheduleFields() {
  return (
    <>
      <NamesField name="scheduleName" />
      <TextField<BulkForm> name="description" label="Description" />
      <ScheduleFields />
    </>
  );
}

/** What is to be entered for each change. */
export const BULK_FIELDS: Readonly<Record<BulkEntry, () => ReactNode>> = {
  size: () => (
    <SizeField<BulkForm>
      name="size"
      label="New size"
      isRequired
      helper="No volume is made smaller: those that are larger already are skipped."
    />
  ),
  acl: () => <HostFields />,
  IPAcl: () => <AddressFields />,
  labels: () => <LabelFields />,
  qosPolicyName: () => <PolicyFields />,
  snapshot: () => <SnapshotFields />,
  schedule: () => <NewScheduleFields />,
};
