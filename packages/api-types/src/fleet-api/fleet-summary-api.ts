import { z } from 'zod/mini';
import { clusterStatistics } from '../cluster-api/cluster-info.ts';
import { defineOperation } from '../common/operation.ts';
import { numberOut, uint64Out } from '../common/scalars.ts';
import { volumesByState } from './fleet-cluster.ts';
import { fleetWorkflow } from './fleet-workflow.ts';
import { HEALTH_VERDICTS } from './health-assessment.ts';

/** The fleet as one. The console loads this table with its overview. */
export const fleetSummaryApi = {
  getFleetSummary: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/summary',
    summary: 'Totals over all attached clusters, and how well they are.',
    source: 'ours',
    input: z.object({}),
    output: z.object({
      clusters: numberOut,
      volumes: numberOut,
      volumesByState,
      provisionedStorage: uint64Out,
      statistics: z.prefault(clusterStatistics, {}),
      /** The worst verdict on a cluster, and how many clusters have each. */
      verdict: z.enum(HEALTH_VERDICTS),
      clustersByVerdict: z.record(z.enum(HEALTH_VERDICTS), z.number()),
      provisioningThreshold: z.number(),
      runningWorkflows: z.array(fleetWorkflow),
    }),
    errors: [401, 403],
  }),
} as const;
