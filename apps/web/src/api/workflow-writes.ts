import type { OperationInput } from '@asterism/api-types/common/operation';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { fleetWorkflowApi } from '@asterism/api-types/fleet-api/fleet-workflow-api';
import { queryClient, queryKeys } from './query-client.ts';
import { workflowCalls } from './workflow-queries.ts';
import { sendWrite, type Write, type WriteOutcome } from './write.ts';

type CancelWorkflowInput = OperationInput<typeof fleetWorkflowApi.cancelWorkflow>;

/** Ends a workflow and undoes what it has begun; its value is the workflow as it is then. */
export const cancelWorkflow: Write<CancelWorkflowInput, WriteOutcome<FleetWorkflow>> = async (
  input,
  onChecking,
) => {
  const outcome = await sendWrite({
    send: () => workflowCalls.cancelWorkflow(input),
    async find(signal) {
      const now = await workflowCalls.getFleetWorkflow(input, { signal });
      if (!now.ok) return { kind: 'open' };
      const hasEnded = isFinal(now.value.state);
      return hasEnded ? { kind: 'done', value: now.value } : { kind: 'not-done' };
    },
    onChecking,
  });
  if (outcome.kind === 'done') {
    queryClient.setQueryData([...queryKeys.workflow, outcome.value.id], outcome.value);
    void queryClient.invalidateQueries({ queryKey: queryKeys.workflows });
    void queryClient.invalidateQueries({ queryKey: queryKeys.tasks });
    void queryClient.invalidateQueries({ queryKey: queryKeys.summary });
  }
  // When it was refused it has ended, most often.
  await queryClient.invalidateQueries({ queryKey: queryKeys.workflow });
  return outcome;
};
