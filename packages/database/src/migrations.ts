import { readMigrationFiles, type MigrationConfig } from 'drizzle-orm/migrator';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { DatabaseFailure, Migrations } from './database.ts';

/** What an error says, in one line. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1).join('');

/** The schema of the tables that say which migrations have been run. */
const HISTORY = 'migrations';

/** Each app has its own table of migrations, in one schema that is nobody's own: the first migration makes the app's. */
export const migrationsConfig = ({ schema, folder }: Migrations): MigrationConfig => ({
  migrationsFolder: folder,
  migrationsSchema: HISTORY,
  migrationsTable: schema,
});

/** How migrations are run on a database. */
export interface MigrationRun {
  /** One statement; its rows. */
  readonly query: (text: string) => Promise<readonly Record<string, unknown>[]>;
  /** Runs those that have not been run. */
  readonly migrate: (config: MigrationConfig) => Promise<void>;
}

/** Whether migrations have been run on the database that are not in the folder: a newer version was here. */
async function isNewer(
  query: MigrationRun['query'],
  { schema, folder }: Migrations,
): Promise<boolean> {
  const table = `"${HISTORY}"."${schema}"`;
  const [history] = await query(`select to_regclass('${table}') is not null as "isThere"`);
  if (history?.['isThere'] !== true) return false;
  const known = readMigrationFiles({ migrationsFolder: folder }).map((file) => file.folderMillis);
  const [newest] = await query(`select max(created_at)::float8 as "at" from ${table}`);
  return Number(newest?.['at'] ?? 0) > Math.max(0, ...known);
}

/** Brings a schema up to date, unless a newer version has been at work on it. What is thrown becomes one line. */
export async function runMigrations(
  migrations: Migrations,
  { query, migrate }: MigrationRun,
): Promise<Result<void, DatabaseFailure>> {
  try {
    if (await isNewer(query, migrations)) {
      return err({
        message: `The database was last used by a newer Asterism, whose schema "${migrations.schema}" this one does not know: start that version, or restore the backup from before it.`,
      });
    }
    await migrate(migrationsConfig(migrations));
    return ok(undefined);
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return err({ message: `The database could not be brought up to date: ${reasonOf(cause)}.` });
  }
}
