import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { clusterName } from '#/domain/cluster-name.ts';
import type { Cells } from '#/table/save-rows.ts';

/** What the list says of a cluster. */
export const CLUSTER_CELLS: Cells<FleetCluster> = [
  ['name', clusterName],
  ['id', ({ id }) => id],
  ['status', ({ status }) => status],
  ['health', ({ assessment }) => assessment.verdict],
  ['error', ({ error }) => error],
  ['version', ({ version }) => version],
  ['volumes', ({ volumes }) => String(volumes)],
  ['physicalUsedStorage', ({ statistics }) => statistics?.physicalUsedStorage ?? ''],
  ['effectivePhysicalStorage', ({ statistics }) => statistics?.effectivePhysicalStorage ?? ''],
  ['provisionedStorage', ({ provisionedStorage }) => provisionedStorage],
  ['provisioningRatio', (cluster) => cluster.provisionedToEffectiveStorageRatio],
  ['apiEndpoints', ({ apiEndpoints }) => apiEndpoints.join(' ')],
  ['attachedAt', ({ attachedAt }) => attachedAt],
  ['asOf', ({ asOf = '' }) => asOf],
];
