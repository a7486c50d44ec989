import { randomUUID } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { LoginKeys } from '../keys/login-keys.ts';
import type { TokenNames } from '../store/token-store.ts';

/** How long an idToken is good for, in seconds: as long as the longest session of the console. */
export const ID_TOKEN_SECONDS = 8 * 3600;

const ISSUER = 'asterism-federation';
const TYPE = 'JWT';
/** A type of its own: federations of earlier releases, which would overlook the role, take no such token. */
const PREVIEW_TYPE = 'preview+jwt';
const LENGTH_MAX = 8192;
const CLOCK_TOLERANCE_SECONDS = 60;
/** The credential of the person that the token was given for. */
const CREDENTIAL_CLAIM = 'cred';
/** Of a preview: the only role that it has, and the token that it was given for. */
const ROLE_CLAIM = 'role';
const PREVIEW_OF_CLAIM = 'of';

/** What a token of ours says that has not expired. */
export interface IdTokenClaims extends TokenNames {
  /** From then on nobody takes it any more. */
  readonly goodUntil: Date;
  /** Of a preview: the only role that it has. */
  readonly previewedRole?: string;
}

/** The tokens of people who are signed in. They name the person and nothing else: rights are read at each request. */
export interface IdTokens {
  issue(person: Pick<TokenNames, 'subject' | 'credentialId'>): Promise<string>;
  /** A token that has this role alone, and ends with the one that it is given for. */
  issuePreview(of: IdTokenClaims, role: string): Promise<string>;
  /** Undefined when the token is not one of ours, or has expired. Whether it was revoked the store knows. */
  verify(token: string): Promise<IdTokenClaims | undefined>;
}

/** What a payload says that was verified; undefined when something is missing. */
function claimsOf(payload: JWTPayload, isPreview: boolean): IdTokenClaims | undefined {
  const { jti, sub, exp } = payload;
  const credentialId = payload[CREDENTIAL_CLAIM];
  if (jti === undefined || sub === undefined || exp === undefined) return undefined;
  if (typeof credentialId !== 'string') return undefined;
  const goodUntil = new Date((exp + CLOCK_TOLERANCE_SECONDS) * 1000);
  const claims = { id: jti, subject: sub, credentialId, goodUntil };
  if (!isPreview) return claims;
  const previewedRole = payload[ROLE_CLAIM];
  const previewOf = payload[PREVIEW_OF_CLAIM];
  if (typeof previewedRole !== 'string' || typeof previewOf !== 'string') return undefined;
  return { ...claims, previewedRole, previewOf };
}

export function createIdTokens(keys: LoginKeys): IdTokens {
  const sign = (
    payload: JWTPayload,
    subject: string,
    { typ, issuedAt, expiresAt }: { typ: string; issuedAt: number; expiresAt: number },
  ): Promise<string> =>
    new SignJWT(payload)
      .setProtectedHeader({ alg: 'RS256', kid: keys.signing.id, typ })
      .setIssuer(ISSUER)
      .setSubject(subject)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .setJti(randomUUID())
      .sign(keys.signing.privateKey);
  const nowInSeconds = (): number => Math.floor(Date.now() / 1000);

  return {
    issue({ subject, credentialId }) {
      const issuedAt = nowInSeconds();
      const times = { issuedAt, expiresAt: issuedAt + ID_TOKEN_SECONDS };
      return sign({ [CREDENTIAL_CLAIM]: credentialId }, subject, { typ: TYPE, ...times });
    },
    issuePreview({ id, subject, credentialId, goodUntil }, role) {
      const expiresAt = Math.floor(goodUntil.getTime() / 1000) - CLOCK_TOLERANCE_SECONDS;
      const payload = {
        [CREDENTIAL_CLAIM]: credentialId,
        [ROLE_CLAIM]: role,
        [PREVIEW_OF_CLAIM]: id,
      };
      return sign(payload, subject, { typ: PREVIEW_TYPE, issuedAt: nowInSeconds(), expiresAt });
    },
    async verify(token) {
      if (token.length > LENGTH_MAX) return undefined;
      try {
        const { kid, typ } = decodeProtectedHeader(token);
        const key = kid === undefined ? undefined : keys.verifying.get(kid);
        if (key === undefined) return undefined;
        const isPreview = typ === PREVIEW_TYPE;
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['RS256'],
          issuer: ISSUER,
          typ: isPreview ? PREVIEW_TYPE : TYPE,
          requiredClaims: ['sub', 'iat', 'exp', 'jti', CREDENTIAL_CLAIM],
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
        });
        return claimsOf(payload, isPreview);
      } catch {
        // jose throws for every token that is not good, whatever is wrong with it.
        return undefined;
      }
    },
  };
}
