import { createClient, type Client } from '@asterism/api-types/client/client';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';

const CALL_TIMEOUT_MS = 10_000;
/** People wait for it when they sign out; what takes longer is tried again without them. */
const REVOKE_TIMEOUT_MS = 3000;

const operations = {
  login: federationApi.login,
  claimServiceKey: fleetApi.claimServiceKey,
  whoAmI: fleetApi.whoAmI,
  revokeToken: fleetApi.revokeToken,
};

/** What the BFF itself asks the federation; all else only passes through it. */
export type Federation = Client<typeof operations>;

export const createFederation = (baseUrl: string): Federation =>
  createClient(operations, { baseUrl, fetch, timeoutMs: CALL_TIMEOUT_MS });

/** The header that a call in a session's name carries. */
export const bearer = (token: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
});

/** False when the federation could not be told; a token that it does not take anyway is none to tell of. */
export async function revokeToken(
  federation: Federation,
  idToken: string,
  signal: AbortSignal,
): Promise<boolean> {
  const answer = await federation.revokeToken(
    { idToken },
    {
      headers: bearer(idToken),
      signal: AbortSignal.any([signal, AbortSignal.timeout(REVOKE_TIMEOUT_MS)]),
    },
  );
  return answer.ok || answer.error.status === 401;
}
