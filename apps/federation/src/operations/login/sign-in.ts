import type { Logger } from 'pino';
import { safeMessage } from '@asterism/api-server/safe-message';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { PASSWORD_BYTES_MAX } from '@asterism/api-types/rules/password';
import { unauthenticated } from '../../identity/admission.ts';
import { ID_TOKEN_SECONDS, type IdTokens } from '../../identity/id-tokens.ts';
import { networkOf, type LoginThrottle, type LoginWait } from '../../identity/login-throttle.ts';
import type { PasswordHasher } from '../../identity/password-hash.ts';
import type { Principal } from '../../identity/principal.ts';
import type { NetworkQueues } from '../../identity/network-queues.ts';
import type { TokenStore } from '../../store/token-store.ts';
import type { User, UserStore } from '../../store/user-store.ts';

export interface SignInDeps {
  readonly users: Pick<UserStore, 'get'>;
  readonly hasher: Pick<PasswordHasher, 'verify'>;
  readonly throttle: LoginThrottle;
  readonly networkQueues: NetworkQueues;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly tokens: Pick<IdTokens, 'issue'>;
}

export interface SignInAttempt {
  readonly name: string;
  readonly password: string;
  /** The client's address. */
  readonly address: string;
  /** The id of the request, for the log. */
  readonly requestId: unknown;
}

export interface SignedIn {
  readonly idToken: string;
  readonly expiresInSeconds: number;
}

/** Of a name in the log; strangers choose how long it is. */
const ACCOUNT_SHOWN = 128;

const tooManyFailures = ({ waitSeconds }: LoginWait): Failure =>
  failure('resourceExhausted', `too many failed logins: try again in ${waitSeconds} s`, {
    retryAfterSeconds: waitSeconds,
  });

export const tooManyAtOnce = (): Failure =>
  failure('unavailable', 'too many logins at once: try again', { retryAfterSeconds: 1 });

/** The user whose password it is; undefined when it is wrong, or the user is unknown or disabled. */
async function checkPassword(
  { users, hasher }: SignInDeps,
  { name, password }: SignInAttempt,
): Promise<Result<User | undefined, 'busy'>> {
  const user = await users.get(name);
  const isRight = await hasher.verify(password, user?.passwordHash);
  if (!isRight.ok) return isRight;
  return ok(isRight.value && user?.disabled === false ? user : undefined);
}

/** Whose password it is, unless too many were wrong. Every refusal of one looks the same, and takes the same time. */
export async function judgePassword(
  deps: SignInDeps,
  attempt: SignInAttempt,
  ifRefused: string,
): Promise<Result<User, Failure>> {
  const { throttle, networkQueues, log } = deps;
  const { name, password, address, requestId: request } = attempt;
  const refuse = (reason: string, failed: Failure) => {
    const account = safeMessage(name).slice(0, ACCOUNT_SHOWN);
    log.warn({ request, account, address, reason }, ifRefused);
    return err(failed);
  };
  if (Buffer.byteLength(password) > PASSWORD_BYTES_MAX)
    return refuse('the password is too long', unauthenticated());
  const taken = await throttle.take(name, address);
  if (!taken.ok) return refuse('too many failures', tooManyFailures(taken.error));
  const login = taken.value;
  const checking = login.isSprayed
    ? networkQueues.run(networkOf(address), () => checkPassword(deps, attempt))
    : checkPassword(deps, attempt);
  const checked = await checking.catch(async (error: unknown) => {
    await login.giveBack();
    throw error;
  });
  if (!checked.ok) {
    await login.giveBack();
    return refuse('too many at once', tooManyAtOnce());
  }
  const user = checked.value;
  if (user === undefined) return refuse('wrong name or password', unauthenticated());
  await login.succeed();
  return ok(user);
}

/** Signs somebody in. */
export async function signIn(
  deps: SignInDeps,
  attempt: SignInAttempt,
): Promise<Result<SignedIn, Failure>> {
  const judged = await judgePassword(deps, attempt, 'a sign-in failed');
  if (!judged.ok) return judged;
  const { name, credentialId } = judged.value;
  const { requestId: request, address } = attempt;
  deps.log.info({ request, account: name, address }, 'somebody signed in');
  const idToken = await deps.tokens.issue({ subject: name, credentialId });
  return ok({ idToken, expiresInSeconds: ID_TOKEN_SECONDS });
}

export interface RevokeDeps {
  readonly tokens: Pick<IdTokens, 'verify'>;
  readonly tokenStore: Pick<TokenStore, 'revoke'>;
}

/** Ends a token of the principal before its time; of a token that is no longer good nothing is left to end. */
export async function revokeToken(
  { tokens, tokenStore }: RevokeDeps,
  principal: Principal,
  idToken: string,
): Promise<Result<void, Failure>> {
  const claims = await tokens.verify(idToken);
  if (claims === undefined) return ok(undefined);
  if (claims.subject !== principal.subject) {
    return err(failure('permissionDenied', 'only the tokens of the principal can be revoked'));
  }
  await tokenStore.revoke(claims, claims.goodUntil);
  return ok(undefined);
}
