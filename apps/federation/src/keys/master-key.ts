import { randomBytes } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { makeDirectory } from '@asterism/database/make-directory';

/** The key that seals all others at rest. */
export interface MasterKey {
  readonly id: string;
  readonly bytes: Buffer;
}

const BYTES = 32;
const GROUP_AND_WORLD = 0o077;

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** 32 bytes as they are, or as base64 or hexadecimal text. */
function decode(content: Buffer): Buffer | undefined {
  if (content.length === BYTES) return content;
  const text = content.toString('latin1').trim();
  const bytes = /^[0-9a-f]{64}$/i.test(text)
    ? Buffer.from(text, 'hex')
    : Buffer.from(text, 'base64');
  return bytes.length === BYTES ? bytes : undefined;
}

async function makeKeyFile(path: string): Promise<void> {
  await makeDirectory(dirname(path));
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(BYTES).toString('base64')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Reads the master key: `given`, which must be there, or else `master.key` in the data directory, which is made at the
 * first start. Refused when others than its owner may read it.
 */
export async function readMasterKey(
  dataDir: string,
  given: string | undefined,
): Promise<Result<MasterKey, { readonly message: string }>> {
  const path = given ?? join(dataDir, 'master.key');
  try {
    if (given === undefined) {
      await makeKeyFile(path).catch((error: unknown) => {
        if (!hasCode(error, 'EEXIST')) throw error;
      });
    }
    const { mode } = await stat(path);
    if ((mode & GROUP_AND_WORLD) !== 0) {
      return err({ message: `The master key ${path} can be read by others: chmod 600 it.` });
    }
    const bytes = decode(await readFile(path));
    if (bytes === undefined) {
      return err({
        message: `The master key ${path} must hold ${BYTES} bytes, plain or as base64.`,
      });
    }
    return ok({ id: 'm1', bytes });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err({ message: `The master key ${path} cannot be used: ${reason}.` });
  }
}
