import { useQuery } from '@tanstack/react-query';
import { policiesQuery } from '#/api/volume-queries.ts';
import { SelectField, type SelectChoice } from '#/form/select-field.tsx';

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
    <SelectField
      name="qosPolicyName"
      label="QoS policy"
      choices={choices}
      helper={
        current === ''
          ? 'Limits the IOPS or the bandwidth of the volume.'
          : 'Can be changed for another; the cluster’s API cannot take it away.'
      }
    />
  );
}
