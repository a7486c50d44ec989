import type { Request } from 'express';
import type { Handlers } from '@asterism/api-server/operation-router';
import { failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { unauthenticated } from '../../identity/admission.ts';
import { parseBasic, type BasicCredentials } from '../../identity/basic-credentials.ts';
import { ID_TOKEN_SECONDS, type IdTokens } from '../../identity/id-tokens.ts';
import type { LoginThrottle } from '../../identity/login-throttle.ts';
import { PASSWORD_BYTES_MAX, type PasswordHasher } from '../../identity/password-hash.ts';
import type { Principal } from '../../identity/principal.ts';
import type { User, UserStore } from '../../store/user-store.ts';

export interface LoginOptions {
  readonly users: Pick<UserStore, 'get'>;
  readonly hasher: Pick<PasswordHasher, 'verify'>;
  readonly throttle: LoginThrottle;
  readonly tokens: Pick<IdTokens, 'issue'>;
}

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
      if (Buffer.byteLength(credentials.password) > PASSWORD_BYTES_MAX)
        return err(unauthenticated());
      const address = request.ip ?? '';
      const { waitSeconds } = throttle.take(name, address);
      if (waitSeconds > 0) {
        return err(
          failure('resourceExhausted', `too many failed logins: try again in ${waitSeconds} s`, {
            retryAfterSeconds: waitSeconds,
          }),
        );
      }
      const judged = await judge(credentials).catch((error: unknown) => {
        throttle.giveBack(name, address);
        throw error;
      });
      if (!judged.ok) {
        throttle.giveBack(name, address);
        return err(
          failure('unavailable', 'too many logins at once: try again', { retryAfterSeconds: 1 }),
        );
      }
      const user = judged.value;
      if (user === undefined) return err(unauthenticated());
      throttle.succeed(name, address);
      const { credentialId } = user;
      return ok({
        tokenType: 'Bearer',
        expiresIn: String(ID_TOKEN_SECONDS),
        idToken: await tokens.issue({ subject: user.name, credentialId }),
      });
    },
  };
}
