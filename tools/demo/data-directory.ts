import { accessSync, constants, mkdirSync } from 'node:fs';
import { err, ok, type Result } from '@asterism/api-types/common/result';

/** Makes the data directory, for its owner's eyes only; the error is one line for people. */
export function makeDataDirectory(dataDir: string): Result<void, string> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
    return ok(undefined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err(`The data directory ${dataDir} cannot be written: ${reason}`);
  }
}
