interface PaceOptions {
  /** So many may be begun one after the other … */
  readonly burst: number;
  /** … and one more after each such time, in milliseconds. */
  readonly oneMoreEvery: number;
  /** The least time between two, in milliseconds. */
  readonly gap?: number;
}

/** How soon something may be done again that must not be done all the time. */
export interface Pace {
  /** The milliseconds until it may be done; 0 for at once. */
  wait(): number;
  /** It is done now. */
  take(): void;
}

/** By a clock that is never set back: else nothing would be done until that time came round again. */
export function createPace({ burst, oneMoreEvery, gap = 0 }: PaceOptions): Pace {
  let last = -Infinity;
  /** How much was left of the burst after the last one. */
  let left = burst;
  const leftAt = (now: number): number => Math.min(burst, left + (now - last) / oneMoreEvery);
  return {
    wait() {
      const now = performance.now();
      return Math.max(0, last + gap - now, (1 - leftAt(now)) * oneMoreEvery);
    },
    take() {
      const now = performance.now();
      left = leftAt(now) - 1;
      last = now;
    },
  };
}
