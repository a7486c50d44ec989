import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { boolQuery, listOut, numberOut, shortText, textOut, uuid } from '../common/scalars.ts';
import { PROBLEM_RULE_NAMES, PROBLEM_SEVERITIES } from '../rules/problem-rule-names.ts';
import { anyOf, anyText } from './fleet-volumes.ts';

/** Whom a problem concerns: cluster admins have one for each cluster, the people of a project one for all clusters. */
const problemSubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cluster'), clusterId: z.string(), name: textOut }),
  z.object({ kind: z.literal('project'), projectName: z.string() }),
]);

/** Who knows of a problem, and what they note about it. */
const noted = z.object({ setBy: z.string(), at: z.string(), note: textOut });

/** Something in the fleet that a person should deal with. */
export const problem = z.object({
  /** Of this time that it occurs: when it is over and comes again, it has another one. */
  id: uuid,
  rule: z.enum(PROBLEM_RULE_NAMES),
  severity: z.enum(PROBLEM_SEVERITIES),
  /** In one line, without where. */
  title: z.string(),
  subject: problemSubject,
  /** Why, as far as that is known; empty when it is not. */
  cause: textOut,
  /** What to do about it. */
  nextStep: z.string(),
  /** When the federation first saw it. */
  since: z.string(),
  /** Since when it is not so any more; absent while it is. It is over once that has lasted. */
  recoveringSince: z.optional(z.string()),
  /** How many volumes it is about; 0 where it is not about single volumes. */
  volumes: numberOut,
  /** The value that is measured, and the one from which on it is a problem: percent, a ratio or a number of things. */
  level: z.number(),
  raiseAt: z.number(),
  acknowledged: z.optional(noted),
  /** It is in no list until then, unless those that are snoozed are asked for. */
  snoozed: z.optional(z.extend(noted, { until: z.string() })),
});
export type Problem = z.infer<typeof problem>;

export const PROBLEMS_MAX = 500;
export const PROBLEM_NOTE_MAX = 500;
const SECONDS_MAX = 24 * 3600;

const note = z._default(
  shortText(PROBLEM_NOTE_MAX).check(
    z.maxLength(PROBLEM_NOTE_MAX, `must be at most ${PROBLEM_NOTE_MAX} characters long`),
  ),
  '',
);
const byId = { problemId: uuid };

export const acknowledgeInput = z.object({ ...byId, note });
export const snoozeInput = z.object({
  ...byId,
  until: z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-29T06:00:00Z' }),
  note,
});

const ruleName = z.enum(PROBLEM_RULE_NAMES, {
  error: `must be one of ${PROBLEM_RULE_NAMES.join(', ')}`,
});
const seconds = z
  .int('must be a whole number of seconds')
  .check(z.gte(0, 'must not be negative'), z.lte(SECONDS_MAX, `must be at most ${SECONDS_MAX}`));
const threshold = z.number({ error: 'must be a number' }).check(z.gt(0, 'must be above 0'));

/** What of a rule can be set. */
export const problemRuleValues = z.object({
  enabled: z.boolean({ error: 'must be true or false' }),
  severity: z.enum(PROBLEM_SEVERITIES, {
    error: `must be one of ${PROBLEM_SEVERITIES.join(', ')}`,
  }),
  raiseAt: threshold,
  clearBelow: threshold,
  raiseAfterSeconds: seconds,
  clearAfterSeconds: seconds,
});

/** A rule as it holds now. */
export const problemRule = z.object({
  rule: ruleName,
  /** What it finds, and when that is raised. */
  title: z.string(),
  unit: z.enum(['state', 'count', 'percent', 'ratio']),
  ...problemRuleValues.shape,
  /** What it is unless somebody sets something else. */
  defaults: problemRuleValues,
  /** Who has set it, and when; absent while the defaults hold. */
  changed: z.optional(z.object({ setBy: z.string(), at: z.string() })),
});
export type ProblemRuleView = z.infer<typeof problemRule>;

/** What needs attention in the fleet, and by which rules. */
export const problemApi = {
  listProblems: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/problems',
    summary:
      'What needs attention, the worst first: at most 500, of the clusters for cluster admins, of their projects for others.',
    source: 'ours',
    input: z.object({
      /** UUIDs of clusters. */
      cluster: anyText,
      severity: anyOf(PROBLEM_SEVERITIES),
      rule: anyOf(PROBLEM_RULE_NAMES),
      /** Only those that are snoozed; else only those that are not. */
      snoozed: z.optional(boolQuery),
    }),
    output: z.object({
      problems: listOut(problem),
      /** How many match, also beyond the most of one answer, and of each severity. */
      total: z.number(),
      bySeverity: z.record(z.enum(PROBLEM_SEVERITIES), z.number()),
      /** How many match but for being snoozed. */
      snoozed: z.number(),
    }),
    errors: [400, 401],
  }),
  acknowledgeProblem: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/problems/{problemId}/acknowledge',
    summary: 'Notes that somebody deals with a problem.',
    source: 'ours',
    input: acknowledgeInput,
    output: problem,
    errors: [400, 401, 403, 404],
  }),
  snoozeProblem: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/problems/{problemId}/snooze',
    summary: 'Keeps a problem out of the lists until a time, at most a year from now.',
    source: 'ours',
    input: snoozeInput,
    output: problem,
    errors: [400, 401, 403, 404],
  }),
  reopenProblem: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/problems/{problemId}/reopen',
    summary: 'Takes back that a problem is acknowledged and snoozed.',
    source: 'ours',
    input: z.object(byId),
    output: problem,
    errors: [400, 401, 403, 404],
  }),
  listProblemRules: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/problem-rules',
    summary: 'The rules that say what needs attention.',
    source: 'ours',
    input: z.object({}),
    output: z.object({ rules: z.array(problemRule) }),
    errors: [401, 403],
  }),
  setProblemRule: defineOperation({
    method: 'PUT',
    path: '/api/v2/fleet/problem-rules/{rule}',
    summary: 'Changes when something needs attention.',
    source: 'ours',
    input: z.object({ rule: ruleName, ...problemRuleValues.shape }),
    output: problemRule,
    errors: [400, 401, 403],
  }),
  resetProblemRule: defineOperation({
    method: 'DELETE',
    path: '/api/v2/fleet/problem-rules/{rule}',
    summary: 'Has the defaults of a rule hold again.',
    source: 'ours',
    input: z.object({ rule: ruleName }),
    output: problemRule,
    errors: [400, 401, 403],
  }),
} as const;

export type ProblemOperationName = keyof typeof problemApi;
