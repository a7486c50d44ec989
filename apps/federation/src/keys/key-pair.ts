import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

/** An RSA key pair as PEM: the public half as SPKI, the private one as PKCS 8. */
export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

const BITS = 3072;
const generate = promisify(generateKeyPair);

/** Makes an RSA key pair, off the event loop: it takes some tenths of a second. */
export const makeKeyPair = (): Promise<KeyPair> =>
  generate('rsa', {
    modulusLength: BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
