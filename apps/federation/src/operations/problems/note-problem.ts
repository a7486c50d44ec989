import { failure, invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Problem } from '@asterism/api-types/fleet-api/problem-api';
import type { Principal } from '../../identity/principal.ts';
import type { ProblemNote, ProblemRow } from '../../store/problem-store.ts';
import { presentProblem, type ProblemDeps } from './list-problems.ts';

/** What is to be seen to must come back. */
const SNOOZE_MAX_MS = 366 * 24 * 3_600_000;

interface Noted {
  readonly problemId: string;
  readonly note: string;
}

const noteOf = ({ subject }: Principal, { note }: Noted, now: number): ProblemNote => ({
  setBy: subject,
  at: new Date(now),
  note: note.trim(),
});

function shown(
  deps: ProblemDeps,
  id: string,
  row: ProblemRow | undefined,
): Result<Problem, Failure> {
  const problem = row === undefined ? undefined : presentProblem(deps, row);
  if (problem === undefined) {
    return err(failure('notFound', `there is no problem ${id}: it may be over`));
  }
  deps.changed();
  return ok(problem);
}

/** Notes that the principal deals with it. Fails with `notFound`, as the others do. */
export const acknowledgeProblem = async (
  deps: ProblemDeps,
  principal: Principal,
  input: Noted,
): Promise<Result<Problem, Failure>> =>
  shown(
    deps,
    input.problemId,
    await deps.problems.acknowledge(input.problemId, noteOf(principal, input, Date.now())),
  );

/** Keeps it out of the lists for a time; fails with `invalidArgument` for a time that has passed, or is too far away. */
export async function snoozeProblem(
  deps: ProblemDeps,
  principal: Principal,
  input: Noted & { readonly until: string },
): Promise<Result<Problem, Failure>> {
  const now = Date.now();
  const until = new Date(input.until);
  if (until.getTime() <= now) return err(invalidField('until', 'must be in the future'));
  if (until.getTime() > now + SNOOZE_MAX_MS) {
    return err(invalidField('until', 'must be within a year'));
  }
  const note = noteOf(principal, input, now);
  return shown(deps, input.problemId, await deps.problems.snooze(input.problemId, note, until));
}

/** Takes back both. */
export const reopenProblem = async (
  deps: ProblemDeps,
  { problemId }: Pick<Noted, 'problemId'>,
): Promise<Result<Problem, Failure>> =>
  shown(deps, problemId, await deps.problems.reopen(problemId));
