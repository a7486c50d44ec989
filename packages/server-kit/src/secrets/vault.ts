import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Derives the key of one purpose from a secret: what is sealed for another purpose cannot be opened with it. */
export const deriveKey = (secret: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', `asterism ${purpose}`, KEY_BYTES));

/** A key that seals secrets, and the id by which their envelopes name it. */
export interface SealingKey {
  /** Without a dot. Empty for envelopes without an id. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** Seals secrets for the database, with AES-256-GCM. */
export interface Vault {
  /** Encrypts. `place` is where the secret is kept (table and row): it cannot be opened anywhere else. */
  seal(secret: string, place: string): string;
  /** The secret; undefined when it was changed, was moved from its place, or is sealed with an unknown key. */
  open(envelope: string, place: string): string | undefined;
}

function seal(key: Uint8Array, secret: string, place: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

function open(key: Uint8Array, text: string, place: string): string | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const secret = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([secret, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/**
 * A vault that seals with the first key and opens with any of them. Envelopes are
 * `<id of the key>.<base64 of iv, tag and ciphertext>`.
 */
export function createVault(keys: readonly [SealingKey, ...SealingKey[]]): Vault {
  const [first] = keys;
  return {
    seal: (secret, place) =>
      (first.id === '' ? '' : `${first.id}.`) + seal(first.key, secret, place),
    open(envelope, place) {
      const dot = envelope.indexOf('.');
      const id = envelope.slice(0, Math.max(dot, 0));
      const sealing = keys.find((each) => each.id === id);
      return sealing && open(sealing.key, envelope.slice(dot + 1), place);
    },
  };
}
