import { isBulkheadRejectedError } from 'cockatiel';
import { invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { unauthenticated } from '../../identity/admission.ts';
import { ID_TOKEN_SECONDS } from '../../identity/id-tokens.ts';
import type { KnownPrincipals } from '../../identity/known-principals.ts';
import type { PasswordHasher } from '../../identity/password-hash.ts';
import type { UserStore } from '../../store/user-store.ts';
import {
  judgePassword,
  tooManyAtOnce,
  type SignedIn,
  type SignInAttempt,
  type SignInDeps,
} from './sign-in.ts';

export interface ChangePasswordDeps extends SignInDeps {
  readonly users: Pick<UserStore, 'get' | 'replacePassword'>;
  readonly hasher: Pick<PasswordHasher, 'verify' | 'hash'>;
  readonly knownPrincipals: Pick<KnownPrincipals, 'forgetSubject'>;
}

/**
 * Changes the password of who is signed in, who has to know the old one: wrong ones count as failed sign-ins. All their
 * tokens end with it; the answer is a new one.
 */
export async function changePassword(
  deps: ChangePasswordDeps,
  attempt: SignInAttempt,
  newPassword: string,
): Promise<Result<SignedIn, Failure>> {
  const { users, hasher, tokens, log, knownPrincipals } = deps;
  const judged = await judgePassword(deps, attempt, 'a change of a password failed');
  if (!judged.ok) {
    return judged.error.kind === 'unauthenticated'
      ? err(invalidField('oldPassword', 'is not your password'))
      : judged;
  }
  const { name, credentialId: former } = judged.value;
  const passwordHash = await hasher.hash(newPassword).catch((error: unknown) => {
    if (isBulkheadRejectedError(error)) return undefined;
    throw error;
  });
  if (passwordHash === undefined) return err(tooManyAtOnce());
  const credentialId = await users.replacePassword(name, passwordHash, former);
  // Somebody has changed it, or disabled the account, since the old one was judged.
  if (credentialId === undefined) return err(unauthenticated());
  // At once here; a notification tells the other replicas.
  knownPrincipals.forgetSubject(name);
  log.info(
    { request: attempt.requestId, account: name, address: attempt.address },
    'somebody changed their password',
  );
  const idToken = await tokens.issue({ subject: name, credentialId });
  return ok({ idToken, expiresInSeconds: ID_TOKEN_SECONDS });
}
