import { randomUUID } from 'node:crypto';
import { importPKCS8, type CryptoKey } from 'jose';
import type { Orm } from '@asterism/database/database';
import { inLockedTransaction } from '../store/locked-transaction.ts';
import { createServiceKeyStore } from '../store/service-key-store.ts';
import { makeKeyPair } from './key-pair.ts';
import { placeOf } from './open-vault.ts';
import type { Vault } from './vault.ts';

/** The public half of a service key, as a cluster imports it. */
export interface PublicServiceKey {
  /** `pubKeyId` of the reference. */
  readonly id: string;
  /** PEM, SPKI. */
  readonly publicKey: string;
}

/** The service keys: one for each cluster, so that no cluster can use at another what it was sent. */
export interface ServiceKeys {
  /** The key that the next cluster is to import: the same one until a cluster is attached with it. */
  next(): Promise<PublicServiceKey>;
  /** The private half, to sign with. Throws when there is no such key, or it is retired. */
  privateKey(id: string): Promise<CryptoKey>;
  /** Drops what is remembered of the key. */
  forget(id: string): void;
}

const placeOfKey = (id: string): string => placeOf({ kind: 'service key', id });

export function createServiceKeys(orm: Orm, vault: Vault): ServiceKeys {
  const store = createServiceKeyStore(orm);
  const opened = new Map<string, Promise<CryptoKey>>();

  async function open(id: string): Promise<CryptoKey> {
    const key = await store.get(id);
    if (key === undefined || key.privateKey === null) throw new Error(`there is no key ${id}`);
    return importPKCS8(vault.open(key.privateKey, placeOfKey(id)), 'RS256');
  }

  return {
    async next() {
      const known = await store.nextUnused();
      if (known !== undefined) return known;
      // Made before the transaction: a pair takes some tenths of a second, and one too many does no harm.
      const id = `cf-${randomUUID()}`;
      const { publicKey, privateKey } = await makeKeyPair();
      return inLockedTransaction(orm, 'service keys', async (tx) => {
        const inTransaction = createServiceKeyStore(tx);
        const other = await inTransaction.nextUnused();
        if (other !== undefined) return other;
        await inTransaction.add({
          id,
          publicKey,
          privateKey: vault.seal(privateKey, placeOfKey(id)),
        });
        return { id, publicKey };
      });
    },
    privateKey(id) {
      const known = opened.get(id);
      if (known !== undefined) return known;
      const key = open(id);
      opened.set(id, key);
      key.catch(() => opened.delete(id));
      return key;
    },
    forget: (id) => void opened.delete(id),
  };
}
