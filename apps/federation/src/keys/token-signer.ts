import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { TokenSigner } from '../cluster-client/cluster-client.ts';
import type { ServiceKeys } from './service-keys.ts';

/** How long a token for a cluster is good for, in seconds. */
const TOKEN_SECONDS = 60;

/** Signs tokens as clusters read them (lightbits-api §3): the key is one of the cluster's project `system`. */
export const createTokenSigner = (keys: ServiceKeys): TokenSigner => ({
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
