import type { z } from 'zod/mini';

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

/** What is wrong with a message, for its sender: every issue with its field, in one line. */
export function describeIssues(issues: readonly Issue[]): string {
  return issues
    .map((issue) => (issue.path.length === 0 ? rule(issue) : `${fieldOf(issue)}: ${rule(issue)}`))
    .join('; ');
}
