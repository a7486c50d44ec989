import type { OperationInput } from '@asterism/api-types/common/operation';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { api } from './client.ts';
import { fallbackInterval } from './live-status.ts';
import { queryKeys } from './query-client.ts';

/** A question to the workflows, as the API takes it. */
export type FleetWorkflowsInput = OperationInput<typeof fleetApi.listFleetWorkflows>;

/** A window of the workflows, newest first. */
export const workflowsQuery = (question: FleetWorkflowsInput) =>
  queryOptions({
    queryKey: [...queryKeys.workflows, question],
    queryFn: ({ signal }) => valueOf(api.listFleetWorkflows(question, { signal })),
    refetchInterval: fallbackInterval,
  });

/** One workflow with its stages. */
export const workflowQuery = (workflowId: string) =>
  queryOptions({
    queryKey: [...queryKeys.workflow, workflowId],
    queryFn: ({ signal }) => valueOf(api.getFleetWorkflow({ workflowId }, { signal })),
    refetchInterval: fallbackInterval,
  });

/** What failed in the last days, and has neither succeeded since nor is being tried again; the newest first. */
export const failedWorkflowsQuery = () => workflowsQuery({ unresolved: 'true', limit: '20' });
