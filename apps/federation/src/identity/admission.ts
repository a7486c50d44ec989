import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { mayAsk } from '@asterism/api-types/rules/access';
import { rightsOf } from '@asterism/api-types/rules/roles';
import type { TokenStore } from '../store/token-store.ts';
import type { IdTokens } from './id-tokens.ts';
import type { KnownPrincipals, NewlyKnown } from './known-principals.ts';
import { policies, type OperationName } from './policies.ts';
import type { Principal } from './principal.ts';

/** Authenticates requests, and checks that the principal may call the operation. */
export interface Admission {
  /** Whose idToken it is; fails with `unauthenticated` when it is nobody's. */
  authenticate(idToken: string | undefined): Promise<Result<Principal, Failure>>;
  /** As {@link authenticate}, and `permissionDenied` when they may not call the operation. */
  admit(
    idToken: string | undefined,
    name: OperationName,
    isRead: boolean,
  ): Promise<Result<Principal, Failure>>;
}

const NOBODY: Principal = { subject: '', roles: [], rights: rightsOf([]) };

/** One failure for all: no token, a bad one, an old one, and one of a user who is disabled. */
export const unauthenticated = (): Failure =>
  failure('unauthenticated', 'authentication is required, or has failed or expired: sign in');

/** Signing out of a preview is all that it may be used for besides reading (decision 0058). */
const onlyPreview = (): Failure =>
  failure('permissionDenied', 'this is a preview: it reads, and changes nothing');

/** An {@link Admission} by what people may do now, and not when their tokens were made. */
export function createAdmission(
  store: Pick<TokenStore, 'bearerOf'>,
  tokens: IdTokens,
  known: KnownPrincipals,
): Admission {
  async function authenticate(token: string | undefined): Promise<Result<Principal, Failure>> {
    if (token === undefined) return err(unauthenticated());
    const principal = known.of(token) ?? (await known.learn(token, () => read(token)));
    return principal === undefined ? err(unauthenticated()) : ok(principal);
  }

  async function read(token: string): Promise<NewlyKnown | undefined> {
    const claims = await tokens.verify(token);
    if (claims === undefined) return undefined;
    const user = await store.bearerOf(claims);
    if (user === undefined) return undefined;
    const { name } = user;
    const { previewedRole } = claims;
    if (previewedRole === undefined) {
      return {
        claims,
        principal: { subject: name, roles: user.roles, rights: rightsOf(user.roles) },
      };
    }
    // Only who may do everything previews: who is no cluster admin any more would see more than their own.
    if (!rightsOf(user.roles).isClusterAdmin) return undefined;
    const roles = [previewedRole];
    return {
      claims,
      principal: { subject: name, roles, rights: rightsOf(roles), isPreview: true },
    };
  }

  return {
    authenticate,
    async admit(idToken, name, isRead) {
      const access = policies[name];
      if (access === 'anyone') return ok(NOBODY);
      const principal = await authenticate(idToken);
      if (!principal.ok) return principal;
      if (principal.value.isPreview === true && !isRead && name !== 'revokeToken') {
        return err(onlyPreview());
      }
      const verdict = mayAsk(access, principal.value.rights);
      return verdict.allowed ? principal : err(failure('permissionDenied', verdict.reason));
    },
  };
}
