import type { Logger } from 'pino';
import type { Database } from '@asterism/database/database';
import {
  drainMs,
  FAILURES_MAX,
  type FailureCounter,
  type FailureCounts,
} from '../store/failure-counts.ts';

/** The failures of one counter, as they were when they last changed. */
interface Bucket {
  readonly key: string;
  readonly failures: number;
  readonly at: number;
}

/**
 * Some buckets in memory. When there are too many, those with the fewest failures go first: who fills the memory with
 * names that they try once drives out their own names, and nobody's who is being guessed at. What tries them more
 * often than that has to have so many passwords hashed that the older ones have drained meanwhile.
 */
function createBuckets(kind: FailureCounter['kind'], bucketsMax: number) {
  const failuresMax = FAILURES_MAX[kind];
  const buckets = new Map<string, Bucket>();
  /** The buckets by failures, rounded up; in each level the one that changed longest ago is first. */
  const levels = Array.from({ length: failuresMax }, () => new Map<string, Bucket>());
  const levelOf = ({ failures }: Bucket) => levels[Math.ceil(failures) - 1];

  const left = ({ failures, at }: Bucket, now: number): number =>
    Math.max(0, failures - (now - at) / drainMs(kind));

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
    failures(key: string, at: number): number {
      const bucket = buckets.get(key);
      return bucket === undefined ? 0 : left(bucket, at);
    },
    set(key: string, failures: number, at: number): void {
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

/** More than there can be in use: a try takes a hash of the password, and a few hundred of these are made in a second. */
const BUCKETS_MAX = 50_000;

/** {@link FailureCounts} in the memory of this process. `now` is in milliseconds and never goes back. */
export function createMemoryFailureCounts(
  now: () => number = () => performance.now(),
): FailureCounts {
  const buckets = {
    accountInNetwork: createBuckets('accountInNetwork', BUCKETS_MAX),
    account: createBuckets('account', BUCKETS_MAX),
    network: createBuckets('network', BUCKETS_MAX),
  };
  return {
    async update(counters, decide) {
      const at = now();
      const counts = counters.map(({ kind, key }) => buckets[kind].failures(key, at));
      const { changes, answer } = decide(counts);
      for (const [index, { kind, key }] of counters.entries()) {
        const change = changes[index] ?? 0;
        if (change !== 0) buckets[kind].set(key, (counts[index] ?? 0) + change, at);
      }
      return answer;
    },
  };
}

/**
 * The counts of all processes on the database. The embedded one belongs to this process alone, so counts in memory are
 * all there are; those in a server fall back to memory while it fails.
 */
export function createFailureCounts(
  { kind }: Pick<Database, 'kind'>,
  shared: FailureCounts,
  log: Pick<Logger, 'warn'>,
): FailureCounts {
  const own = createMemoryFailureCounts();
  if (kind === 'pglite') return own;
  return {
    update: (counters, decide) =>
      shared.update(counters, decide).catch((error: unknown) => {
        log.warn({ err: error }, 'failed sign-ins are counted by this process alone');
        return own.update(counters, decide);
      }),
  };
}
