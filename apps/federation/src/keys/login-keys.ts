import { randomUUID } from 'node:crypto';
import { importPKCS8, importSPKI, type CryptoKey } from 'jose';
import type { LoginKeyStore } from '../store/login-key-store.ts';
import { makeKeyPair } from './key-pair.ts';
import { placeOf } from './open-vault.ts';
import type { Vault } from '@asterism/server-kit/secrets/vault';

/** The keys of the idTokens of people. No cluster trusts them. */
export interface LoginKeys {
  readonly signing: { readonly id: string; readonly privateKey: CryptoKey };
  /** Public keys by ID: those that signed and the one that signs. */
  readonly verifying: ReadonlyMap<string, CryptoKey>;
}

const ALGORITHM = 'RS256';
const placeOfKey = (id: string): string => placeOf({ kind: 'login key', id });

/** Loads the login keys; makes the first one, once for all replicas. */
export async function loadLoginKeys(store: LoginKeyStore, vault: Vault): Promise<LoginKeys> {
  const rows = await store.listOrAdd(async () => {
    const id = `login-${randomUUID()}`;
    const { publicKey, privateKey } = await makeKeyPair();
    return { id, publicKey, privateKey: vault.seal(privateKey, placeOfKey(id)) };
  });
  const [newest] = rows;
  if (newest === undefined) throw new Error('there is no login key');
  const opened = vault.open(newest.privateKey, placeOfKey(newest.id));
  if (opened === undefined) throw new Error(`the master key does not open the key ${newest.id}`);
  const verifying = await Promise.all(
    rows.map(async ({ id, publicKey }) => [id, await importSPKI(publicKey, ALGORITHM)] as const),
  );
  return {
    signing: { id: newest.id, privateKey: await importPKCS8(opened, ALGORITHM) },
    verifying: new Map(verifying),
  };
}
