import type { Request } from 'express';
import type { Logger } from 'pino';
import type { Handlers } from '@asterism/api-server/operation-router';
import { safeMessage } from '@asterism/api-server/safe-message';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { unauthenticated } from '../identity/admission.ts';
import { parseBasic, type BasicCredentials } from '../identity/basic-credentials.ts';
import { ID_TOKEN_SECONDS, type IdTokens } from '../identity/id-tokens.ts';
import { networkOf, type LoginThrottle, type LoginWait } from '../identity/login-throttle.ts';
import { PASSWORD_BYTES_MAX, type PasswordHasher } from '../identity/password-hash.ts';
import type { Principal } from '../identity/principal.ts';
import type { SprayLanes } from '../identity/spray-lanes.ts';
import type { RequestOrigins } from './request-origin.ts';
import type { User, UserStore } from '../store/user-store.ts';

export interface LoginOptions {
  readonly users: Pick<UserStore, 'get'>;
  readonly hasher: Pick<PasswordHasher, 'verify'>;
  readonly throttle: LoginThrottle;
  readonly sprayLanes: SprayLanes;
  readonly origins: Pick<RequestOrigins, 'addressOf'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly tokens: Pick<IdTokens, 'issue'>;
}

/** Of a name in the log; strangers choose how long it is. */
const ACCOUNT_SHOWN = 128;

const tooManyFailures = ({ waitSeconds }: LoginWait): Failure =>
  failure('resourceExhausted', `too many failed logins: try again in ${waitSeconds} s`, {
    retryAfterSeconds: waitSeconds,
  });

const tooManyAtOnce = (): Failure =>
  failure('unavailable', 'too many logins at once: try again', { retryAfterSeconds: 1 });

/** HTTP Basic, or the same credentials in base64 in the `api_key` header (reference: Login, Auth). */
function credentialsOf(request: Request): BasicCredentials | undefined {
  const apiKey = request.get('api_key');
  return parseBasic(
    request.get('authorization') ?? (apiKey === undefined ? undefined : `Basic ${apiKey}`),
  );
}

/** `POST /cflogin`: every refusal looks the same, and takes the same time. */
export function createLoginHandlers({
  users,
  hasher,
  throttle,
  sprayLanes,
  origins,
  log,
  tokens,
}: LoginOptions): Pick<Handlers<typeof federationApi, Principal>, 'login'> {
  /** The user whose credentials these are; undefined when they are nobody's who is let in. */
  async function judge({
    name,
    password,
  }: BasicCredentials): Promise<Result<User | undefined, 'busy'>> {
    const user = await users.get(name);
    const isRight = await hasher.verify(password, user?.passwordHash);
    if (!isRight.ok) return isRight;
    return ok(isRight.value && user?.disabled === false ? user : undefined);
  }

  return {
    async login(_input, { request }) {
      const credentials = credentialsOf(request);
      if (credentials === undefined) return err(unauthenticated());
      const { name } = credentials;
      const address = origins.addressOf(request);
      const refuse = (reason: string, failed: Failure) => {
        const account = safeMessage(name).slice(0, ACCOUNT_SHOWN);
        log.warn({ request: request.id, account, address, reason }, 'a sign-in failed');
        return err(failed);
      };
      if (Buffer.byteLength(credentials.password) > PASSWORD_BYTES_MAX)
        return refuse('the password is too long', unauthenticated());
      const taken = throttle.take(name, address);
      if (!taken.ok) return refuse('too many failures', tooManyFailures(taken.error));
      const attempt = taken.value;
      const judging = attempt.isSprayed
        ? sprayLanes.run(networkOf(address), () => judge(credentials))
        : judge(credentials);
      const judged = await judging.catch((error: unknown) => {
        attempt.giveBack();
        throw error;
      });
      if (!judged.ok) {
        attempt.giveBack();
        return refuse('too many at once', tooManyAtOnce());
      }
      const user = judged.value;
      if (user === undefined) return refuse('wrong name or password', unauthenticated());
      attempt.succeed();
      log.info({ request: request.id, account: user.name, address }, 'somebody signed in');
      const { credentialId } = user;
      return ok({
        tokenType: 'Bearer',
        expiresIn: String(ID_TOKEN_SECONDS),
        idToken: await tokens.issue({ subject: user.name, credentialId }),
      });
    },
  };
}
