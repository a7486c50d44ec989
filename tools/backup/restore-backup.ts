import { access, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { checkBackup } from '@asterism/database/backup/backup-file';
import {
  isEmpty,
  listBackup,
  loadBackup,
  removeAll,
  type BackupSchema,
} from '@asterism/database/backup/load-backup';
import type { Orm } from '@asterism/database/database';
import { lockDirectory } from '@asterism/server-kit/lock-directory';
import { reasonOf } from '@asterism/server-kit/describe-error';
import { openDatabase } from '@asterism/database/open-database';
import { DATABASE_LOCK } from '@asterism/database/pglite-database';
import { listLostKeys, masterKeyPath } from '@asterism/federation/keys/open-vault';
import { createStores } from '@asterism/federation/store/stores';
import { MIGRATIONS as bff } from '@asterism/bff/migrations';
import { MIGRATIONS as federation } from '@asterism/federation/migrations';

/** The apps that keep something in a database. */
export const APPS = [federation, bff];

export interface RestoreTarget {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  readonly masterKeyFile?: string | undefined;
  /** Whether what is there may go. */
  readonly replace: boolean;
  /** Whether it is restored although the master key does not open its keys. */
  readonly withoutKey: boolean;
}

type Place = BackupSchema['place'];

/** Why it cannot be restored, on its way out of a transaction: nothing of that stays. */
class Refused extends Error {}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Everything that is sealed must be of use where it is restored. */
async function checkKeys(orm: Orm, target: RestoreTarget): Promise<void> {
  if (target.withoutKey) return;
  const lost = await listLostKeys(createStores(orm).sealedKeys, target);
  if (!lost.ok) throw new Refused(lost.error.message);
  if (lost.value.length === 0) return;
  throw new Refused(
    `The master key ${masterKeyPath(target)} does not open the keys of this backup: put the file of that time there. If it is lost, restore with --without-key.`,
  );
}

async function intoServer(file: string, target: RestoreTarget): Promise<void> {
  const opened = await openDatabase(target);
  if (!opened.ok) throw new Refused(opened.error.message);
  try {
    await opened.value.orm.transaction(async (tx) => {
      if (target.replace) await removeAll(tx, APPS);
      else if (!(await isEmpty(tx, APPS))) {
        throw new Refused('The database is not empty: use --replace to lose what is in it.');
      }
      await loadBackup(tx, file, { apps: APPS });
      await checkKeys(tx, target);
    });
  } finally {
    await opened.value.close();
  }
}

/** Makes the database of a place aside, in a directory of its own. */
async function makeAside(file: string, directory: string, place: Place, target: RestoreTarget) {
  const aside = await mkdtemp(join(directory, 'restoring-'));
  try {
    const opened = await openDatabase({ dataDir: aside });
    if (!opened.ok) throw new Refused(opened.error.message);
    try {
      await opened.value.orm.transaction((tx) => loadBackup(tx, file, { apps: APPS, place }));
      if (place === '') await checkKeys(opened.value.orm, target);
    } finally {
      await opened.value.close();
    }
    return aside;
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
}

async function intoDirectories(
  file: string,
  places: readonly Place[],
  target: RestoreTarget,
): Promise<string[]> {
  const homes = places.map((place) => ({ place, directory: join(resolve(target.dataDir), place) }));
  const undo: (() => Promise<void> | void)[] = [];
  const kept: string[] = [];
  try {
    const made: { aside: string; directory: string }[] = [];
    for (const { place, directory } of homes) {
      const lock = await lockDirectory(directory, DATABASE_LOCK);
      if (!lock.ok) throw new Refused(lock.error.message);
      undo.push(lock.value.release);
      if (!target.replace && (await isThere(join(directory, 'database')))) {
        throw new Refused(
          `There is a database in ${directory} already: use --replace to put it aside.`,
        );
      }
      const aside = await makeAside(file, directory, place, target);
      undo.push(() => rm(aside, { recursive: true, force: true }));
      made.push({ aside, directory });
    }
    // All of it is there and checked: only now does anything change.
    for (const { aside, directory } of made) {
      const database = join(directory, 'database');
      if (await isThere(database)) {
        const old = `${database}.replaced-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
        await rename(database, old);
        kept.push(old);
      }
      await rename(join(aside, 'database'), database);
    }
  } finally {
    for (const each of undo.toReversed()) await each();
  }
  return kept;
}

/** Restores a backup, all of it or nothing. What was done, or why it was not: one line for people. */
export async function restoreBackup(
  file: string,
  target: RestoreTarget,
): Promise<Result<string, string>> {
  const checked = await checkBackup(file);
  if (!checked.ok) return err(checked.error.message);
  const listed = await listBackup(file, APPS);
  if (!listed.ok) return err(listed.error.message);
  const places = [...new Set(listed.value.map(({ place }) => place))];
  try {
    if (target.databaseUrl !== undefined) {
      await intoServer(file, target);
      return ok(`${file} is restored.`);
    }
    const kept = await intoDirectories(file, places, target);
    return ok(
      [`${file} is restored.`, ...kept.map((path) => `What was there is in ${path}.`)].join(' '),
    );
  } catch (error) {
    const reason = reasonOf(error);
    return err(error instanceof Refused ? reason : `${file} could not be restored: ${reason}.`);
  }
}
