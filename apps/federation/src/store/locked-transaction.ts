import { sql } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';

/** A transaction that waits for any other of the same name, in whatever process it is. */
export const inLockedTransaction = <T>(
  orm: Orm,
  name: string,
  work: (tx: Orm) => Promise<T>,
): Promise<T> =>
  orm.transaction(async (tx) => {
    const key = `asterism federation ${name}`;
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
    return work(tx);
  });
