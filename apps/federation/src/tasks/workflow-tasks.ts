import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type {
  FleetTask,
  TaskFailure,
  TaskItem,
  TaskItemState,
  TaskTrouble,
} from '@asterism/api-types/fleet-api/fleet-task';
import type { FailureKind } from '@asterism/api-types/fleet-api/fleet-workflow';
import {
  taskOfWorkflow,
  WORKFLOW_ITEM_STATE,
  workflowReason,
} from '@asterism/api-types/rules/task-of-workflow';
import type { Principal } from '../identity/principal.ts';
import { workflowFailure } from '../operations/workflows/workflow-failure.ts';
import type { WorkflowRow, WorkflowStore } from '../store/workflow-store.ts';
import type { UsualTimesByType, WorkflowTimes } from '../store/workflow-times.ts';
import type { WorkflowService } from '../workflows/workflow-service.ts';
import { fleetWorkflowOf } from '../workflows/workflow-view.ts';

/** A workflow as the API has it among the tasks. */
export const workflowTaskOf = (row: WorkflowRow, usual?: UsualTimesByType): FleetTask =>
  taskOfWorkflow(row.type, fleetWorkflowOf(row, usual));

export interface WorkflowTasksOptions {
  readonly store: Pick<WorkflowStore, 'get'>;
  readonly times: WorkflowTimes;
  readonly service: Pick<WorkflowService, 'cancel'>;
}

/** Single workflows as tasks. Each answers undefined when there is no such workflow for the principal: others than cluster admins see none. */
export interface WorkflowTasks {
  find(id: string, principal: Principal): Promise<Result<FleetTask, Failure> | undefined>;
  /** Its only item, the cluster. */
  item(id: string, principal: Principal): Promise<TaskItem | undefined>;
  /** Undoes and ends it. */
  cancel(id: string, principal: Principal): Promise<Result<FleetTask, Failure> | undefined>;
  /** For whoever asks of it what only other tasks can do. */
  refuse(id: string, principal: Principal): Promise<Result<FleetTask, Failure> | undefined>;
}

const TROUBLE: Readonly<Record<FailureKind, TaskTrouble>> = {
  'not-permitted': 'not-permitted',
  'no-address': 'unavailable',
  unreachable: 'unavailable',
  'no-tls': 'unavailable',
  'unusable-address': 'unavailable',
  'no-lightbits-api': 'refused',
  'key-refused': 'refused',
  'clock-differs': 'refused',
  'role-refused': 'refused',
  'other-certificate': 'refused',
  'key-taken': 'refused',
  'attached-already': 'refused',
  'being-attached': 'refused',
  'other-version': 'refused',
  nonsense: 'refused',
  unexplained: 'unknown',
};

function failureOf(row: WorkflowRow, state: TaskItemState): TaskFailure | undefined {
  if (state !== 'failed') return undefined;
  const failed = row.stages.find((stage) => stage.state === 'failed')?.failure;
  const { stages, message: msg } = row;
  return { kind: TROUBLE[failed?.kind ?? 'unexplained'], reason: workflowReason({ msg, stages }) };
}

function itemOf(row: WorkflowRow): TaskItem {
  const { target, clusterId, startedAt, endedAt } = row;
  const state = WORKFLOW_ITEM_STATE[fleetWorkflowOf(row).state];
  const trouble = failureOf(row, state);
  const id = clusterId ?? '';
  return {
    index: 0,
    target: { UUID: id, name: target, projectName: '', clusterId: id, size: '0' },
    state,
    ...(trouble === undefined ? {} : { failure: trouble }),
    isModified: false,
    mayBeInUse: false,
    ...(startedAt === null ? {} : { startedAt: startedAt.toISOString() }),
    ...(endedAt === null ? {} : { endedAt: endedAt.toISOString() }),
  };
}

export function createWorkflowTasks({
  store,
  times,
  service,
}: WorkflowTasksOptions): WorkflowTasks {
  const find = async (id: string, { rights }: Principal): Promise<WorkflowRow | undefined> =>
    rights.isClusterAdmin ? store.get(id) : undefined;
  const shown = async (row: WorkflowRow): Promise<Result<FleetTask, Failure>> =>
    ok(workflowTaskOf(row, await times.usual()));

  return {
    async find(id, principal) {
      const row = await find(id, principal);
      return row === undefined ? undefined : shown(row);
    },
    async item(id, principal) {
      const row = await find(id, principal);
      return row === undefined ? undefined : itemOf(row);
    },
    async cancel(id, principal) {
      const row = await find(id, principal);
      if (row === undefined) return undefined;
      const canceled = await service.cancel(row.id, principal);
      return canceled.ok ? shown(canceled.value) : err(workflowFailure(canceled.error));
    },
    async refuse(id, principal) {
      const row = await find(id, principal);
      if (row === undefined) return undefined;
      return err(
        failure('aborted', `the task is a workflow (${row.type}): it can only be canceled`),
      );
    },
  };
}
