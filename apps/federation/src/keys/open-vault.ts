import { createHmac } from 'node:crypto';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import {
  ensureKeyFile,
  KEY_FORMAT,
  keyFilePath,
  readKeyFile,
  type KeyFile,
  type KeyFileSource,
} from '@asterism/server-kit/secrets/key-file';
import { createVault, deriveKey, type Vault } from '@asterism/server-kit/secrets/vault';
import type { StartFailure } from '@asterism/server-kit/start-failure';
import type { SealedKey, SealedKeyStore } from '../store/sealed-key-store.ts';

const MASTER_KEY = { name: 'master.key', title: 'master key' };

export const masterKeyPath = (source: KeyFileSource): string => keyFilePath(source, MASTER_KEY);

/** The vault of the federation's private keys. */
export interface KeyVault extends Vault {
  /** A key of its own for another purpose. */
  derive(purpose: string): Buffer;
}

/** Where a key is kept: sealed, it cannot be opened anywhere else. */
export const placeOf = ({ kind, id }: Pick<SealedKey, 'kind' | 'id'>): string =>
  `${PLACES[kind]}/${id}`;

const PLACES: Readonly<Record<SealedKey['kind'], string>> = {
  'login key': 'login_keys',
  'service key': 'service_keys',
};

function vaultOf({ path, key }: KeyFile): Result<KeyVault, StartFailure> {
  if (key === undefined)
    return err({ message: `The master key ${path} is too long: ${KEY_FORMAT}` });
  return ok({
    ...createVault([
      // Replicas of the release before open these only (decision 0024).
      { id: 'm1', key },
      { id: 'm2', key: deriveKey(key, 'federation keys') },
    ]),
    derive: (purpose) => createHmac('sha256', key).update(purpose).digest(),
  });
}

/** The keys in the database that the master key does not open: all, when it is not there. */
export async function listLostKeys(
  keys: SealedKeyStore,
  source: KeyFileSource,
): Promise<Result<SealedKey[], StartFailure>> {
  const sealed = await keys.list();
  const master = await readKeyFile(source, MASTER_KEY);
  if (!master.ok) return master;
  if (master.value === undefined) return ok(sealed);
  const vault = vaultOf(master.value);
  if (!vault.ok) return vault;
  return ok(sealed.filter((key) => vault.value.open(key.sealed, placeOf(key)) === undefined));
}

/**
 * The vault of the master key, which is made at the first start. Refused when keys in the database are sealed with
 * another one: it was lost, or the wrong file was given.
 */
export async function openVault(
  keys: SealedKeyStore,
  source: KeyFileSource,
): Promise<Result<KeyVault, StartFailure>> {
  const lost = await listLostKeys(keys, source);
  if (!lost.ok) return lost;
  if (lost.value.length > 0) {
    return err({
      message: `The master key ${masterKeyPath(source)} is not the one that ${lost.value.length} of the keys in the database are sealed with, or is missing: put the right file back. If it is permanently lost, run \`npm run forget-keys\`, which says what that costs.`,
    });
  }
  const master = await ensureKeyFile(source, MASTER_KEY);
  return master.ok ? vaultOf(master.value) : master;
}

export const FORGET_KEYS_USAGE = `Usage: npm run forget-keys [-- --yes]
Goes on without a master key that is lost: forgets the keys that it sealed, and the clusters that trust them. These have to be
attached anew, each with a new key; nothing on them is changed. Everybody signs in again. Without --yes it only
says what would be forgotten. With the embedded database, stop the federation first.`;

/** Forgets the keys that the master key does not open, if that is `meant`; what was done, for people. */
export async function forgetLostKeys(
  keys: SealedKeyStore,
  source: KeyFileSource,
  meant: boolean,
): Promise<Result<string, string>> {
  const lost = await listLostKeys(keys, source);
  if (!lost.ok) return err(lost.error.message);
  const { length } = lost.value;
  if (length === 0) return ok('No key is lost: the master key opens all of them.');
  if (!meant)
    return err(`${length} keys would be forgotten: add --yes to do it.\n${FORGET_KEYS_USAGE}`);
  const clusters = await keys.forget(lost.value);
  const lines = clusters.map(({ name, apiEndpoints }) => `${name}\t${apiEndpoints.join(' ')}`);
  return ok(
    [`Forgot ${length} keys. Clusters to attach anew: ${clusters.length}`, ...lines].join('\n'),
  );
}
