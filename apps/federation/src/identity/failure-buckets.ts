/** The failures of one account from one network, as they were when they last changed. */
interface Bucket {
  readonly key: string;
  readonly failures: number;
  readonly at: number;
}

export interface FailureBucketsOptions {
  /** The most failures that one bucket holds. */
  readonly failuresMax: number;
  /** How long it takes one failure to leak out, in milliseconds. */
  readonly msPerFailure: number;
  /** The most buckets. */
  readonly bucketsMax: number;
}

/** Counts failures that are forgotten with time, in bounded memory. Times are in milliseconds and never go back. */
export interface FailureBuckets {
  /** The failures that are left at the time, as a fraction. */
  failures(key: string, at: number): number;
  /** Sets them; 0 forgets the bucket. */
  set(key: string, failures: number, at: number): void;
}

/**
 * {@link FailureBuckets} of which, when there are too many, those with the fewest failures go first: who fills the
 * memory with names that they try once drives out their own names, and nobody's who is being guessed at. What tries
 * them more often than that has to have so many passwords hashed that the older ones have leaked out meanwhile.
 */
export function createFailureBuckets(options: FailureBucketsOptions): FailureBuckets {
  const { failuresMax, msPerFailure, bucketsMax } = options;
  const buckets = new Map<string, Bucket>();
  /** The buckets by failures, rounded up; in each level the one that changed longest ago is first. */
  const levels = Array.from({ length: failuresMax }, () => new Map<string, Bucket>());
  const levelOf = ({ failures }: Bucket) => levels[Math.ceil(failures) - 1];

  const left = ({ failures, at }: Bucket, now: number): number =>
    Math.max(0, failures - (now - at) / msPerFailure);

  function remove(bucket: Bucket): void {
    buckets.delete(bucket.key);
    levelOf(bucket)?.delete(bucket.key);
  }

  function removeEmpty(now: number): void {
    for (const level of levels) {
      for (const bucket of level.values()) {
        if (left(bucket, now) > 0) break;
        remove(bucket);
      }
    }
  }

  function removeLeast(): void {
    for (const level of levels) {
      for (const bucket of level.values()) return remove(bucket);
    }
  }

  return {
    failures(key, at) {
      const bucket = buckets.get(key);
      return bucket === undefined ? 0 : left(bucket, at);
    },
    set(key, failures, at) {
      const former = buckets.get(key);
      if (former !== undefined) remove(former);
      removeEmpty(at);
      if (failures <= 0) return;
      const bucket = { key, failures: Math.min(failures, failuresMax), at };
      if (buckets.size >= bucketsMax) removeLeast();
      buckets.set(key, bucket);
      levelOf(bucket)?.set(key, bucket);
    },
  };
}
