import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { workflowsQuery } from '#/api/workflow-queries.ts';

const NEWEST = '100';

/** The newest workflows: a detach that has just begun, or still goes on, is among them. */
export const newestWorkflowsQuery = () => workflowsQuery({ offset: '0', limit: NEWEST });

/** The newest detach of a cluster, whether it has ended or not. */
export const newestDetach = (
  workflows: readonly FleetWorkflow[],
  clusterId: string,
): FleetWorkflow | undefined =>
  workflows.find((one) => one.type === 'detach cluster' && one.clusterId === clusterId);
