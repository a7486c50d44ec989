/** What a read shows about a write whose answer is missing. */
export type Finding<T, E> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'not-done' }
  /** Something else is in its way, so that it cannot have been done. */
  | { readonly kind: 'refused'; readonly error: E }
  /** It could not be read, or is in a transitional state: worth another read. */
  | { readonly kind: 'open' }
  /** Others have changed it since: another read would not help. */
  | { readonly kind: 'unclear' };

/** All in milliseconds. */
export interface OutcomeTimings {
  /** How long to keep reading, in all. */
  readonly within: number;
  /** How long one read may take. */
  readonly each: number;
  /** Between the first two reads; each pause is twice the previous one, up to `most`. */
  readonly first: number;
  readonly most: number;
  /** How long a write must be seen as not done before that is believed, while it may still be under way. */
  readonly settled: number;
}

export interface OutcomeSearch<T, E> {
  readonly read: (signal: AbortSignal) => Promise<Finding<T, E>>;
  /** Whether the server itself has answered, so that the write can no longer be under way. */
  readonly hasEnded: boolean;
  readonly timings: OutcomeTimings;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Looks again and again until it is known what became of a write; `unclear` when the time is over. */
export async function findOutcome<T, E>({
  read,
  hasEnded,
  timings,
}: OutcomeSearch<T, E>): Promise<Exclude<Finding<T, E>, { kind: 'open' }>> {
  const { within, each, first, most, settled } = timings;
  const deadline = performance.now() + within;
  let wait = first;
  let notDoneSince: number | undefined;
  for (;;) {
    const readAt = performance.now();
    const left = Math.max(1, Math.ceil(deadline - readAt));
    const finding = await read(AbortSignal.timeout(Math.min(each, left)));
    if (finding.kind === 'not-done') {
      notDoneSince ??= readAt;
      if (hasEnded || readAt - notDoneSince >= settled) return finding;
    } else if (finding.kind === 'open') notDoneSince = undefined;
    else return finding;
    if (performance.now() + wait >= deadline) return { kind: 'unclear' };
    await pause(wait);
    wait = Math.min(wait * 2, most);
  }
}
