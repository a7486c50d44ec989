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

/** Where the master key lies. */
export interface MasterKeySource {
  readonly dataDir: string;
  /** A file of the operator's own; else it is `master.key` in the data directory. */
  readonly masterKeyFile?: string | undefined;
}

export const masterKeyPath = ({ dataDir, masterKeyFile }: MasterKeySource): string =>
  masterKeyFile ?? join(dataDir, 'master.key');

/** Reads the master key; undefined when there is none. Refused when others than its owner may read it. */
export async function readMasterKey(
  source: MasterKeySource,
): Promise<Result<MasterKey | undefined, { readonly message: string }>> {
  const path = masterKeyPath(source);
  try {
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
    if (hasCode(error, 'ENOENT')) return ok(undefined);
    const reason = error instanceof Error ? error.message : String(error);
    return err({ message: `The master key ${path} cannot be used: ${reason}.` });
  }
}

/** Reads the master key, and makes it at the first start; one of the operator's own must be there. */
export async function ensureMasterKey(
  source: MasterKeySource,
): Promise<Result<MasterKey, { readonly message: string }>> {
  const path = masterKeyPath(source);
  try {
    if (source.masterKeyFile === undefined) {
      await makeKeyFile(path).catch((error: unknown) => {
        if (!hasCode(error, 'EEXIST')) throw error;
      });
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err({ message: `The master key ${path} cannot be used: ${reason}.` });
  }
  const read = await readMasterKey(source);
  if (!read.ok) return read;
  return read.value === undefined
    ? err({ message: `The master key ${path} is not there.` })
    : ok(read.value);
}
