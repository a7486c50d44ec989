/** Where the model takes the time from: milliseconds since the epoch. The model never waits for it. */
export interface Clock {
  now(): number;
}

/** How long volumes and snapshots stay in their transitional states, in milliseconds. */
export interface Timing {
  readonly creatingMs: number;
  readonly updatingMs: number;
  readonly deletingMs: number;
  readonly rollbackMs: number;
}

export const DEFAULT_TIMING: Timing = {
  creatingMs: 2000,
  updatingMs: 1000,
  deletingMs: 2000,
  rollbackMs: 1000,
};
