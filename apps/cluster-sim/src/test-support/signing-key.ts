import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';

/** A key pair with which a test signs tokens. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  /** The public half as a PEM file. */
  readonly publicPem: string;
  /** The PEM file in base64: a credential's payload. */
  readonly payload: string;
}

export function createSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
  const publicPem = String(pem);
  return { privateKey, publicPem, payload: Buffer.from(publicPem).toString('base64') };
}

export interface TokenParts {
  /** Undefined leaves it out. */
  readonly kid: string | undefined;
  readonly roles?: unknown;
  /** In seconds since the epoch. */
  readonly now?: number;
  /** Over the usual claims; undefined leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly alg?: string;
}

/** A token as the federation would make it, with what a test wants to be different. */
export function signToken(key: SigningKey, parts: TokenParts): Promise<string> {
  const { kid, alg = 'RS256', now = Math.floor(Date.now() / 1000) } = parts;
  const claims = { sub: 'alice', exp: now + 60, roles: parts.roles, ...parts.claims };
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg, typ: 'JWT', ...(kid === undefined ? {} : { kid }) })
    .sign(key.privateKey);
}
