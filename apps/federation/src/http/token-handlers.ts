import type { Handlers } from '@asterism/api-server/operation-router';
import { failure } from '@asterism/api-types/common/failure';
import { err, ok } from '@asterism/api-types/common/result';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import type { IdTokens } from '../identity/id-tokens.ts';
import type { Principal } from '../identity/principal.ts';
import type { TokenStore } from '../store/token-store.ts';

export interface TokenHandlersOptions {
  readonly tokens: Pick<IdTokens, 'verify'>;
  readonly tokenStore: Pick<TokenStore, 'revoke'>;
}

/** What somebody who is signed in may ask of their token: `GET /fleet/whoami` and `POST /fleet/revoke-token`. */
export const createTokenHandlers = ({
  tokens,
  tokenStore,
}: TokenHandlersOptions): Pick<Handlers<typeof fleetApi, Principal>, 'whoAmI' | 'revokeToken'> => ({
  whoAmI: (_input, { principal }) =>
    ok({ subject: principal.subject, roles: [...principal.roles] }),

  async revokeToken({ idToken }, { principal }) {
    const claims = await tokens.verify(idToken);
    if (claims === undefined) return ok({});
    if (claims.subject !== principal.subject) {
      return err(failure('permissionDenied', 'only the tokens of the principal can be revoked'));
    }
    await tokenStore.revoke(claims.id, claims.goodUntil);
    return ok({});
  },
});
