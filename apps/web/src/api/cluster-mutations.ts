import type { OperationInput } from '@asterism/api-types/common/operation';
import type { bffApi } from '@asterism/api-types/bff-api/bff-api';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { mutationOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { api } from './client.ts';
import { queryClient } from './query-client.ts';
import { queryKeys } from './query-keys.ts';

/** Nobody waits for it: a page goes on to the workflow at once, before that may have ended. */
function readWorkflowsAgain(): void {
  void queryClient.invalidateQueries({ queryKey: queryKeys.workflows });
  void queryClient.invalidateQueries({ queryKey: queryKeys.summary });
}

/** Starts to attach a cluster; the answer names the workflow. */
export const attachClusterMutation = () =>
  mutationOptions({
    mutationFn: (input: OperationInput<typeof federationApi.attachCluster>) =>
      valueOf(api.attachCluster(input)),
    onSuccess: readWorkflowsAgain,
  });

/** Starts to detach a cluster. */
export const detachClusterMutation = () =>
  mutationOptions({
    mutationFn: (input: OperationInput<typeof federationApi.detachCluster>) =>
      valueOf(api.detachCluster(input)),
    onSuccess: readWorkflowsAgain,
  });

/** Confirms the certificate that an attached cluster presents now. */
export const trustCertificateMutation = () =>
  mutationOptions({
    mutationFn: (input: OperationInput<typeof fleetApi.trustCertificate>) =>
      valueOf(api.trustCertificate(input)),
    // Also when it was refused: then the cluster presents another one by now.
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.clusters }),
  });

/** Does the credential import on a simulated cluster, in the demo. */
export const importDemoCredentialMutation = () =>
  mutationOptions({
    mutationFn: (input: OperationInput<typeof bffApi.importDemoCredential>) =>
      valueOf(api.importDemoCredential(input)),
  });
