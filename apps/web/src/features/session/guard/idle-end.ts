/** How long before the idle end the user is warned. */
export const WARN_SECONDS = 60;

/** Whole seconds until the session ends because nobody does anything; endless when it never does. */
export const secondsUntilIdleEnd = (
  lastActivity: number,
  idleSeconds: number,
  now: number,
): number =>
  idleSeconds <= 0
    ? Number.POSITIVE_INFINITY
    : Math.ceil((lastActivity + idleSeconds * 1000 - now) / 1000);
