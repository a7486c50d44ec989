import type { ApiResult } from '@asterism/api-types/client/client';
import type { OperationInput, OperationOutput } from '@asterism/api-types/common/operation';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import type { attachApi } from '@asterism/api-types/fleet-api/attach-api';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { attachCalls } from './attach-queries.ts';
import { api } from './client.ts';
import { referenceCalls } from './reference-calls.ts';
import { queryClient, queryKeys } from './query-client.ts';
import { workflowCalls } from './workflow-queries.ts';
import { sendWrite, type Write, type WriteFinding, type WriteOutcome } from './write.ts';

type AttachClusterInput = OperationInput<typeof federationApi.attachCluster>;
type AttachClusterOutput = OperationOutput<typeof federationApi.attachCluster>;
type DetachClusterInput = OperationInput<typeof federationApi.detachCluster>;
type TrustCertificateInput = OperationInput<typeof attachApi.trustCertificate>;

/** As many of the newest workflows as are sure to include one that was just started. */
const NEWEST = '100';
const newestWorkflows = (signal?: AbortSignal) =>
  workflowCalls.listFleetWorkflows(
    { offset: '0', limit: NEWEST },
    signal === undefined ? {} : { signal },
  );

interface WorkflowStart<T> {
  readonly send: () => Promise<ApiResult<T>>;
  readonly isIt: (workflow: FleetWorkflow) => boolean;
  readonly valueFrom: (workflow: FleetWorkflow) => T;
  readonly onChecking: () => void;
}

/** Starts a workflow; when the answer is lost, it is searched for among those that were not there before. */
async function startWorkflow<T>(start: WorkflowStart<T>): Promise<WriteOutcome<T>> {
  const { send, isIt, valueFrom, onChecking } = start;
  const before = await newestWorkflows();
  const known = new Set(before.ok ? before.value.workflows.map(({ id }) => id) : []);
  const isNew = ({ id, state }: FleetWorkflow) => !known.has(id) && (before.ok || !isFinal(state));

  async function find(signal: AbortSignal): Promise<WriteFinding<T>> {
    const now = await newestWorkflows(signal);
    if (!now.ok) return { kind: 'open' };
    const started = now.value.workflows.find((workflow) => isIt(workflow) && isNew(workflow));
    return started === undefined
      ? { kind: 'not-done' }
      : { kind: 'done', value: valueFrom(started) };
  }

  const outcome = await sendWrite({ send, find, onChecking });
  if (outcome.kind === 'done') {
    // Not awaited: a page goes on to the workflow at once.
    void queryClient.invalidateQueries({ queryKey: queryKeys.workflows });
    void queryClient.invalidateQueries({ queryKey: queryKeys.summary });
  }
  return outcome;
}

/** Starts to attach a cluster; its value names the workflow. */
export const attachCluster: Write<AttachClusterInput, WriteOutcome<AttachClusterOutput>> = (
  input,
  onChecking,
  idempotencyKey,
) =>
  startWorkflow({
    send: () => referenceCalls.attachCluster(input, { idempotencyKey }),
    isIt: ({ attachClusterRequest }) => attachClusterRequest?.apiEndpoint === input.apiEndpoint,
    valueFrom: ({ id }) => ({ workflowId: id }),
    onChecking,
  });

/** Starts to detach a cluster. */
export const detachCluster: Write<DetachClusterInput, WriteOutcome<object>> = (input, onChecking) =>
  startWorkflow<object>({
    send: () => referenceCalls.detachCluster(input),
    isIt: ({ type, clusterId }) => type === 'detach cluster' && clusterId === input.cid,
    valueFrom: () => ({}),
    onChecking,
  });

/** Confirms the certificate that an attached cluster presents now. */
export const trustCertificate: Write<TrustCertificateInput, WriteOutcome<object>> = async (
  input,
  onChecking,
) => {
  const outcome = await sendWrite<object>({
    send: () => attachCalls.trustCertificate(input),
    async find(signal) {
      const now = await api.getFleetCluster({ clusterId: input.clusterId }, { signal });
      if (!now.ok) return { kind: 'open' };
      const isTrusted = now.value.tlsFingerprint === input.tlsFingerprint;
      return isTrusted ? { kind: 'done', value: {} } : { kind: 'not-done' };
    },
    onChecking,
  });
  // Also when it was refused: then the cluster presents another one by now.
  await queryClient.invalidateQueries({ queryKey: queryKeys.clusters });
  return outcome;
};
