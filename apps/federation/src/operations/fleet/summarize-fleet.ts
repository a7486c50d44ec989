import type { VolumesByState } from '@asterism/api-types/fleet-api/fleet-cluster';
import { worstVerdict, type HealthVerdict } from '@asterism/api-types/fleet-api/health-assessment';
import { VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import type { VolumeTotals } from '../../inventory/cluster-volumes.ts';
import { sumStatistics } from '../fleet-as-cluster/fleet-totals.ts';
import { fleetWorkflowOf } from '../../workflows/workflow-view.ts';
import type { WorkflowStore } from '../../store/workflow-store.ts';
import {
  listFleetClusters,
  thresholdsOf,
  type ClusterSources,
} from '../clusters/describe-cluster.ts';

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

function countVerdicts(verdicts: readonly HealthVerdict[]): Record<HealthVerdict, number> {
  const countOf = (verdict: HealthVerdict): number =>
    verdicts.filter((one) => one === verdict).length;
  return {
    OK: countOf('OK'),
    Warning: countOf('Warning'),
    Unknown: countOf('Unknown'),
    Critical: countOf('Critical'),
  };
}

export interface SummaryDeps extends ClusterSources {
  readonly workflowStore: Pick<WorkflowStore, 'unended'>;
}

const WORKFLOWS_SHOWN = 100;

/** Totals over all attached clusters, by what was last read of each, and the workflows that are going on. */
export async function summarizeFleet(deps: SummaryDeps) {
  const { monitor, inventory, workflowStore } = deps;
  const verdicts = listFleetClusters(deps).map(({ assessment }) => assessment.verdict);
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
    verdict: worstVerdict(verdicts),
    clustersByVerdict: countVerdicts(verdicts),
    provisioningThreshold: thresholdsOf(deps).provisioning,
    runningWorkflows: (await workflowStore.unended(WORKFLOWS_SHOWN)).map((row) =>
      fleetWorkflowOf(row),
    ),
  };
}
