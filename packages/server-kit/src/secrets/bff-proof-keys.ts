import { createSecretKey, type KeyObject } from 'node:crypto';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { StartFailure } from '../start-failure.ts';
import type { BffProofKeys } from './bff-proof.ts';
import { ensureKeyFile, type KeyFileSource } from './key-file.ts';
import { deriveKey } from './vault.ts';

const FILE = { name: 'bff-proof.key', title: 'key file' };
const PURPOSE = 'bff proof';

/** A key object: to sign with bytes, Node would make one of them each time, for six times the cost of the rest. */
const keyOf = (secret: Uint8Array): KeyObject => createSecretKey(deriveKey(secret, PURPOSE));

/**
 * The keys by which a federation recognizes its BFF. Both have them when they share a data directory or a master key;
 * without them, the federation trusts a BFF at an address that it is set to trust. Whichever of the two starts first
 * creates `bff-proof.key`.
 */
export async function loadBffProofKeys(
  source: KeyFileSource,
): Promise<Result<BffProofKeys, StartFailure>> {
  const file = await ensureKeyFile(source, FILE);
  if (!file.ok) return file;
  const { content, key } = file.value;
  // A BFF and a federation of the previous release know the first key only (decision 0024).
  const ofContent = keyOf(content);
  return ok(key === undefined || key === content ? [ofContent] : [ofContent, keyOf(key)]);
}
