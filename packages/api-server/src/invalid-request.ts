import type { z } from 'zod/mini';
import type { FieldViolation } from '@asterism/api-types/common/error-details';
import { failure, type Failure } from '@asterism/api-types/common/failure';

type Issue = z.core.$ZodIssue;

/** The name of the field that an issue is about: `acl.values`, `placementRestrictions[0].operator`. */
export function fieldOf(issue: Pick<Issue, 'path'>): string {
  return issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

/** What zod says of a value of another type when its schema says nothing itself. */
const SAYS_NOTHING = /^Invalid input/;

/** The rule that a value broke, as words that follow the field's name. */
function rule(issue: Issue): string {
  if (issue.code !== 'invalid_type') return issue.message;
  if (issue.input === undefined) return 'is required';
  return SAYS_NOTHING.test(issue.message) ? `must be ${article(issue.expected)}` : issue.message;
}

const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

const violationsOf = (issues: readonly Issue[]): FieldViolation[] =>
  issues.map((issue) => ({ field: fieldOf(issue), description: rule(issue) }));

/** Every broken rule with its field, in one line; a rule of the whole message stands without one. */
const inOneLine = (violations: readonly FieldViolation[]): string =>
  violations
    .map(({ field, description }) => (field === '' ? description : `${field}: ${description}`))
    .join('; ');

/** The refusal of a request: all that is wrong in one line for people, and field by field for programs. */
export function invalidRequest(
  issues: readonly Issue[],
  others: readonly FieldViolation[] = [],
): Failure {
  const all = [...others, ...violationsOf(issues)];
  return {
    ...failure('invalidArgument', inOneLine(all)),
    violations: all.filter(({ field }) => field !== ''),
  };
}
