import type { Result } from '@asterism/api-types/common/result';
import type { Database, DatabaseFailure } from './database.ts';
import { openPglite } from './pglite-database.ts';
import { openPostgres } from './postgres-database.ts';

export interface OpenDatabaseOptions {
  /** A PostgreSQL server; without it the database is embedded. */
  readonly databaseUrl?: string | undefined;
  /** Where the embedded database is kept; made when missing. */
  readonly dataDir: string;
  /** Told of trouble that mends itself, such as a lost connection. */
  readonly log?: { warn(details: { err: unknown }, message: string): void };
}

/** Opens the PostgreSQL server of `databaseUrl`, or else the embedded database in `dataDir`. */
export function openDatabase(
  options: OpenDatabaseOptions,
): Promise<Result<Database, DatabaseFailure>> {
  if (options.databaseUrl === undefined || options.databaseUrl === '')
    return openPglite(options.dataDir);
  return openPostgres(options.databaseUrl, (error) =>
    options.log?.warn({ err: error }, 'a connection to the database was lost'),
  );
}
