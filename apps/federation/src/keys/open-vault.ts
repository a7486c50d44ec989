import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Orm } from '@asterism/database/database';
import { listSealedKeys, type SealedKey } from '../store/sealed-key-store.ts';
import {
  ensureMasterKey,
  masterKeyPath,
  readMasterKey,
  type MasterKeySource,
} from './master-key.ts';
import { createVault, type Vault } from './vault.ts';

/** Where a key is kept: sealed, it cannot be opened anywhere else. */
export const placeOf = ({ kind, id }: Pick<SealedKey, 'kind' | 'id'>): string =>
  `${PLACES[kind]}/${id}`;

const PLACES: Readonly<Record<SealedKey['kind'], string>> = {
  'login key': 'login_keys',
  'service key': 'service_keys',
};

function opens(vault: Vault, key: SealedKey): boolean {
  try {
    vault.open(key.sealed, placeOf(key));
    return true;
  } catch {
    // It says no more than that it cannot be opened.
    return false;
  }
}

/** The keys in the database that the master key does not open: all, when it is not there. */
export async function listLostKeys(
  orm: Orm,
  source: MasterKeySource,
): Promise<Result<SealedKey[], { readonly message: string }>> {
  const sealed = await listSealedKeys(orm);
  const master = await readMasterKey(source);
  if (!master.ok) return master;
  if (master.value === undefined) return ok(sealed);
  const vault = createVault(master.value);
  return ok(sealed.filter((key) => !opens(vault, key)));
}

/**
 * The vault of the master key, which is made at the first start. Refused when keys in the database are sealed with
 * another one: it was lost, or the wrong file was given.
 */
export async function openVault(
  orm: Orm,
  source: MasterKeySource,
): Promise<Result<Vault, { readonly message: string }>> {
  const lost = await listLostKeys(orm, source);
  if (!lost.ok) return lost;
  if (lost.value.length > 0) {
    return err({
      message: `The master key ${masterKeyPath(source)} is not the one that ${lost.value.length} of the keys in the database are sealed with, or is missing: put the right file back. If it is lost for good, run \`npm run forget-keys\`, which says what that costs.`,
    });
  }
  const master = await ensureMasterKey(source);
  return master.ok ? ok(createVault(master.value)) : master;
}
