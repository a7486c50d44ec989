/** What failed sign-ins are counted by, with the most failures that one counter holds. */
export const FAILURES_MAX = {
  /** One account, tried from one network. */
  accountInNetwork: 10,
  /** One account, tried from anywhere. */
  account: 100,
  /** The names that fail from one network. */
  network: 100,
} as const;

export interface FailureCounter {
  readonly kind: keyof typeof FAILURES_MAX;
  readonly key: string;
}

/** In this time a full counter drains, evenly. */
export const WINDOW_MS = 15 * 60_000;

/** How long one failure takes to drain. */
export const drainMs = (kind: FailureCounter['kind']): number => WINDOW_MS / FAILURES_MAX[kind];

/** What is decided on the counts: what is added to each, in their order, and the answer. */
export interface CountDecision<Answer> {
  readonly changes: readonly number[];
  readonly answer: Answer;
}

/** Counts failures, which drain with time. */
export interface FailureCounts {
  /**
   * Reads the failures that are left of each counter, as fractions, and adds what `decide` says, in one step: no two
   * decisions on the same first counter are made on the same counts. `decide` may be called more than once.
   */
  update<Answer>(
    counters: readonly FailureCounter[],
    decide: (failures: readonly number[]) => CountDecision<Answer>,
  ): Promise<Answer>;
}
