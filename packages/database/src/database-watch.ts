import { sql } from 'drizzle-orm';
import type { Failure } from '@asterism/api-types/common/failure';
import type { Database, DatabaseLog } from './database.ts';
import { failureOfTrouble, troubleOf } from './database-trouble.ts';

/** Knows whether the database can write, from the results of its queries. */
export interface DatabaseWatch {
  /** The answer to a request that failed because of the database; undefined when that was not why. */
  failureOf(error: unknown): Failure | undefined;
  /** Takes note of an error, wherever it came up. */
  note(error: unknown): void;
  /** Whether it can write, as far as is known; when it could not, it is tried. */
  canWrite(): Promise<boolean>;
}

/** Ends a transaction that was only a try. */
class Tried extends Error {}

/** Has a table made that is larger than any room that may be left over in other files, and takes it back. */
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
        // It was reported when it began.
        return false;
      }
      cannotWrite = false;
      log.info({}, 'the database can write again');
      return true;
    },
  };
}
