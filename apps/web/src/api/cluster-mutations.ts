import type { ApiResult } from '@asterism/api-types/client/client';
import type { OperationInput } from '@asterism/api-types/common/operation';
import type { bffApi } from '@asterism/api-types/bff-api/bff-api';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { mutationOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { api } from './client.ts';
import { queryClient } from './query-client.ts';
import { queryKeys } from './query-keys.ts';
import { settleWrite, type WriteFinding } from './settle-write.ts';
import { useWrite } from './use-write.ts';

/** Nobody waits for it: a page goes on to the workflow at once, before that may have ended. */
function readWorkflowsAgain(): void {
  void queryClient.invalidateQueries({ queryKey: queryKeys.workflows });
  void queryClient.invalidateQueries({ queryKey: queryKeys.summary });
}

/** So many of the newest workflows hold one that has just begun. */
const NEWEST = '100';
const newestWorkflows = (signal?: AbortSignal) =>
  api.listFleetWorkflows({ offset: '0', limit: NEWEST }, signal === undefined ? {} : { signal });

/** Starts a workflow; when the answer is lost it is looked for among those that were not there before. */
async function startWorkflow<T>(
  send: () => Promise<ApiResult<T>>,
  isIt: (workflow: FleetWorkflow) => boolean,
  valueFrom: (workflow: FleetWorkflow) => T,
  onChecking: () => void,
): Promise<T> {
  const before = await newestWorkflows();
  const known = new Set(before.ok ? before.value.workflows.map(({ id }) => id) : []);
  const isNew = ({ id, state }: FleetWorkflow) => !known.has(id) && (before.ok || !isFinal(state));

  async function look(signal: AbortSignal): Promise<WriteFinding<T>> {
    const now = await newestWorkflows(signal);
    if (!now.ok) return { kind: 'open' };
    const begun = now.value.workflows.find((workflow) => isIt(workflow) && isNew(workflow));
    return begun === undefined ? { kind: 'not-done' } : { kind: 'done', value: valueFrom(begun) };
  }

  return valueOf(settleWrite({ send, look, onChecking }));
}

/** Starts to attach a cluster; the answer names the workflow. */
export const useAttachCluster = () =>
  useWrite(
    (input: OperationInput<typeof federationApi.attachCluster>, onChecking) =>
      startWorkflow(
        () => api.attachCluster(input),
        ({ attachClusterRequest }) => attachClusterRequest?.apiEndpoint === input.apiEndpoint,
        ({ id }) => ({ workflowId: id }),
        onChecking,
      ),
    { onSuccess: readWorkflowsAgain },
  );

/** Starts to detach a cluster. */
export const useDetachCluster = () =>
  useWrite(
    (input: OperationInput<typeof federationApi.detachCluster>, onChecking) =>
      startWorkflow<object>(
        () => api.detachCluster(input),
        ({ type, clusterId }) => type === 'detach cluster' && clusterId === input.cid,
        () => ({}),
        onChecking,
      ),
    { onSuccess: readWorkflowsAgain },
  );

/** Confirms the certificate that an attached cluster presents now. */
export const useTrustCertificate = () =>
  useWrite(
    (input: OperationInput<typeof fleetApi.trustCertificate>, onChecking) =>
      valueOf(
        settleWrite<object>({
          send: () => api.trustCertificate(input),
          async look(signal) {
            const now = await api.getFleetCluster({ clusterId: input.clusterId }, { signal });
            if (!now.ok) return { kind: 'open' };
            const isTrusted = now.value.tlsFingerprint === input.tlsFingerprint;
            return isTrusted ? { kind: 'done', value: {} } : { kind: 'not-done' };
          },
          onChecking,
        }),
      ),
    // Also when it was refused: then the cluster presents another one by now.
    { onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.clusters }) },
  );

/** Does the credential import on a simulated cluster, in the demo. */
export const importDemoCredentialMutation = () =>
  mutationOptions({
    mutationFn: (input: OperationInput<typeof bffApi.importDemoCredential>) =>
      valueOf(api.importDemoCredential(input)),
  });
