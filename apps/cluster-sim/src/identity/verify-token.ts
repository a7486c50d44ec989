import type { KeyObject } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { z } from 'zod/mini';
import type { Credential } from '@asterism/api-types/cluster-api/cluster-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { rightsOf, type Rights } from '@asterism/api-types/rules/roles';
import { parsePayload } from './public-key.ts';

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
});

const refuse = (reason: string) =>
  err(failure('unauthenticated', `authentication failed: ${reason}`));

/** A key of project `system` may sign any role, another only those of its own project (lightbits-api §3). */
const maySign = (scope: string, role: string): boolean =>
  scope === SYSTEM_SCOPE || role.startsWith(`${scope}:`);

function keyIdOf(token: string): Result<{ scope: string; ID: string }, Failure> {
  try {
    const match = KEY_ID.exec(decodeProtectedHeader(token).kid ?? '');
    const [, scope, ID] = match ?? [];
    if (scope === undefined || ID === undefined) {
      return refuse('kid must be of the form <project>:<credential ID>');
    }
    return ok({ scope, ID });
  } catch {
    return refuse('the token is not a JWT');
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return error.message;
  if (error instanceof errors.JOSEAlgNotAllowed) return 'the token is not signed with RS256';
  return 'the token is not signed with the key that its kid names';
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

  /** Who the `Authorization` header speaks for; 401 if it convinces nobody. */
  return async (authorization: string | undefined): Promise<Result<Principal, Failure>> => {
    const token = /^Bearer ([^\s]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return refuse('a bearer token is required');
    const keyId = keyIdOf(token);
    if (!keyId.ok) return keyId;
    const { scope, ID } = keyId.value;
    const imported = credential(scope, ID);
    const key = imported === undefined ? undefined : keyOf(imported);
    if (key === undefined) return refuse(`there is no key ${scope}:${ID}`);
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['RS256'],
        clockTolerance: CLOCK_SKEW_SECONDS,
        requiredClaims: ['exp', 'sub', 'roles'],
        currentDate: new Date(now()),
      });
      const parsed = z.safeParse(claims, payload);
      if (!parsed.success) return refuse('sub must be a text and roles a list of texts');
      const { sub, roles } = parsed.data;
      const foreign = roles.find((role) => !maySign(scope, role));
      if (foreign !== undefined)
        return refuse(`a key of ${scope} must not sign the role ${foreign}`);
      return ok({ subject: sub, roles, rights: rightsOf(roles) });
    } catch (error) {
      return refuse(reasonOf(error));
    }
  };
}
