import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Database, DatabaseFailure } from './database.ts';
import { lockDirectory } from './directory-lock.ts';
import { makeDirectory } from './make-directory.ts';
import { reasonOf, runMigrations } from './migrations.ts';

/**
 * Opens the embedded PostgreSQL in `<dataDir>/database`, which no other process can then open.
 * It survives `kill -9`; it does not force every commit to the disk, so a power loss may cost the newest ones.
 */
export async function openPglite(dataDir: string): Promise<Result<Database, DatabaseFailure>> {
  const root = resolve(dataDir);
  try {
    await makeDirectory(root);
  } catch (error) {
    return err({ message: `The data directory ${root} cannot be made: ${reasonOf(error)}.` });
  }
  const lock = lockDirectory(root);
  if (!lock.ok) return lock;
  try {
    const pglite = await PGlite.create(join(root, 'database'));
    return ok(overPglite(pglite, lock.value.release));
  } catch (error) {
    lock.value.release();
    return err({ message: `The database in ${root} cannot be opened: ${reasonOf(error)}.` });
  }
}

function overPglite(pglite: PGlite, release: () => void): Database {
  const orm = drizzle(pglite);
  /** Of several callers one migrates, and the others wait for it. */
  let migrated: Promise<unknown> = Promise.resolve();
  return {
    kind: 'pglite',
    orm,
    async query(text, values = []) {
      const { rows, affectedRows } = await pglite.query<Record<string, unknown>>(text, [...values]);
      return { rows, rowCount: rows.length > 0 ? rows.length : (affectedRows ?? 0) };
    },
    async script(text) {
      const rows = (await pglite.exec(text)).flatMap((result) => result.rows);
      return { rows, rowCount: rows.length };
    },
    async listen(channel, handler) {
      const stop = await pglite.listen(channel, handler);
      return () => stop();
    },
    async notify(channel, payload) {
      await pglite.query('select pg_notify($1, $2)', [channel, payload]);
    },
    migrate(migrations) {
      const after = migrated;
      const result = after.then(() => runMigrations(orm, migrations));
      migrated = result;
      return result;
    },
    async close() {
      await pglite.close();
      release();
    },
  };
}
