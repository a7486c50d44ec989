import { invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ProblemRuleView } from '@asterism/api-types/fleet-api/problem-api';
import {
  PROBLEM_RULE_NAMES,
  type ProblemRuleName,
} from '@asterism/api-types/rules/problem-rule-names';
import { ruleFault, type ProblemRuleValues } from '@asterism/api-types/rules/problem-rules';
import type { Principal } from '../../identity/principal.ts';
import type { HeldRules } from './held-rules.ts';
import type { ProblemDeps } from './list-problems.ts';
import { PROBLEM_WORDS } from './problem-words.ts';

export type RuleDeps = Pick<ProblemDeps, 'problems' | 'rules' | 'changed'>;

function view(rules: HeldRules, rule: ProblemRuleName): ProblemRuleView {
  const change = rules.changeOf(rule);
  const { unit: _, ...defaults } = rules.defaults[rule];
  return {
    rule,
    title: PROBLEM_WORDS[rule].rule,
    ...rules.all()[rule],
    defaults,
    ...(change === undefined
      ? {}
      : { changed: { setBy: change.setBy, at: change.at.toISOString() } }),
  };
}

/** The rules as they hold now. */
export async function listProblemRules({ rules }: Pick<RuleDeps, 'rules'>) {
  await rules.read();
  return { rules: PROBLEM_RULE_NAMES.map((rule) => view(rules, rule)) };
}

/** Changes a rule; fails with `invalidArgument`, which names the field. */
export async function setProblemRule(
  { problems, rules, changed }: RuleDeps,
  { subject }: Principal,
  { rule, ...values }: ProblemRuleValues & { readonly rule: ProblemRuleName },
): Promise<Result<ProblemRuleView, Failure>> {
  const fault = ruleFault(rules.defaults[rule].unit, values);
  if (fault !== undefined) return err(invalidField(fault.field, fault.description));
  await problems.setRule(rule, values, subject, new Date());
  await rules.read();
  changed();
  return ok(view(rules, rule));
}

/** Has the defaults hold again. */
export async function resetProblemRule(
  { problems, rules, changed }: RuleDeps,
  rule: ProblemRuleName,
): Promise<ProblemRuleView> {
  await problems.resetRule(rule);
  await rules.read();
  changed();
  return view(rules, rule);
}
