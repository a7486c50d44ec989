import { sql } from 'drizzle-orm';
import type { Failure } from '@asterism/api-types/common/failure';
import type { Database, DatabaseLog } from './database.ts';
import { failureOfTrouble, troubleOf } from './database-trouble.ts';

/** Tracks whether the database can write, from the results of its queries. */
export interface DatabaseWatch {
  /** The response to a request that failed because of the database; undefined when it failed for another reason. */
  failureOf(error: unknown): Failure | undefined;
  /** Records an error, wherever it occurred. */
  note(error: unknown): void;
  /** Whether it can write, as far as is known; after a failure, a test write finds out. */
  canWrite(): Promise<boolean>;
}

/** Rolls back the transaction of a test write. */
class Tried extends Error {}

/** Creates a table too large for the free space left in other files, and rolls it back. */
async function tryToWrite(database: Pick<Database, 'orm'>): Promise<void> {
  try {
    await database.orm.transaction(async (tx) => {
      await tx.execute(sql`create table migrations.probe as
        select string_agg(md5(random()::text), '') as filling from generate_series(1, 4000)`);
      throw new Tried();
    });
  } catch (error) {
    if (!(error instanceof Tried)) throw error;
  }
}

export function createDatabaseWatch(
  database: Pick<Database, 'orm'>,
  log: Pick<DatabaseLog, 'info' | 'warn'>,
): DatabaseWatch {
  let cannotWrite = false;

  function note(error: unknown): void {
    if (cannotWrite || troubleOf(error) !== 'storage') return;
    cannotWrite = true;
    log.warn({ err: error }, 'the database cannot write: writes are refused until it can');
  }

  return {
    note,
    failureOf(error) {
      note(error);
      const trouble = troubleOf(error);
      return trouble === undefined ? undefined : failureOfTrouble(trouble);
    },
    async canWrite() {
      if (!cannotWrite) return true;
      try {
        await tryToWrite(database);
      } catch {
        // It was logged when it started.
        return false;
      }
      cannotWrite = false;
      log.info({}, 'the database can write again');
      return true;
    },
  };
}
