import { FILLING_UP_PERCENT, NEARLY_FULL_PERCENT, PROVISIONING_THRESHOLD } from './capacity.ts';
import type { ProblemRuleName, ProblemSeverity } from './problem-rule-names.ts';

/** What a rule measures. Of `state` there is only whether it is so: it has no threshold. */
export type ProblemUnit = 'state' | 'count' | 'percent' | 'ratio';

/** When something is a problem, and when it is over. What a cluster admin may change. */
export interface ProblemRuleValues {
  readonly enabled: boolean;
  readonly severity: ProblemSeverity;
  /** Raised from this value on; of a state always 1. */
  readonly raiseAt: number;
  /** Over below this value, which is at most the other one: what swings between the two changes nothing. */
  readonly clearBelow: number;
  /** It is raised once it has been so for so many seconds, and is over after so many. */
  readonly raiseAfterSeconds: number;
  readonly clearAfterSeconds: number;
}

export interface ProblemRule extends ProblemRuleValues {
  readonly unit: ProblemUnit;
}

const state = (
  severity: ProblemSeverity,
  raiseAfterSeconds: number,
  clearAfterSeconds: number,
): ProblemRule => ({
  unit: 'state',
  enabled: true,
  severity,
  raiseAt: 1,
  clearBelow: 1,
  raiseAfterSeconds,
  clearAfterSeconds,
});

const count = (...times: Parameters<typeof state>): ProblemRule => ({
  ...state(...times),
  unit: 'count',
});

/**
 * All rules, with their defaults. What the vendor alerts on for a minute waits for a minute here too. The monitor has its own
 * patience with a cluster, so that its word on the connection is taken at once; a cluster that lets us in does not refuse.
 */
export const PROBLEM_RULES = {
  clusterUnreachable: state('Critical', 0, 30),
  clusterRefuses: state('Critical', 0, 0),
  clusterOverdue: state('Warning', 60, 30),
  volumesNotAvailable: count('Critical', 0, 30),
  volumesReadOnly: count('Critical', 0, 30),
  volumesDegraded: count('Warning', 60, 60),
  volumesFailed: count('Warning', 0, 0),
  volumesInUnknownState: count('Warning', 60, 60),
  volumesSlow: count('Warning', 0, 0),
  snapshotsFailed: count('Warning', 0, 0),
  nodesNotActive: count('Warning', 0, 30),
  nodesReadOnly: count('Critical', 0, 30),
  nodesRebuilding: count('Info', 60, 60),
  clusterNearlyFull: {
    ...state('Critical', 60, 60),
    unit: 'percent',
    raiseAt: NEARLY_FULL_PERCENT,
    clearBelow: NEARLY_FULL_PERCENT - 2,
  },
  clusterFillingUp: {
    ...state('Warning', 60, 60),
    unit: 'percent',
    raiseAt: FILLING_UP_PERCENT,
    clearBelow: FILLING_UP_PERCENT - 2,
  },
  overProvisioned: {
    ...state('Warning', 60, 60),
    unit: 'ratio',
    raiseAt: PROVISIONING_THRESHOLD,
    clearBelow: 1.45,
  },
  rowsUnreadable: count('Warning', 60, 60),
  clusterReportsError: state('Critical', 60, 60),
  clusterReportsWarning: state('Warning', 60, 60),
} as const satisfies Readonly<Record<ProblemRuleName, ProblemRule>>;

/** While the worse one of the same thing is shown, the other one says nothing new. */
export const WORSE_RULE: Partial<Readonly<Record<ProblemRuleName, ProblemRuleName>>> = {
  clusterFillingUp: 'clusterNearlyFull',
  clusterReportsWarning: 'clusterReportsError',
};

/** The highest value that a threshold can have. */
export const THRESHOLD_MAX: Readonly<Record<ProblemUnit, number>> = {
  state: 1,
  count: 1_000_000,
  percent: 100,
  ratio: 1_000,
};

interface RuleFault {
  readonly field: 'raiseAt' | 'clearBelow';
  readonly description: string;
}

/** What is wrong with the thresholds of a rule, by field; undefined when nothing is. */
export function ruleFault(
  unit: ProblemUnit,
  { raiseAt, clearBelow }: Pick<ProblemRuleValues, 'raiseAt' | 'clearBelow'>,
): RuleFault | undefined {
  const most = THRESHOLD_MAX[unit];
  if (unit === 'state') {
    const description = 'must be 1: a state has no threshold';
    if (raiseAt !== 1) return { field: 'raiseAt', description };
    return clearBelow === 1 ? undefined : { field: 'clearBelow', description };
  }
  if (raiseAt > most) return { field: 'raiseAt', description: `must be at most ${most}` };
  if (clearBelow > raiseAt) {
    const description = `must be at most ${raiseAt}, where it is raised`;
    return { field: 'clearBelow', description };
  }
  if (unit !== 'count') return undefined;
  const description = 'must be a whole number';
  if (!Number.isInteger(raiseAt)) return { field: 'raiseAt', description };
  return Number.isInteger(clearBelow) ? undefined : { field: 'clearBelow', description };
}
