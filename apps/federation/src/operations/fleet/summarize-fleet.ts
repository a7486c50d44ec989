import type { VolumesByState } from '@asterism/api-types/fleet-api/fleet-cluster';
import { VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import type { VolumeTotals } from '../../inventory/cluster-volumes.ts';
import { sumStatistics } from '../fleet-as-cluster/fleet-totals.ts';
import { fleetWorkflowOf } from '../../workflows/workflow-view.ts';
import type { WorkflowStore } from '../../store/workflow-store.ts';
import type { OperationDeps } from '../operation-deps.ts';

function sumStates(all: readonly VolumeTotals[]): VolumesByState {
  const sums: VolumesByState = {};
  for (const { volumesByState } of all) {
    for (const state of VOLUME_STATES) {
      const count = volumesByState[state] ?? 0;
      if (count > 0) sums[state] = (sums[state] ?? 0) + count;
    }
  }
  return sums;
}

export interface SummaryDeps extends Pick<OperationDeps, 'monitor' | 'inventory'> {
  readonly workflowStore: Pick<WorkflowStore, 'unended'>;
}

const WORKFLOWS_SHOWN = 100;

/** Totals over all attached clusters, by what was last read of each, and the workflows that are going on. */
export async function summarizeFleet({ monitor, inventory, workflowStore }: SummaryDeps) {
  const clusters = monitor.clusters();
  const totals = clusters.map((cluster) => inventory.totals(cluster.id));
  const statistics = clusters
    .map((cluster) => monitor.snapshot(cluster.id).info?.statistics)
    .filter((one) => one !== undefined);
  return {
    clusters: clusters.length,
    volumes: totals.reduce((sum, one) => sum + one.volumes, 0),
    volumesByState: sumStates(totals),
    provisionedStorage: String(totals.reduce((sum, one) => sum + one.provisioned, 0n)),
    statistics: sumStatistics(statistics),
    runningWorkflows: (await workflowStore.unended(WORKFLOWS_SHOWN)).map(fleetWorkflowOf),
  };
}
