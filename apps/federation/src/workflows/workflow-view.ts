import type { Workflow } from '@asterism/api-types/federation-api/workflow';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { WorkflowRow } from '../store/workflow-store.ts';
import type { UsualTimesByType } from '../store/workflow-times.ts';

/** The workflow as the reference has it. */
export function workflowOf(row: WorkflowRow): Workflow {
  return {
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    ...(row.startedAt === null ? {} : { startedAt: row.startedAt.toISOString() }),
    ...(row.endedAt === null ? {} : { endedAt: row.endedAt.toISOString() }),
    type: row.type,
    state: row.state,
    msg: row.message,
    progress: { percent: row.percent, stage: row.stage },
    ...(row.apiEndpoint === null ? {} : { attachClusterRequest: { apiEndpoint: row.apiEndpoint } }),
  };
}

/** What the cluster accepted in the stage where an attach signs in. */
const acceptedKeyOf = ({ stages, keyId }: WorkflowRow): string =>
  stages.some(({ name, state }) => name === 'authenticate' && state === 'done')
    ? (keyId ?? '')
    : '';

/** The workflow with what the reference leaves out. */
export const fleetWorkflowOf = (row: WorkflowRow, usual?: UsualTimesByType): FleetWorkflow => ({
  ...workflowOf(row),
  state: row.canceledBy === null ? row.state : 'CANCELED',
  stages: row.stages,
  target: row.target,
  clusterId: row.clusterId ?? '',
  pubKeyId: acceptedKeyOf(row),
  startedBy: row.startedBy,
  ...(row.origin === null ? {} : { origin: row.origin }),
  ...(usual?.has(row.type) === true ? { usual: usual.get(row.type) } : {}),
});
