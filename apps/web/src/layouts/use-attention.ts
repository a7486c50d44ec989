import type { Problem } from '@asterism/api-types/fleet-api/problem-api';
import { useQuery } from '@tanstack/react-query';
import { problemsQuery } from '#/api/problem-queries.ts';
import { useSession } from '#/api/session.ts';
import { failedTasksQuery } from '#/api/task-queries.ts';
import { problemPath, problemSubject } from '#/domain/problem-words.ts';
import { taskName, taskPath, taskStanding } from '#/domain/task-words.ts';
import { dismissalsOf } from '#/lib/dismissals.ts';
import { useStore } from '#/lib/store.ts';

/** Something that needs a person. */
export interface Attention {
  readonly id: string;
  /** Without it, the task drawer lists what it is about. */
  readonly to: string | undefined;
  readonly text: string;
  readonly detail: string;
  /** Whether it is over once somebody has looked at it. */
  readonly endsWhenSeen: boolean;
}

const problemAttention = (problem: Problem): Attention => ({
  id: problem.id,
  to: problem.rule === 'volumesSlow' ? undefined : problemPath(problem),
  text: `${problemSubject(problem)}: ${problem.title}`,
  detail: problem.cause,
  endsWhenSeen: false,
});

/** Whether it waits for somebody: nobody deals with it yet, and there is something to do. */
const isWaiting = ({ severity, acknowledged }: Problem): boolean =>
  severity !== 'Info' && acknowledged === undefined;

/** What needs a person: problems that nobody deals with yet, and failed tasks and workflows that they have not looked at. */
export function useAttention() {
  const { username } = useSession();
  const failed = useQuery(failedTasksQuery());
  const problems = useQuery(problemsQuery());
  const { ids, dismiss } = dismissalsOf('bell', username);
  const seen = useStore(ids);
  const all: readonly Attention[] = [
    ...(problems.data?.problems ?? []).filter(isWaiting).map(problemAttention),
    ...(failed.data?.tasks ?? []).map((task) => ({
      id: task.id,
      to: taskPath(task),
      text: `${taskName(task)} failed`,
      detail: taskStanding(task),
      endsWhenSeen: true,
    })),
  ];
  return {
    attention: all.filter(({ id, endsWhenSeen }) => !endsWhenSeen || !seen.includes(id)),
    see: dismiss,
  };
}
