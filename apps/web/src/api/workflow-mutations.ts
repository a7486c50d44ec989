import type { OperationInput } from '@asterism/api-types/common/operation';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { mutationOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { api } from './client.ts';
import { queryClient } from './query-client.ts';
import { queryKeys } from './query-keys.ts';

/** Ends a workflow and undoes what it has begun; the answer is the workflow as it is then. */
export const cancelWorkflowMutation = () =>
  mutationOptions({
    mutationFn: (input: OperationInput<typeof fleetApi.cancelWorkflow>) =>
      valueOf(api.cancelWorkflow(input)),
    onSuccess(workflow) {
      queryClient.setQueryData([...queryKeys.workflow, workflow.id], workflow);
      void queryClient.invalidateQueries({ queryKey: queryKeys.workflows });
      void queryClient.invalidateQueries({ queryKey: queryKeys.summary });
    },
    // It was refused because it has ended, most often.
    onError: (_error, { workflowId }) =>
      queryClient.invalidateQueries({ queryKey: [...queryKeys.workflow, workflowId] }),
  });
