import type { ProblemRule } from '@asterism/api-types/rules/problem-rules';
import type { ProblemRow } from '../store/problem-store.ts';

/** How far something is a problem. */
export type Standing = Pick<ProblemRow, 'since' | 'raisedAt' | 'recoveringSince'>;

const lasted = (since: Date, seconds: number, now: Date): boolean =>
  now.getTime() - since.getTime() >= seconds * 1000;

/** A ratio is too high above its threshold, as the verdict on a cluster has it; anything else from there on. */
const reaches = (
  level: number,
  { unit, raiseAt }: Pick<ProblemRule, 'unit' | 'raiseAt'>,
): boolean => (unit === 'ratio' ? level > raiseAt : level >= raiseAt);

/**
 * What becomes of a problem at a level: undefined when there is none, or it is over. It is raised once the level has been
 * high enough for long enough, and is over once it has been low enough for long enough; between the two values nothing
 * changes. A rule that is off, or was changed, counts from now on.
 */
export function nextStanding(
  before: Standing | undefined,
  level: number,
  rule: Omit<ProblemRule, 'severity'>,
  now: Date,
): Standing | undefined {
  if (!rule.enabled) return undefined;
  const { raisedAt = null, since = now } = before ?? {};
  if (raisedAt === null) {
    if (!reaches(level, rule)) return undefined;
    const isRaised = lasted(since, rule.raiseAfterSeconds, now);
    return { since, raisedAt: isRaised ? now : null, recoveringSince: null };
  }
  if (level >= rule.clearBelow) return { since, raisedAt, recoveringSince: null };
  const recoveringSince = before?.recoveringSince ?? now;
  return lasted(recoveringSince, rule.clearAfterSeconds, now)
    ? undefined
    : { since, raisedAt, recoveringSince };
}
