import type { Handlers } from '@asterism/api-server/operation-router';
import { ok } from '@asterism/api-types/common/result';
import type { problemApi } from '@asterism/api-types/fleet-api/problem-api';
import type { Principal } from '../identity/principal.ts';
import {
  listProblemRules,
  resetProblemRule,
  setProblemRule,
} from '../operations/problems/change-rule.ts';
import { listProblems, type ProblemDeps } from '../operations/problems/list-problems.ts';
import {
  acknowledgeProblem,
  reopenProblem,
  snoozeProblem,
} from '../operations/problems/note-problem.ts';

/** What needs attention, and by which rules. */
export const problemHandlers = (deps: ProblemDeps): Handlers<typeof problemApi, Principal> => ({
  listProblems: async (question, { principal }) =>
    ok(await listProblems(deps, principal, question)),
  acknowledgeProblem: (input, { principal }) => acknowledgeProblem(deps, principal, input),
  snoozeProblem: (input, { principal }) => snoozeProblem(deps, principal, input),
  reopenProblem: (input) => reopenProblem(deps, input),
  listProblemRules: async () => ok(await listProblemRules(deps)),
  setProblemRule: (input, { principal }) => setProblemRule(deps, principal, input),
  resetProblemRule: async ({ rule }) => ok(await resetProblemRule(deps, rule)),
});
