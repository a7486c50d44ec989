import { hkdfSync, randomBytes } from 'node:crypto';
import { access, link, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { makeDirectory } from '@asterism/database/make-directory';
import type { StartFailure } from '../start-failure.ts';

const KEY_BYTES = 32;

/** Where the key comes from. */
export interface VaultKeySource {
  /** The key is made here, in `bff.key`, at the first start. */
  readonly dataDir: string;
  /** With it the key is derived from this file and nothing is written. */
  readonly masterKeyFile: string | undefined;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Reads a secret, refusing one that others on the machine can read. */
async function readSecret(file: string): Promise<Result<Buffer, StartFailure>> {
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    return err({
      message: `${file} can be read by others: make it readable for its owner only (chmod 600).`,
    });
  }
  const bytes = await readFile(file);
  return bytes.length < KEY_BYTES
    ? err({ message: `${file} is too short for a key: it needs ${KEY_BYTES} bytes or more.` })
    : ok(bytes);
}

/** Makes the key unless it is there. It appears whole or not at all: another process may be doing the same. */
async function ensureKeyFile(file: string): Promise<void> {
  await makeDirectory(dirname(file));
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx', flush: true });
  await link(draft, file).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
  await unlink(draft);
}

/** The 32-byte key that seals tokens. */
export async function loadVaultKey(
  source: VaultKeySource,
): Promise<Result<Uint8Array, StartFailure>> {
  const file = source.masterKeyFile ?? join(source.dataDir, 'bff.key');
  try {
    if (source.masterKeyFile === undefined && !(await exists(file))) await ensureKeyFile(file);
    const secret = await readSecret(file);
    if (!secret.ok) return secret;
    const key = hkdfSync('sha256', secret.value, '', 'asterism bff session tokens', KEY_BYTES);
    return ok(new Uint8Array(key));
  } catch (error) {
    return err({ message: `The key file ${file} cannot be used (${codeOf(error)}).` });
  }
}
