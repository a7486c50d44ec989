export interface SharedAnswerOptions<T> {
  /** Gets the answer. What it throws is thrown to all who wait for it, and not kept. */
  readonly ask: () => Promise<T>;
  /** Milliseconds that an answer is good for. */
  readonly freshMs: (answer: T) => number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/**
 * Asks one question for everybody: one is under way at a time, whoever asks meanwhile gets its answer too, and so does
 * everybody else while it is fresh. However many ask, what is asked costs the same.
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
