import { attachApi } from './attach-api.ts';
import { fleetBaseApi } from './fleet-base-api.ts';
import { fleetSummaryApi } from './fleet-summary-api.ts';
import { fleetWorkflowApi } from './fleet-workflow-api.ts';

/** What the federation adds to the reference for clusters, volumes and workflows, all below `/api/v2/fleet`. */
export const fleetApi = {
  ...fleetBaseApi,
  ...fleetSummaryApi,
  ...fleetWorkflowApi,
  ...attachApi,
} as const;

export type FleetOperationName = keyof typeof fleetApi;
