import { access, constants } from 'node:fs/promises';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { reasonOf } from '@asterism/server-kit/describe-error';
import { makeDirectory } from '@asterism/server-kit/make-directory';

/** Makes the data directory, for its owner's eyes only; the error is one line for people. */
export async function makeDataDirectory(dataDir: string): Promise<Result<void, string>> {
  try {
    await makeDirectory(dataDir);
    await access(dataDir, constants.W_OK);
    return ok(undefined);
  } catch (error) {
    return err(`The data directory ${dataDir} cannot be written: ${reasonOf(error)}.`);
  }
}
