import { sql } from 'drizzle-orm';
import { fromDrizzle, type Db } from 'pg-boss';
import type { Database, Orm } from '@asterism/database/database';
import { inLockedTransaction } from './locked-transaction.ts';

/** The schema of the tables that pg-boss creates for its jobs. */
export const JOBS_SCHEMA = 'federation_jobs';

/** The database, as pg-boss runs its SQL in it. */
export const jobsDatabase = (database: Database): Db => ({
  executeSql: (text, values) =>
    values === undefined || values.length === 0
      ? database.script(text)
      : database.query(text, values),
});

/** A transaction of ours, as pg-boss runs its SQL in it. */
export const jobsInTransaction = (tx: Orm): Db => fromDrizzle(tx, sql);

/** Changes jobs in a transaction that waits for any other of these, in whatever process it is. */
export const inJobsLock = <T>(orm: Orm, work: (db: Db) => Promise<T>): Promise<T> =>
  inLockedTransaction(orm, 'workflow jobs', (tx) => work(jobsInTransaction(tx)));
