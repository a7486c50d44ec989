import { inArray, sql } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import {
  drainMs,
  WINDOW_MS,
  type CountDecision,
  type FailureCounter,
  type FailureCounts,
} from './failure-counts.ts';
import { inLockedTransaction } from './locked-transaction.ts';
import { loginFailures } from './schema.ts';

const keyOf = ({ kind, key }: FailureCounter): string => `${kind} ${key}`;

/** Counts that have drained say nothing: so often they are deleted, and so many at once. */
const DELETE_EVERY_MS = 60_000;
const DELETED_MAX = 10_000;

/**
 * {@link FailureCounts} in the database: all replicas count together, and a restart forgets nothing. A row has only the
 * time at which its count will have drained; each failure puts that off. `now` is in milliseconds since 1970; clocks of
 * replicas may differ by seconds.
 */
export function createFailureCountStore(
  orm: Orm,
  now: () => number = () => Date.now(),
): FailureCounts {
  async function read(db: Orm, counters: readonly FailureCounter[], at: number): Promise<number[]> {
    const rows = await db
      .select()
      .from(loginFailures)
      .where(inArray(loginFailures.key, counters.map(keyOf)));
    const drainedAt = new Map(rows.map((row) => [row.key, row.drainedAt]));
    return counters.map((counter) => {
      const left = (drainedAt.get(keyOf(counter)) ?? 0) - at;
      return Math.max(0, left / drainMs(counter.kind));
    });
  }

  async function add(
    db: Orm,
    counters: readonly FailureCounter[],
    changes: readonly number[],
    at: number,
  ): Promise<void> {
    const values = counters.flatMap((counter, index) => {
      const change = changes[index] ?? 0;
      const drainedAt = Math.round(at + change * drainMs(counter.kind));
      return change === 0 ? [] : [{ key: keyOf(counter), drainedAt }];
    });
    const before = sql`greatest(${loginFailures.drainedAt}, ${at})`;
    const change = sql`(excluded.drained_at - ${at})`;
    await db
      .insert(loginFailures)
      .values(values)
      .onConflictDoUpdate({
        target: loginFailures.key,
        set: { drainedAt: sql`least(${before} + ${change}, ${at + WINDOW_MS})` },
      });
  }

  let nextDeleteAt = 0;

  /** Passes over rows that are being changed: waiting for them could be a deadlock. */
  async function deleteDrained(at: number): Promise<void> {
    if (at < nextDeleteAt) return;
    nextDeleteAt = at + DELETE_EVERY_MS;
    await orm.execute(sql`delete from ${loginFailures} where key in (
      select key from ${loginFailures} where drained_at <= ${at}
      limit ${DELETED_MAX} for update skip locked)`);
  }

  const changesNothing = ({ changes }: CountDecision<unknown>): boolean =>
    changes.every((change) => change === 0);

  return {
    async update(counters, decide) {
      const at = Math.round(now());
      // A try that is turned away takes no lock and writes nothing.
      const likely = decide(await read(orm, counters, at));
      if (changesNothing(likely)) return likely.answer;
      const [first] = counters;
      const lock = `sign-in ${first === undefined ? '' : keyOf(first)}`;
      const answer = await inLockedTransaction(orm, lock, async (tx) => {
        const decision = decide(await read(tx, counters, at));
        if (!changesNothing(decision)) await add(tx, counters, decision.changes, at);
        return decision.answer;
      });
      await deleteDrained(at);
      return answer;
    },
  };
}
