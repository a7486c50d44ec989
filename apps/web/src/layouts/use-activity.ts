import { isDrafted, isFinalTask, type FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { useQuery } from '@tanstack/react-query';
import type { ApiFailure } from '#/api/api-failure.ts';
import { useRights } from '#/api/session.ts';
import { activeTasksQuery, endedTasksQuery } from '#/api/task-queries.ts';
import { activeWorkflowsQuery } from '#/api/workflow-queries.ts';

/** What goes on in the fleet, as far as the person may see it, and what has ended lately. */
export interface Activity {
  readonly tasks: readonly FleetTask[];
  readonly workflows: readonly FleetWorkflow[];
  /** Tasks that have failed and were not tried again, the newest first. */
  readonly failed: readonly FleetTask[];
  readonly done: readonly FleetTask[];
  /** Why nothing of it is known. */
  readonly failure: ApiFailure | null;
  readonly isKnown: boolean;
}

/** Reads what goes on; events keep it fresh. */
export function useActivity(): Activity {
  const { isClusterAdmin } = useRights();
  const active = useQuery(activeTasksQuery());
  const ended = useQuery(endedTasksQuery());
  const workflows = useQuery({ ...activeWorkflowsQuery(), enabled: isClusterAdmin });
  const all = new Map(
    [...(ended.data?.tasks ?? []), ...(active.data?.tasks ?? [])].map((task) => [task.id, task]),
  );
  const retried = new Set([...all.values()].map(({ retryOf }) => retryOf));
  // What other programs write, one volume at a time, would hide what people do; the list of tasks has it.
  const tasks = [...all.values()].filter(
    ({ kind, origin }) => isDrafted(kind) || origin === 'console',
  );
  return {
    tasks: tasks.filter(({ state }) => !isFinalTask(state)),
    workflows: (workflows.data?.workflows ?? []).filter(({ state }) => !isFinal(state)),
    failed: tasks.filter(({ id, state }) => state === 'FAILED' && !retried.has(id)),
    done: tasks.filter(({ state }) => state === 'COMPLETED'),
    failure: active.error ?? ended.error,
    isKnown: active.data !== undefined && ended.data !== undefined,
  };
}
