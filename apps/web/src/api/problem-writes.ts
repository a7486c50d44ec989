import type { OperationInput } from '@asterism/api-types/common/operation';
import type { Problem, problemApi } from '@asterism/api-types/fleet-api/problem-api';
import { problemCalls } from './problem-queries.ts';
import { queryClient, queryKeys } from './query-client.ts';
import { sendWrite, type Write, type WriteFinding, type WriteOutcome } from './write.ts';

/** Reads whether a note has arrived whose answer was lost. */
const findNote =
  (problemId: string, isNoted: (problem: Problem) => boolean) =>
  async (signal: AbortSignal): Promise<WriteFinding<Problem>> => {
    const lists = await Promise.all([
      problemCalls.listProblems({}, { signal }),
      problemCalls.listProblems({ snoozed: 'true' }, { signal }),
    ]);
    const problem = lists
      .flatMap((list) => (list.ok ? list.value.problems : []))
      .find(({ id }) => id === problemId);
    if (problem === undefined) return { kind: 'open' };
    return isNoted(problem) ? { kind: 'done', value: problem } : { kind: 'not-done' };
  };

async function withListsAnew(
  sending: Promise<WriteOutcome<Problem>>,
): Promise<WriteOutcome<Problem>> {
  const outcome = await sending;
  await queryClient.invalidateQueries({ queryKey: queryKeys.problems });
  return outcome;
}

/** Notes that somebody deals with a problem. */
export const acknowledgeProblem: Write<
  OperationInput<typeof problemApi.acknowledgeProblem>,
  WriteOutcome<Problem>
> = (input, onChecking) =>
  withListsAnew(
    sendWrite({
      send: () => problemCalls.acknowledgeProblem(input),
      find: findNote(input.problemId, ({ acknowledged }) => acknowledged?.note === input.note),
      onChecking,
    }),
  );

/** Keeps a problem out of the lists until a time. */
export const snoozeProblem: Write<
  OperationInput<typeof problemApi.snoozeProblem>,
  WriteOutcome<Problem>
> = (input, onChecking) =>
  withListsAnew(
    sendWrite({
      send: () => problemCalls.snoozeProblem(input),
      find: findNote(input.problemId, ({ snoozed }) => snoozed?.note === input.note),
      onChecking,
    }),
  );

/** Takes both back. */
export const reopenProblem: Write<
  OperationInput<typeof problemApi.reopenProblem>,
  WriteOutcome<Problem>
> = (input, onChecking) =>
  withListsAnew(
    sendWrite({
      send: () => problemCalls.reopenProblem(input),
      find: findNote(
        input.problemId,
        ({ acknowledged, snoozed }) => acknowledged === undefined && snoozed === undefined,
      ),
      onChecking,
    }),
  );
