import type { OperationInput } from '@asterism/api-types/common/operation';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { valueOf } from './api-failure.ts';
import { api } from './client.ts';
import { queryClient } from './query-client.ts';
import { queryKeys } from './query-keys.ts';
import { settleWrite } from './settle-write.ts';
import { useWrite } from './use-write.ts';

/** Ends a workflow and undoes what it has begun; the answer is the workflow as it is then. */
export const useCancelWorkflow = () =>
  useWrite(
    (input: OperationInput<typeof fleetApi.cancelWorkflow>, onChecking) =>
      valueOf(
        settleWrite({
          send: () => api.cancelWorkflow(input),
          async look(signal) {
            const now = await api.getFleetWorkflow(input, { signal });
            if (!now.ok) return { kind: 'open' };
            const hasEnded = isFinal(now.value.state);
            return hasEnded ? { kind: 'done', value: now.value } : { kind: 'not-done' };
          },
          onChecking,
        }),
      ),
    {
      onSuccess(workflow) {
        queryClient.setQueryData([...queryKeys.workflow, workflow.id], workflow);
        void queryClient.invalidateQueries({ queryKey: queryKeys.workflows });
        void queryClient.invalidateQueries({ queryKey: queryKeys.summary });
      },
      // When it was refused it has ended, most often.
      onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.workflow }),
    },
  );
