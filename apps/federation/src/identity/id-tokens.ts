import { randomUUID } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import type { LoginKeys } from '../keys/login-keys.ts';

/** How long an idToken is good for, in seconds. */
export const ID_TOKEN_SECONDS = 12 * 3600;

const ISSUER = 'asterism-federation';
const TYPE = 'JWT';
const LENGTH_MAX = 8192;
const CLOCK_TOLERANCE_SECONDS = 60;

/** What a good idToken says. */
export interface IdTokenClaims {
  readonly subject: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
}

/** The tokens of people who are signed in. They name the person and nothing else: rights are read at each request. */
export interface IdTokens {
  issue(subject: string): Promise<string>;
  /** Undefined when the token is not one of ours, or no longer good. */
  verify(token: string): Promise<IdTokenClaims | undefined>;
}

export function createIdTokens(keys: LoginKeys): IdTokens {
  return {
    issue(subject) {
      const issuedAt = Math.floor(Date.now() / 1000);
      return new SignJWT({})
        .setProtectedHeader({ alg: 'RS256', kid: keys.signing.id, typ: TYPE })
        .setIssuer(ISSUER)
        .setSubject(subject)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ID_TOKEN_SECONDS)
        .setJti(randomUUID())
        .sign(keys.signing.privateKey);
    },
    async verify(token) {
      if (token.length > LENGTH_MAX) return undefined;
      try {
        const { kid } = decodeProtectedHeader(token);
        const key = kid === undefined ? undefined : keys.verifying.get(kid);
        if (key === undefined) return undefined;
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['RS256'],
          issuer: ISSUER,
          typ: TYPE,
          requiredClaims: ['sub', 'iat', 'exp', 'jti'],
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
        });
        const { sub, iat } = payload;
        return sub === undefined || iat === undefined ? undefined : { subject: sub, issuedAt: iat };
      } catch {
        // jose throws for every token that is not good, whatever is wrong with it.
        return undefined;
      }
    },
  };
}
