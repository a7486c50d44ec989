import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { reasonOf } from './describe-error.ts';
import { makeDirectory } from './make-directory.ts';
import type { StartFailure } from './start-failure.ts';

/** A directory that only this holder may use. */
export interface DirectoryLock {
  readonly release: () => void;
}

/** The purpose of a lock: the name of its files, and what its holder is called. */
export interface LockOwner {
  readonly name: string;
  readonly holder: string;
}

function processOf(pidFile: string): string {
  try {
    const pid = readFileSync(pidFile, 'utf8').trim();
    return /^\d+$/.test(pid) ? ` (process ${pid})` : '';
  } catch {
    return '';
  }
}

/**
 * Locks a directory for this holder; creates it when missing.
 *
 * The lock is SQLite's file lock: Node has no other call for one, it excludes holders in the same process as in others,
 * and it ends with the process, however that dies.
 */
export async function lockDirectory(
  path: string,
  { name, holder }: LockOwner,
): Promise<Result<DirectoryLock, StartFailure>> {
  const directory = resolve(path);
  const pidFile = join(directory, `${name}.pid`);
  let lock: DatabaseSync | undefined;
  try {
    await makeDirectory(directory);
    lock = new DatabaseSync(join(directory, `${name}.lock`), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    writeFileSync(pidFile, `${process.pid}\n`);
  } catch (error) {
    lock?.close();
    const reason = reasonOf(error);
    return err({
      message: /locked|busy/i.test(reason)
        ? `The data directory ${directory} is in use by another ${holder}${processOf(pidFile)}.`
        : `The data directory ${directory} cannot be written: ${reason}.`,
    });
  }
  const held = lock;
  return ok({ release: () => held.close() });
}
