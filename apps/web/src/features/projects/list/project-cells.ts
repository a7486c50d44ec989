import type { ProjectUsage } from '@asterism/api-types/fleet-api/usage-lists';
import type { Cells } from '#/table/save-rows.ts';

/** Everything about a project. */
export const PROJECT_CELLS: Cells<ProjectUsage> = [
  ['name', ({ name }) => name],
  ['description', ({ description }) => description],
  ['clusterIds', ({ clusterIds }) => clusterIds.join(' ')],
  ['volumes', ({ volumes }) => String(volumes)],
  ['failedVolumes', ({ volumesByState }) => String(volumesByState.Failed ?? 0)],
  ['size', ({ size }) => size],
  ['provisioned', ({ provisioned }) => provisioned],
  ['used', ({ used }) => used],
];
