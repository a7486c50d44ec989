import { createPrivateKey, createPublicKey, generateKeyPair, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { SignJWT } from 'jose';
import { CLUSTER_ADMIN_ROLE } from '@asterism/api-types/rules/roles';

/** The ID, in project `system`, of the credential that a simulated cluster comes with. */
export const ADMIN_KEY_ID = 'simulator-admin';

const generate = promisify(generateKeyPair);
const MODULUS_BITS = 2048;
const ADMIN_TOKEN_SECONDS = 24 * 60 * 60;

/** A new RSA private key, as PKCS#8 PEM. */
export async function generateAdminKey(): Promise<string> {
  const { privateKey } = await generate('rsa', { modulusLength: MODULUS_BITS });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The public half of a private key as a credential's payload: base64 of a PEM file. */
export function payloadOf(privateKeyPem: string): string {
  const pem = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'pem' });
  return Buffer.from(pem).toString('base64');
}

/** A cluster admin's token, good for a day. `nowMs` is in milliseconds since the epoch. */
export async function signAdminToken(privateKeyPem: string, nowMs: number): Promise<string> {
  const issuedAt = Math.floor(nowMs / 1000);
  return new SignJWT({ roles: [CLUSTER_ADMIN_ROLE] })
    .setProtectedHeader({ alg: 'RS256', kid: `system:${ADMIN_KEY_ID}`, typ: 'JWT' })
    .setSubject(ADMIN_KEY_ID)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ADMIN_TOKEN_SECONDS)
    .sign(createPrivateKey(privateKeyPem));
}
