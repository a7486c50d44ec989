import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok } from '@asterism/api-types/common/result';
import type { Database, DatabaseLog } from '../database.ts';
import { reasonOf } from '@asterism/server-kit/describe-error';
import { makeDirectory } from '@asterism/server-kit/make-directory';
import type { BackUpBefore } from '../migrations.ts';
import { writeBackup } from './backup-file.ts';
import { dumpDatabase } from './dump-database.ts';

/** How many backups from before migrations are kept. */
const KEPT = 3;
const NAME = /^before-migration-.*\.backup$/;

/** Writes a backup into `backups` of the data directory before migrations, and removes the oldest backups there. */
export const createBackUpBefore =
  (database: Pick<Database, 'orm'>, dataDir: string, log: DatabaseLog | undefined): BackUpBefore =>
  async (schema) => {
    const directory = join(dataDir, 'backups');
    const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
    const file = join(directory, `before-migration-${time}-${schema}.backup`);
    try {
      await makeDirectory(directory);
      await writeBackup(file, (put) => dumpDatabase(database, put));
      const taken = (await readdir(directory)).filter((name) => NAME.test(name)).toSorted();
      for (const name of taken.slice(0, -KEPT)) await rm(join(directory, name));
    } catch (error) {
      return err({
        message: `The database was not brought up to date, because no backup of it could be written first: ${reasonOf(error)}. Make room for it, or set ASTERISM_SKIP_BACKUP=on.`,
      });
    }
    log?.info({ file, schema }, 'a backup was taken before the schema is brought up to date');
    return ok(undefined);
  };
