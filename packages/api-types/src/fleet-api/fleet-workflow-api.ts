import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { uuid } from '../common/scalars.ts';
import { fleetWorkflow } from './fleet-workflow.ts';
import { fleetWorkflowsInput, fleetWorkflowsOutput } from './fleet-workflow-list.ts';

/** The workflows as the fleet has them: all that are kept, with their stages. The console loads this table when it shows some. */
export const fleetWorkflowApi = {
  listFleetWorkflows: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/workflows',
    summary: 'Search, filter and sort all workflows; the newest first unless sorted.',
    source: 'ours',
    input: fleetWorkflowsInput,
    output: fleetWorkflowsOutput,
    errors: [400, 401, 403],
  }),
  getFleetWorkflow: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/workflows/{workflowId}',
    summary: 'One workflow with its stages.',
    source: 'ours',
    input: z.object({ workflowId: uuid }),
    output: fleetWorkflow,
    errors: [400, 401, 403, 404],
  }),
  cancelWorkflow: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/workflows/{workflowId}/cancel',
    summary: 'Cancel a workflow and undo its changes. 409 when it has ended, or is too far along.',
    source: 'ours',
    input: z.object({ workflowId: uuid }),
    output: fleetWorkflow,
    errors: [400, 401, 403, 404, 409],
  }),
} as const;
