import type { FleetWorkflowState, WorkflowType } from '../federation-api/workflow.ts';
import type { FleetTask, TaskItemState } from '../fleet-api/fleet-task.ts';
import type { FleetWorkflow } from '../fleet-api/fleet-workflow.ts';

/** The state of the only item of a workflow, its cluster. */
export const WORKFLOW_ITEM_STATE: Readonly<Record<FleetWorkflowState, TaskItemState>> = {
  PENDING: 'waiting',
  RUNNING: 'running',
  COMPLETED: 'done',
  FAILED: 'failed',
  CANCELED: 'canceled',
};

const NONE: Readonly<Record<TaskItemState, number>> = {
  failed: 0,
  running: 0,
  following: 0,
  waiting: 0,
  done: 0,
  canceled: 0,
  skipped: 0,
};

/** Why a workflow has failed, without the stage that `msg` begins with where that is known; else its message. */
export const workflowReason = ({ msg, stages }: Pick<FleetWorkflow, 'msg' | 'stages'>): string =>
  stages.find(({ state }) => state === 'failed')?.failure?.reason ?? msg;

/** A workflow as a task among others. The server and the console make it of the same, so that its events are enough for both. */
export function taskOfWorkflow(kind: WorkflowType, workflow: FleetWorkflow): FleetTask {
  const { id, state, progress, target, clusterId, startedBy, origin } = workflow;
  const { createdAt, startedAt, endedAt, usual } = workflow;
  const reason = workflowReason(workflow);
  return {
    id,
    kind,
    state,
    total: 1,
    counts: { ...NONE, [WORKFLOW_ITEM_STATE[state]]: 1 },
    percent: progress.percent,
    stage: progress.stage,
    ...(reason === '' ? {} : { reason }),
    capacity: '0',
    risks: { mayBeInUse: 0, modified: 0 },
    subject: target,
    projects: [],
    clusterIds: clusterId === '' ? [] : [clusterId],
    startedBy,
    ...(origin === undefined ? {} : { origin }),
    createdAt,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(usual === undefined ? {} : { usualSeconds: usual.seconds }),
  };
}
