import { hkdfSync, randomBytes } from 'node:crypto';
import { link, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '@asterism/api-types/common/result';

const KEY_BYTES = 32;
const GROUP_AND_WORLD = 0o077;

export interface BffProofKeySource {
  /** There already. The key is made here, in `bff-proof.key`, by whichever server starts first. */
  readonly dataDir: string;
  /** With it the key is derived from this file and nothing is written. */
  readonly masterKeyFile: string | undefined;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/** It appears whole or not at all: the other server may be doing the same. */
async function ensureFile(file: string): Promise<void> {
  if (await stat(file).catch(() => undefined)) return;
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx', flush: true });
  await link(draft, file).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
  await unlink(draft);
}

/**
 * The key by which a federation knows its BFF. Both have it when they share a data directory or a master key; without
 * it, the federation takes the BFF's word when it is set to trust the BFF's address.
 */
export async function loadBffProofKey(
  source: BffProofKeySource,
): Promise<Result<Uint8Array, { readonly message: string }>> {
  const file = source.masterKeyFile ?? join(source.dataDir, 'bff-proof.key');
  try {
    if (source.masterKeyFile === undefined) await ensureFile(file);
    const { mode } = await stat(file);
    if (process.platform !== 'win32' && (mode & GROUP_AND_WORLD) !== 0) {
      return err({ message: `${file} can be read by others: chmod 600 it.` });
    }
    const secret = await readFile(file);
    return ok(new Uint8Array(hkdfSync('sha256', secret, '', 'asterism bff proof', KEY_BYTES)));
  } catch (error) {
    return err({ message: `The key file ${file} cannot be used (${codeOf(error)}).` });
  }
}
