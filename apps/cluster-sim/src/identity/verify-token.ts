import type { KeyObject } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { z } from 'zod/mini';
import type { Credential } from '@asterism/api-types/cluster-api/cluster-operations';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { rightsOf, type Rights } from '@asterism/api-types/rules/roles';
import { parsePayload } from './public-key.ts';

/** Why a token is refused, with what the sentence for it needs. */
export type TokenRefusal =
  | { readonly reason: 'tokenMissing' }
  | { readonly reason: 'tokenUnreadable' }
  | { readonly reason: 'tokenExpired' }
  | { readonly reason: 'keyIdMalformed' }
  | { readonly reason: 'keyUnknown'; readonly scope: string; readonly ID: string }
  | { readonly reason: 'claimInvalid'; readonly rule: string }
  | { readonly reason: 'claimsMistyped' }
  | { readonly reason: 'algorithmNotAllowed' }
  | { readonly reason: 'signatureInvalid' }
  | { readonly reason: 'roleForeign'; readonly scope: string; readonly role: string };

/** Who sent a request, and what they may do here. */
export interface Principal {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly rights: Rights;
}

export interface TokenVerifierOptions {
  readonly credential: (projectName: string, ID: string) => Credential | undefined;
  readonly now: () => number;
}

const CLOCK_SKEW_SECONDS = 60;
const SYSTEM_SCOPE = 'system';
const KEY_ID = /^([a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?):([A-Za-z0-9._-]{1,128})$/;

const claims = z.object({
  sub: z.string().check(z.minLength(1)),
  roles: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
  iat: z.optional(z.number()),
});

/** A key of project `system` may sign any role, another only those of its own project (lightbits-api §3). */
const maySign = (scope: string, role: string): boolean =>
  scope === SYSTEM_SCOPE || role.startsWith(`${scope}:`);

function keyIdOf(token: string): Result<{ scope: string; ID: string }, TokenRefusal> {
  try {
    const match = KEY_ID.exec(decodeProtectedHeader(token).kid ?? '');
    const [, scope, ID] = match ?? [];
    if (scope === undefined || ID === undefined) return err({ reason: 'keyIdMalformed' });
    return ok({ scope, ID });
  } catch {
    return err({ reason: 'tokenUnreadable' });
  }
}

function refusalOf(error: unknown): TokenRefusal {
  if (error instanceof errors.JWTExpired) return { reason: 'tokenExpired' };
  if (error instanceof errors.JWTClaimValidationFailed) {
    return { reason: 'claimInvalid', rule: error.message };
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return { reason: 'algorithmNotAllowed' };
  return { reason: 'signatureInvalid' };
}

/** Verifies bearer tokens as a cluster does: RS256 by a key that was imported as a credential (lightbits-api §3). */
export function createTokenVerifier({ credential, now }: TokenVerifierOptions) {
  const keys = new WeakMap<Credential, KeyObject>();

  function keyOf(imported: Credential): KeyObject | undefined {
    const known = keys.get(imported);
    if (known !== undefined || imported.type !== 'RS256PubKey') return known;
    const parsed = parsePayload(imported.payload);
    if (parsed.ok) keys.set(imported, parsed.value);
    return parsed.ok ? parsed.value : undefined;
  }

  /** The principal that the `Authorization` header proves. */
  return async (authorization: string | undefined): Promise<Result<Principal, TokenRefusal>> => {
    const token = /^Bearer ([^\s]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return err({ reason: 'tokenMissing' });
    const keyId = keyIdOf(token);
    if (!keyId.ok) return keyId;
    const { scope, ID } = keyId.value;
    const imported = credential(scope, ID);
    const key = imported === undefined ? undefined : keyOf(imported);
    if (key === undefined) return err({ reason: 'keyUnknown', scope, ID });
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['RS256'],
        clockTolerance: CLOCK_SKEW_SECONDS,
        requiredClaims: ['exp', 'sub', 'roles'],
        currentDate: new Date(now()),
      });
      const parsed = z.safeParse(claims, payload);
      if (!parsed.success) return err({ reason: 'claimsMistyped' });
      const { sub, roles, iat } = parsed.data;
      if (iat !== undefined && iat > now() / 1000 + CLOCK_SKEW_SECONDS) {
        return err({ reason: 'claimInvalid', rule: '"iat" claim timestamp is in the future' });
      }
      const foreign = roles.find((role) => !maySign(scope, role));
      if (foreign !== undefined) return err({ reason: 'roleForeign', scope, role: foreign });
      return ok({ subject: sub, roles, rights: rightsOf(roles) });
    } catch (error) {
      return err(refusalOf(error));
    }
  };
}
