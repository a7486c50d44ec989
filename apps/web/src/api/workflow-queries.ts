import { createClient } from '@asterism/api-types/client/client';
import type { OperationInput } from '@asterism/api-types/common/operation';
import { fleetWorkflowApi } from '@asterism/api-types/fleet-api/fleet-workflow-api';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { inSession } from './client.ts';
import { fallbackInterval } from './live-status.ts';
import { queryKeys } from './query-client.ts';

/** The calls for workflows. */
export const workflowCalls = createClient(fleetWorkflowApi, inSession);

/** A question to the workflows, as the API takes it. */
export type FleetWorkflowsInput = OperationInput<typeof fleetWorkflowApi.listFleetWorkflows>;

/** A window of the workflows, newest first. */
export const workflowsQuery = (question: FleetWorkflowsInput) =>
  queryOptions({
    queryKey: [...queryKeys.workflows, question],
    queryFn: ({ signal }) => valueOf(workflowCalls.listFleetWorkflows(question, { signal })),
    refetchInterval: fallbackInterval,
  });

/** One workflow with its stages. */
export const workflowQuery = (workflowId: string) =>
  queryOptions({
    queryKey: [...queryKeys.workflow, workflowId],
    queryFn: ({ signal }) => valueOf(workflowCalls.getFleetWorkflow({ workflowId }, { signal })),
    refetchInterval: fallbackInterval,
  });

/** What failed in the last days, and has neither succeeded since nor is being tried again; the newest first. */
export const failedWorkflowsQuery = () => workflowsQuery({ unresolved: 'true', limit: '20' });
