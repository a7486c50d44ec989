import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { readLines, writeBackup, type PutLine } from '@asterism/database/backup/backup-file';
import { askForBackup } from '@asterism/database/backup/backup-socket';
import { dumpDatabase } from '@asterism/database/backup/dump-database';
import { reasonOf } from '@asterism/server-kit/describe-error';
import { openDatabase } from '@asterism/database/open-database';

export interface BackupSource {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Where embedded databases may be: a BFF that runs alone has its own. */
const PLACES = ['', 'bff'] as const;

/** What stands in the way, on its way out of a backup that is being written. */
class NotTaken extends Error {}

async function dumpFrom(source: BackupSource, put: PutLine): Promise<void> {
  const opened = await openDatabase(source);
  if (!opened.ok) throw new NotTaken(opened.error.message);
  try {
    await dumpDatabase(opened.value, put);
  } finally {
    await opened.value.close();
  }
}

/** From the process that has the directory open, if there is one; else from the directory. */
async function dumpDirectory(dataDir: string, put: PutLine): Promise<void> {
  const asked = await askForBackup(dataDir, async (file) => {
    for await (const line of readLines(file)) await put(line);
  });
  if (asked === undefined) return dumpFrom({ dataDir }, put);
  if (!asked.ok) throw new NotTaken(asked.error.message);
}

/** Writes all that Asterism keeps into a file, while it runs or not. What was done, or why it was not: one line for people. */
export async function takeBackup(
  source: BackupSource,
  file: string,
): Promise<Result<string, string>> {
  if (await isThere(file)) return err(`${file} is there already: give another name.`);
  const dataDir = resolve(source.dataDir);
  try {
    await writeBackup(file, async (put) => {
      if (source.databaseUrl !== undefined) {
        await put({ place: '' });
        return dumpFrom(source, put);
      }
      let isEmpty = true;
      for (const place of PLACES) {
        if (!(await isThere(join(dataDir, place, 'database')))) continue;
        isEmpty = false;
        await put({ place });
        await dumpDirectory(join(dataDir, place), put);
      }
      if (isEmpty) throw new NotTaken(`There is no database in ${dataDir}.`);
    });
  } catch (error) {
    const reason = reasonOf(error);
    return err(error instanceof NotTaken ? reason : `${file} could not be written: ${reason}.`);
  }
  return ok(`${file} is written. The master key is not in it: keep that apart.`);
}
