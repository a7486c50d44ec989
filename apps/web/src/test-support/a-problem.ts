import type { Problem } from '@asterism/api-types/fleet-api/problem-api';

/** A problem of a cluster as the federation describes it, but for the change. */
export const aProblem = (change: Partial<Problem> = {}): Problem => ({
  id: '00000000-0000-4000-8000-0000000000f1',
  rule: 'volumesReadOnly',
  severity: 'Critical',
  title: '3 volumes read-only',
  subject: { kind: 'cluster', clusterId: 'c-2', name: 'lb-south' },
  cause: '1 of 2 nodes read-only: n1',
  nextStep: 'Free capacity.',
  since: '2026-11-29T06:00:00.000Z',
  volumes: 3,
  level: 3,
  raiseAt: 1,
  ...change,
});

/** The list of problems as the federation answers it. */
export const answerProblems = (problems: readonly Problem[], snoozed = 0) => ({
  problems,
  total: problems.length,
  bySeverity: { Critical: 0, Warning: 0, Info: 0 },
  snoozed,
});
