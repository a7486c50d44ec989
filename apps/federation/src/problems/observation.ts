import type { ProblemRuleName } from '@asterism/api-types/rules/problem-rule-names';
import type { ProblemRow } from '../store/problem-store.ts';

/** Whom a problem concerns. */
export type Subject = Pick<ProblemRow, 'subjectKind' | 'subject'>;

/** What a rule measures of a subject now. What is not observed is 0. */
export interface Observation extends Subject {
  readonly rule: ProblemRuleName;
  readonly level: number;
  readonly volumes: number;
  /** Why, as far as it is known; whoever may see the subject may read it. */
  readonly cause: string;
}

/** What is known of the fleet now. */
export interface Observed {
  readonly observations: readonly Observation[];
  /** Whether it is still there: what is gone has no problems. */
  readonly isThere: (subject: Subject) => boolean;
  /** Whether a rule can be checked on the subject now; while it cannot, all stays as it was. */
  readonly isKnown: (rule: ProblemRuleName, subject: Subject) => boolean;
}
