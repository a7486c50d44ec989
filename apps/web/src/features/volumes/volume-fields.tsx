import {
  ALLOW_ANY,
  ALLOW_NONE,
  IP_ACL_MAX,
  looksLikeNqn,
} from '@asterism/api-types/rules/access-lists';
import { useQuery } from '@tanstack/react-query';
import { policiesQuery } from '#/api/volume-queries.ts';
import { CheckboxField } from '#/form/checkbox-field.tsx';
import { ListField } from '#/form/list-field.tsx';
import { SelectField, type SelectChoice } from '#/form/select-field.tsx';
import type { ChangeableFields } from './volume-schema.ts';

export const HOST_LISTS = [
  { value: ALLOW_NONE, label: 'No host' },
  { value: ALLOW_ANY, label: 'Any host' },
];
export const ADDRESS_LISTS = [
  { value: ALLOW_ANY, label: 'Any address' },
  { value: ALLOW_NONE, label: 'No address' },
];

export const warnOfHost = (host: string): string | undefined =>
  looksLikeNqn(host)
    ? undefined
    : `“${host}” does not look like an NQN, such as nqn.2014-08.org.nvmexpress:uuid:… or nqn.2016-01.com.example:host-1. No host may match it.`;

/** Who may connect. */
export const HostsField = () => (
  <ListField<ChangeableFields>
    name="acl"
    label="ACL hosts"
    entryName="host NQN"
    placeholder="nqn.2014-08.org.nvmexpress:uuid:…"
    helper="The NQNs of the hosts that may connect."
    isRequired
    wholeLists={HOST_LISTS}
    warningFor={warnOfHost}
  />
);

/** From where one may connect. */
export const AddressesField = () => (
  <ListField<ChangeableFields>
    name="IPAcl"
    label="IP ACL"
    entryName="IP address"
    placeholder="192.0.2.10"
    helper={`The addresses that hosts may connect from, up to ${IP_ACL_MAX}. A host must pass both lists.`}
    wholeLists={ADDRESS_LISTS}
  />
);

interface PolicyFieldProps {
  /** The cluster that must have the policy; empty when it is not chosen yet. */
  readonly clusterId: string;
  /** The policy that the volume has, which can be changed for another but not be taken away. */
  readonly current?: string;
  /** What the form holds now: it stays a choice even where the cluster does not have it. */
  readonly chosen: string;
}

/** The QoS policy, of those that the cluster has. */
export function PolicyField({ clusterId, current = '', chosen }: PolicyFieldProps) {
  const { data } = useQuery(policiesQuery());
  const policies = data?.policies ?? [];
  const names = policies
    .filter(({ clusterIds }) => clusterId === '' || clusterIds.includes(clusterId))
    .map(({ name, description }) => ({
      value: name,
      label: description === '' ? name : `${name}: ${description}`,
    }));
  const isElsewhere = chosen !== '' && !names.some(({ value }) => value === chosen);
  const choices: SelectChoice[] = [
    ...(current === '' ? [{ value: '', label: 'None' }] : []),
    ...names,
    ...(isElsewhere
      ? [
          {
            value: chosen,
            label:
              data === undefined || chosen === current ? chosen : `${chosen} (not on this cluster)`,
          },
        ]
      : []),
  ];
  return (
    <SelectField<ChangeableFields>
      name="qosPolicyName"
      label="QoS policy"
      choices={choices}
      helper={
        current === ''
          ? 'Limits the volume’s IOPS or bandwidth.'
          : 'You can choose another policy, but the cluster’s API can’t remove it.'
      }
    />
  );
}

/** Whether the data is compressed. */
export function CompressionField() {
  return (
    <CheckboxField<ChangeableFields>
      name="compression"
      label="Compression"
      helper="Stores data in less space, at some cost in performance."
    />
  );
}
