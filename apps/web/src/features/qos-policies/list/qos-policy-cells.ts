import type { PolicyUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { limitsInWords } from '#/domain/qos-limits.ts';
import type { Cells } from '#/table/save-rows.ts';

/** Everything about a QoS policy. */
export const POLICY_CELLS: Cells<PolicyUsage> = [
  ['name', ({ name }) => name],
  ['clusterIds', ({ onClusters }) => onClusters.map(({ clusterId }) => clusterId).join(' ')],
  [
    'limits',
    ({ onClusters, differs }) =>
      differs ? 'differ between clusters' : limitsInWords(onClusters[0]?.limits),
  ],
  ['volumes', ({ volumes }) => String(volumes)],
  ['size', ({ size }) => size],
  ['provisioned', ({ provisioned }) => provisioned],
  ['used', ({ used }) => used],
];
