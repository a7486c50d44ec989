import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { useQuery } from '@tanstack/react-query';
import type { ApiFailure } from '#/api/api-failure.ts';
import { activeTasksQuery, doneTasksQuery, failedTasksQuery } from '#/api/task-queries.ts';

/** Some of the tasks, and how many there are of them. */
export interface SomeTasks {
  readonly tasks: readonly FleetTask[];
  readonly total: number;
}

/** What goes on in the fleet, as far as the person may see it, and what has ended lately. */
export interface Activity {
  readonly active: SomeTasks;
  /** What has failed and was not done again, the newest first. */
  readonly failed: SomeTasks;
  /** What is done since the person last looked, the newest first. */
  readonly done: SomeTasks;
  /** When that was, in epoch milliseconds. */
  readonly since: number;
  /** Why not all of it is known. */
  readonly failure: ApiFailure | null;
  readonly isKnown: boolean;
}

const NONE = { tasks: [], total: 0 };

/** Reads what goes on, and what is done since then, in epoch milliseconds; events keep it fresh. */
export function useActivity(since: number): Activity {
  const active = useQuery(activeTasksQuery());
  const failed = useQuery(failedTasksQuery());
  const done = useQuery({
    ...doneTasksQuery(since),
    // After a look nothing is new.
    placeholderData: (before) => (before === undefined ? undefined : { ...before, ...NONE }),
  });
  return {
    active: active.data ?? NONE,
    failed: failed.data ?? NONE,
    done: done.data ?? NONE,
    since,
    failure: active.error ?? failed.error ?? done.error,
    isKnown: [active, failed, done].every(({ data }) => data !== undefined),
  };
}
