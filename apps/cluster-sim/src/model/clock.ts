/** Where the model takes the time from: milliseconds since the epoch. The model never waits for it. */
export interface Clock {
  now(): number;
}

/** How long a volume stays in its transitional states, in milliseconds. */
export interface Timing {
  readonly creatingMs: number;
  readonly updatingMs: number;
  readonly deletingMs: number;
}

export const DEFAULT_TIMING: Timing = { creatingMs: 2000, updatingMs: 1000, deletingMs: 2000 };
