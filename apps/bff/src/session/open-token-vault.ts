import type { Logger } from 'pino';
import { ok, type Result } from '@asterism/api-types/common/result';
import {
  ensureKeyFile,
  KEY_FORMAT,
  type KeyFileSource,
} from '@asterism/server-kit/secrets/key-file';
import { createVault, deriveKey, type Vault } from '@asterism/server-kit/secrets/vault';
import type { StartFailure } from '@asterism/server-kit/start-failure';

const FILE = { name: 'bff.key', title: 'key file' };
const PURPOSE = 'bff session tokens';

/** The vault of the sessions' tokens. Its key is `bff.key`, created at the first start, or the operator's own file. */
export async function openTokenVault(
  source: KeyFileSource,
  log: Pick<Logger, 'warn'>,
): Promise<Result<Vault, StartFailure>> {
  const file = await ensureKeyFile(source, FILE);
  if (!file.ok) return file;
  const { path, content, key } = file.value;
  // Replicas of the previous release can open only these (decision 0024).
  const ofContent = { id: '', key: deriveKey(content, PURPOSE) };
  if (key !== undefined)
    return ok(createVault([ofContent, { id: 'm2', key: deriveKey(key, PURPOSE) }]));
  log.warn(`The key file ${path} will not be read after the next release: ${KEY_FORMAT}`);
  return ok(createVault([ofContent]));
}
