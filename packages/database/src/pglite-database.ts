import { join, resolve } from 'node:path';
import { drizzle } from 'drizzle-orm/pglite';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { serveBackups } from './backup/backup-socket.ts';
import type { Database, DatabaseFailure, Orm } from './database.ts';
import { reasonOf } from '@asterism/server-kit/describe-error';
import { lockDirectory, type LockOwner } from '@asterism/server-kit/lock-directory';
import { openLastingPglite, type LastingPglite } from './lasting-pglite.ts';
import { runMigrations, type BackUpBefore } from './migrations.ts';

/** The process that has the embedded database of a directory open. */
export const DATABASE_LOCK: LockOwner = { name: 'database', holder: 'Asterism' };

/**
 * Opens the embedded PostgreSQL in `<dataDir>/database`, which no other process can then open.
 * It survives `kill -9`, but does not flush every commit to disk, so a power loss may cost the newest ones.
 */
export async function openPglite(
  dataDir: string,
  backUp: (database: Pick<Database, 'orm'>) => BackUpBefore,
): Promise<Result<Database, DatabaseFailure>> {
  const root = resolve(dataDir);
  const lock = await lockDirectory(root, DATABASE_LOCK);
  if (!lock.ok) return lock;
  try {
    const pglite = await openLastingPglite(join(root, 'database'));
    const orm = drizzle(pglite.client);
    const backups = await serveBackups(root, { orm });
    return ok(
      overPglite(pglite, orm, backUp({ orm }), async () => {
        await backups.close();
        await pglite.close();
        lock.value.release();
      }),
    );
  } catch (error) {
    lock.value.release();
    return err({ message: `The database in ${root} cannot be opened: ${reasonOf(error)}.` });
  }
}

function overPglite(
  pglite: LastingPglite,
  orm: Orm,
  backUp: BackUpBefore,
  close: () => Promise<void>,
): Database {
  const { client } = pglite;
  /** When several callers migrate at once, one does it and the others wait. */
  let migrated: Promise<unknown> = Promise.resolve();
  return {
    kind: 'pglite',
    orm,
    async query(text, values = []) {
      const { rows, affectedRows } = await client.query<Record<string, unknown>>(text, [...values]);
      return { rows, rowCount: rows.length > 0 ? rows.length : (affectedRows ?? 0) };
    },
    async script(text) {
      const rows = (await client.exec(text)).flatMap((result) => result.rows);
      return { rows, rowCount: rows.length };
    },
    listen: (...given) => pglite.listen(...given),
    isListening: () => pglite.isListening(),
    async notify(channel, payload) {
      await client.query('select pg_notify($1, $2)', [channel, payload]);
    },
    migrate(migrations) {
      const after = migrated;
      const result = after.then(() => runMigrations(orm, migrations, backUp));
      migrated = result;
      return result;
    },
    close,
  };
}
