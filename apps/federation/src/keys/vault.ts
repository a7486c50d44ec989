import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { MasterKey } from './master-key.ts';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals secrets for the database with the master key. */
export interface Vault {
  /** `place` is where the secret is kept (table and row): it cannot be opened anywhere else. */
  seal(secret: string, place: string): string;
  /** Throws when the text was changed, was moved from its place, or is sealed with another master key. */
  open(sealed: string, place: string): string;
  /** A key of its own for another purpose. */
  derive(purpose: string): Buffer;
}

/** Envelopes are `<master key id>.<base64 of iv, tag and ciphertext>`. */
export function createVault(master: MasterKey): Vault {
  return {
    seal(secret, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, master.bytes, iv);
      cipher.setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `${master.id}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')}`;
    },
    open(envelope, place) {
      const [id, text = ''] = envelope.split('.');
      if (id !== master.id) throw new Error(`a secret is sealed with another master key, ${id}`);
      const bytes = Buffer.from(text, 'base64');
      const decipher = createDecipheriv(ALGORITHM, master.bytes, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const secret = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
      return Buffer.concat([secret, decipher.final()]).toString('utf8');
    },
    derive: (purpose) => createHmac('sha256', master.bytes).update(purpose).digest(),
  };
}
