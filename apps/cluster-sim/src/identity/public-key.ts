import { createPublicKey, type KeyObject } from 'node:crypto';
import { err, ok, type Result } from '@asterism/api-types/common/result';

/** Why a text is no key that may sign tokens here. */
export type KeyProblem = 'notBase64' | 'notPem' | 'unreadable' | 'notRsa' | 'tooSmall';

const PEM =
  /^-----BEGIN (RSA )?PUBLIC KEY-----\r?\n([A-Za-z0-9+/=\s]+)-----END \1?PUBLIC KEY-----\s*$/;
export const SMALLEST_MODULUS_BITS = 2048;

/** `RSA PUBLIC KEY` should hold PKCS#1, but real tools put SPKI under that label too (lightbits-api §3). */
function readKey(der: Buffer, isRsaLabel: boolean): KeyObject | undefined {
  const types = isRsaLabel ? (['spki', 'pkcs1'] as const) : (['spki'] as const);
  for (const type of types) {
    try {
      return createPublicKey({ key: der, format: 'der', type });
    } catch {
      // Not of this type: the next one is tried.
    }
  }
  return undefined;
}

/** Reads an RSA public key from a PEM text. */
export function parsePublicKey(pem: string): Result<KeyObject, KeyProblem> {
  const match = PEM.exec(pem.trim());
  if (match === null) return err('notPem');
  const [, rsa, base64 = ''] = match;
  const key = readKey(Buffer.from(base64, 'base64'), rsa !== undefined);
  if (key === undefined) return err('unreadable');
  if (key.asymmetricKeyType !== 'rsa') return err('notRsa');
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return bits < SMALLEST_MODULUS_BITS ? err('tooSmall') : ok(key);
}

/** {@link parsePublicKey} of a credential's payload: base64 of a PEM file (lightbits-api §2.8). */
export function parsePayload(payload: string): Result<KeyObject, KeyProblem> {
  if (!/^[A-Za-z0-9+/\s]+=*\s*$/.test(payload)) return err('notBase64');
  return parsePublicKey(Buffer.from(payload, 'base64').toString('latin1'));
}
