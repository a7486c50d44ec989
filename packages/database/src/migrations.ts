import type { MigrationConfig } from 'drizzle-orm/migrator';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { DatabaseFailure, Migrations } from './database.ts';

/** What an error says, in one line. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1).join('');

/** Each app has its own table of migrations, in one schema that is nobody's own: the first migration makes the app's. */
export const migrationsConfig = ({ schema, folder }: Migrations): MigrationConfig => ({
  migrationsFolder: folder,
  migrationsSchema: 'migrations',
  migrationsTable: schema,
});

/** Runs migrations; what they throw becomes one line. */
export async function runMigrations(
  run: () => Promise<void>,
): Promise<Result<void, DatabaseFailure>> {
  try {
    await run();
    return ok(undefined);
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return err({ message: `The database could not be brought up to date: ${reasonOf(cause)}.` });
  }
}
