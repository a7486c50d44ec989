import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { DatabaseFailure } from './database.ts';

/** A directory that only this holder may use. */
export interface DirectoryLock {
  readonly release: () => void;
}

const LOCK_FILE = 'database.lock';
const OWNER_FILE = 'database.pid';

function ownerOf(directory: string): string {
  try {
    const pid = readFileSync(join(directory, OWNER_FILE), 'utf8').trim();
    return /^\d+$/.test(pid) ? ` (process ${pid})` : '';
  } catch {
    return '';
  }
}

/**
 * Takes a directory for this holder alone.
 *
 * SQLite's file lock is what holds it: Node has no other call for one, it is refused within a process as between
 * processes, and it ends with the process however that dies.
 */
export function lockDirectory(directory: string): Result<DirectoryLock, DatabaseFailure> {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(directory, LOCK_FILE), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    writeFileSync(join(directory, OWNER_FILE), `${process.pid}\n`);
  } catch (error) {
    lock?.close();
    const reason = error instanceof Error ? error.message : String(error);
    if (/locked|busy/i.test(reason)) {
      return err({
        message: `The data directory ${directory} is in use by another Asterism${ownerOf(directory)}.`,
      });
    }
    return err({ message: `The data directory ${directory} cannot be written: ${reason}.` });
  }
  const held = lock;
  return ok({ release: () => held.close() });
}
