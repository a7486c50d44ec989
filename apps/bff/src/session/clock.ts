/** The source of time: the real clock, or a test's. */
export interface Clock {
  /** Milliseconds since the epoch, for stored times; an administrator may set this clock forward or back. */
  now(): number;
  /** Milliseconds that only grow, for durations within this process. */
  elapsed(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
};
