import {
  PROBLEM_RULE_NAMES,
  type ProblemRuleName,
} from '@asterism/api-types/rules/problem-rule-names';
import { PROBLEM_RULES, type ProblemRule } from '@asterism/api-types/rules/problem-rules';
import type { ProblemStore } from '../../store/problem-store.ts';

export type ProblemRules = Readonly<Record<ProblemRuleName, ProblemRule>>;

/** Who changed a rule, and when. */
export interface RuleChange {
  readonly setBy: string;
  readonly at: Date;
}

/** The rules as they hold now, in memory: each description of a cluster needs its thresholds. */
export interface HeldRules {
  /** Reads again what people have changed. */
  read(): Promise<void>;
  all(): ProblemRules;
  /** What they are unless somebody sets something else. */
  readonly defaults: ProblemRules;
  /** Undefined while the default holds. */
  changeOf(rule: ProblemRuleName): RuleChange | undefined;
  /** The rule of a name in the database; undefined for one of another release. */
  named(name: string): ProblemRuleName | undefined;
}

const named = (name: string): ProblemRuleName | undefined =>
  PROBLEM_RULE_NAMES.find((rule) => rule === name);

/** The setting of the operator is the default of the ratio; it may be close to 0. */
const withRatio = (ratio: number | undefined): ProblemRules => {
  if (ratio === undefined) return PROBLEM_RULES;
  const below = Math.min(ratio, Math.max(ratio - 0.05, ratio / 2));
  return {
    ...PROBLEM_RULES,
    overProvisioned: { ...PROBLEM_RULES.overProvisioned, raiseAt: ratio, clearBelow: below },
  };
};

export function createHeldRules(
  store: Pick<ProblemStore, 'rules'>,
  provisioningThreshold: number | undefined,
): HeldRules {
  const defaults = withRatio(provisioningThreshold);
  let rules = defaults;
  let changes: ReadonlyMap<string, RuleChange> = new Map();
  return {
    defaults,
    async read() {
      const rows = await store.rules();
      const now: Record<ProblemRuleName, ProblemRule> = { ...defaults };
      for (const { rule: name, changedBy: _, changedAt: __, ...values } of rows) {
        const rule = named(name);
        if (rule !== undefined) now[rule] = { unit: defaults[rule].unit, ...values };
      }
      rules = now;
      changes = new Map(
        rows.map(({ rule, changedBy, changedAt }) => [rule, { setBy: changedBy, at: changedAt }]),
      );
    },
    all: () => rules,
    changeOf: (rule) => changes.get(rule),
    named,
  };
}
