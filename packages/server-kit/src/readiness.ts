import { setTimeout as pause } from 'node:timers/promises';
import { shareAnswer } from './shared-answer.ts';

/** A precondition of a server's work. */
export interface ReadyCondition {
  /** Whether it holds. Throwing means no. */
  readonly holds: () => boolean | Promise<boolean>;
  /** What is wrong when it does not hold, for people. */
  readonly otherwise: string;
  /** Seconds after which a retry makes sense. */
  readonly retryAfterSeconds?: number;
}

/** Whether a server can do its work. */
export interface Readiness {
  /** The first condition that does not hold; undefined when the server is ready. */
  missing(): Promise<ReadyCondition | undefined>;
  /** From now on the server is not ready: it is about to close, and must receive no more requests. */
  drain(): void;
}

export interface ReadinessOptions {
  /** In the order in which they are reported. */
  readonly conditions: readonly ReadyCondition[];
  /** Milliseconds that a result is reused without another check. */
  readonly freshMs?: number;
  /** Milliseconds after which a condition that has not responded counts as failed. */
  readonly timeoutMs?: number;
  readonly now?: () => number;
}

const FRESH_MS = 1000;
const TIMEOUT_MS = 2000;
const DRAINING: ReadyCondition = { holds: () => false, otherwise: 'shutting down' };

/** A check that does not run again while it is in progress. */
function askOnce({ holds }: ReadyCondition, timeoutMs: number): () => Promise<boolean> {
  let underWay: Promise<boolean> | undefined;
  const ask = async (): Promise<boolean> => {
    try {
      return await holds();
    } catch {
      return false;
    } finally {
      underWay = undefined;
    }
  };
  return () => {
    underWay ??= ask();
    return Promise.race([underWay, pause(timeoutMs, false, { ref: false })]);
  };
}

/** Checks all conditions in parallel, at most once in `freshMs`, for any number of requests. */
export function createReadiness(options: ReadinessOptions): Readiness {
  const { conditions, freshMs = FRESH_MS, timeoutMs = TIMEOUT_MS } = options;
  const questions = conditions.map((condition) => askOnce(condition, timeoutMs));
  let isDraining = false;
  const firstMissing = shareAnswer({
    ask: async () => {
      const answers = await Promise.all(questions.map((ask) => ask()));
      return conditions.find((_condition, index) => answers[index] !== true);
    },
    freshMs: () => freshMs,
    ...(options.now === undefined ? {} : { now: options.now }),
  });
  return {
    missing: async () => (isDraining ? DRAINING : firstMissing()),
    drain: () => {
      isDraining = true;
    },
  };
}
