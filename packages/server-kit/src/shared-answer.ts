export interface SharedAnswerOptions<T> {
  /** Gets the answer. An error is thrown to all waiting calls, and is not cached. */
  readonly ask: () => Promise<T>;
  /** Milliseconds that an answer stays fresh. */
  readonly freshMs: (answer: T) => number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/**
 * Shares one read among all callers: at most one is in progress at a time, and its answer serves all calls until it is
 * no longer fresh. The cost does not depend on the number of calls.
 */
export function shareAnswer<T>(options: SharedAnswerOptions<T>): () => Promise<T> {
  const now = options.now ?? (() => performance.now());
  let underWay: Promise<T> | undefined;
  let kept: { readonly answer: T; readonly until: number } | undefined;

  async function ask(): Promise<T> {
    try {
      const answer = await options.ask();
      kept = { answer, until: now() + options.freshMs(answer) };
      return answer;
    } finally {
      underWay = undefined;
    }
  }
  return async () => {
    if (kept !== undefined && now() < kept.until) return kept.answer;
    kept = undefined;
    underWay ??= ask();
    return underWay;
  };
}
