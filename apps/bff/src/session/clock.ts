/** Where the time comes from: the real one, or a test's. */
export interface Clock {
  /** Milliseconds since the epoch: what is written down, and may be set forth or back. */
  now(): number;
  /** Milliseconds that only ever grow, for how long something has lasted in this process. */
  elapsed(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
};
