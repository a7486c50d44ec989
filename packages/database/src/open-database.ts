import { ok, type Result } from '@asterism/api-types/common/result';
import { createBackUpBefore } from './backup/back-up-before.ts';
import type { Database, DatabaseFailure, DatabaseLog } from './database.ts';
import type { BackUpBefore } from './migrations.ts';
import { openPglite } from './pglite-database.ts';
import { openPostgres } from './postgres-database.ts';

export interface OpenDatabaseOptions {
  /** A PostgreSQL server; without it the database is embedded. */
  readonly databaseUrl?: string | undefined;
  /** Directory of the embedded database; created when missing. */
  readonly dataDir: string;
  /** Receives troubles that resolve themselves, such as a lost connection, and backups. */
  readonly log?: DatabaseLog;
  /** Skips the backup before migrations. */
  readonly skipBackup?: boolean | undefined;
}

/** Opens the PostgreSQL server of `databaseUrl`, or else the embedded database in `dataDir`. */
export function openDatabase(
  options: OpenDatabaseOptions,
): Promise<Result<Database, DatabaseFailure>> {
  const { databaseUrl, dataDir, log, skipBackup = false } = options;
  const backUp = (database: Pick<Database, 'orm'>): BackUpBefore =>
    skipBackup ? () => Promise.resolve(ok(undefined)) : createBackUpBefore(database, dataDir, log);
  if (databaseUrl === undefined || databaseUrl === '') return openPglite(dataDir, backUp);
  return openPostgres(
    databaseUrl,
    (error) => log?.warn({ err: error }, 'a connection to the database was lost'),
    backUp,
  );
}
