import { randomUUID } from 'node:crypto';
import { importPKCS8, SignJWT, type CryptoKey } from 'jose';
import type { TokenSigner } from '../cluster-client/cluster-client.ts';
import type { KeyOwner, ServiceKeyStore } from '../store/service-key-store.ts';
import { makeKeyPair } from './key-pair.ts';
import { placeOf } from './open-vault.ts';
import type { Vault } from '@asterism/server-kit/secrets/vault';

/** The public half of a service key, as a cluster imports it. */
export interface PublicServiceKey {
  /** `pubKeyId` of the reference. */
  readonly id: string;
  /** PEM, SPKI. */
  readonly publicKey: string;
}

/** The service keys: one for each cluster, so that no cluster can use at another what it was sent. */
export interface ServiceKeys {
  /** The key that the next cluster is to import: the same one until it is claimed. */
  next(): Promise<PublicServiceKey>;
  /** The key that whoever presents this certificate is to import. It is claimed for them: nobody else is ever offered it. */
  claim(owner: KeyOwner): Promise<PublicServiceKey>;
  /**
   * The ID of the key that an attach tries first: the one that is claimed for the certificate, when that is known, or
   * else the one that was handed out last. Another attach may claim it before.
   */
  keyForAttach(tlsFingerprint: string | undefined): Promise<string>;
  /** The private half, to sign with. Throws when there is no such key, or it is retired. */
  privateKey(id: string): Promise<CryptoKey>;
  /** Drops what is remembered of the key. */
  forget(id: string): void;
}

const placeOfKey = (id: string): string => placeOf({ kind: 'service key', id });

export function createServiceKeys(store: ServiceKeyStore, vault: Vault): ServiceKeys {
  const opened = new Map<string, Promise<CryptoKey>>();

  async function open(id: string): Promise<CryptoKey> {
    const key = await store.get(id);
    if (key === undefined || key.privateKey === null) throw new Error(`there is no key ${id}`);
    const opened = vault.open(key.privateKey, placeOfKey(id));
    if (opened === undefined) throw new Error(`the master key does not open the key ${id}`);
    return importPKCS8(opened, 'RS256');
  }

  /** The key of `choose`, or else a new one, `taken` when it is taken at once. One after the other, in all processes. */
  async function chooseOrAdd(
    choose: (store: ServiceKeyStore) => Promise<PublicServiceKey | undefined>,
    taken?: KeyOwner,
  ): Promise<PublicServiceKey> {
    const known = await store.locked(choose);
    if (known !== undefined) return known;
    // Made outside the transaction: a pair takes some tenths of a second, and one too many does no harm.
    const id = `cf-${randomUUID()}`;
    const { publicKey, privateKey } = await makeKeyPair();
    return store.locked(async (locked) => {
      const other = await choose(locked);
      if (other !== undefined) return other;
      await locked.add({ id, publicKey, privateKey: vault.seal(privateKey, placeOfKey(id)) });
      if (taken !== undefined) await locked.claim(id, taken);
      return { id, publicKey };
    });
  }

  const next = async (): Promise<PublicServiceKey> =>
    (await store.nextUnused()) ?? chooseOrAdd((locked) => locked.nextUnused());

  return {
    next,
    async claim(owner) {
      const [known] = await store.claimedFor(owner.tlsFingerprint);
      if (known !== undefined) return known;
      return chooseOrAdd(async (locked) => {
        const [claimed] = await locked.claimedFor(owner.tlsFingerprint);
        if (claimed !== undefined) return claimed;
        const unused = await locked.nextUnused();
        return unused !== undefined && (await locked.claim(unused.id, owner)) ? unused : undefined;
      }, owner);
    },
    async keyForAttach(tlsFingerprint) {
      const [claimed] = tlsFingerprint === undefined ? [] : await store.claimedFor(tlsFingerprint);
      const known = claimed ?? (await store.nextUnused()) ?? (await store.newest());
      return (known ?? (await next())).id;
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

/** How long a token for a cluster is good for, in seconds. */
const TOKEN_SECONDS = 60;

/** Signs tokens as clusters read them (lightbits-api §3): the key is one of the cluster's project `system`. */
export const createTokenSigner = (keys: Pick<ServiceKeys, 'privateKey'>): TokenSigner => ({
  async sign(keyId, principal) {
    const issuedAt = Math.floor(Date.now() / 1000);
    return new SignJWT({ roles: [...principal.roles] })
      .setProtectedHeader({ alg: 'RS256', kid: `system:${keyId}`, typ: 'JWT' })
      .setIssuer('asterism')
      .setSubject(principal.subject)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + TOKEN_SECONDS)
      .setJti(randomUUID())
      .sign(await keys.privateKey(keyId));
  },
});
