import { randomUUID } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import type { LoginKeys } from '../keys/login-keys.ts';
import type { TokenNames } from '../store/token-store.ts';

/** How long an idToken is good for, in seconds: as long as the longest session of the console. */
export const ID_TOKEN_SECONDS = 8 * 3600;

const ISSUER = 'asterism-federation';
const TYPE = 'JWT';
const LENGTH_MAX = 8192;
const CLOCK_TOLERANCE_SECONDS = 60;
/** The credential of the person that the token was given for. */
const CREDENTIAL_CLAIM = 'cred';

/** What a token of ours says that has not expired. */
export interface IdTokenClaims extends TokenNames {
  /** From then on nobody takes it any more. */
  readonly goodUntil: Date;
}

/** The tokens of people who are signed in. They name the person and nothing else: rights are read at each request. */
export interface IdTokens {
  issue(person: Omit<TokenNames, 'id'>): Promise<string>;
  /** Undefined when the token is not one of ours, or has expired. Whether it was revoked the store knows. */
  verify(token: string): Promise<IdTokenClaims | undefined>;
}

export function createIdTokens(keys: LoginKeys): IdTokens {
  return {
    issue({ subject, credentialId }) {
      const issuedAt = Math.floor(Date.now() / 1000);
      return new SignJWT({ [CREDENTIAL_CLAIM]: credentialId })
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
          requiredClaims: ['sub', 'iat', 'exp', 'jti', CREDENTIAL_CLAIM],
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
        });
        const { jti, sub, exp } = payload;
        const credentialId = payload[CREDENTIAL_CLAIM];
        if (jti === undefined || sub === undefined || exp === undefined) return undefined;
        if (typeof credentialId !== 'string') return undefined;
        const goodUntil = new Date((exp + CLOCK_TOLERANCE_SECONDS) * 1000);
        return { id: jti, subject: sub, credentialId, goodUntil };
      } catch {
        // jose throws for every token that is not good, whatever is wrong with it.
        return undefined;
      }
    },
  };
}
