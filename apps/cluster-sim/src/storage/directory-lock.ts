import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { makeDirectory } from './make-directory.ts';

/**
 * Makes the directory and takes it for this process alone; gives what releases it, or one line on why it cannot be had.
 * The lock is SQLite's on a file: Node has no call of its own for one, and this one ends with the process however that dies.
 */
export function lockDirectory(directory: string): Result<() => void, string> {
  try {
    makeDirectory(directory);
    const lock = new DatabaseSync(join(directory, 'simulator.lock'), { timeout: 0 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      throw error;
    }
    return ok(() => lock.close());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err(
      /locked|busy/i.test(reason)
        ? `the data directory ${directory} is in use by another simulator`
        : `the data directory ${directory} cannot be used: ${reason}`,
    );
  }
}
