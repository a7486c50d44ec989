import { createClient, type Client } from '@asterism/api-types/client/client';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { passwordApi } from '@asterism/api-types/fleet-api/password-api';
import { previewApi } from '@asterism/api-types/fleet-api/preview-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';

const CALL_TIMEOUT_MS = 10_000;
/** A sign-out waits for it; what takes longer is retried in the background. */
const REVOKE_TIMEOUT_MS = 3000;

const operations = {
  login: federationApi.login,
  claimServiceKey: fleetApi.claimServiceKey,
  whoAmI: fleetApi.whoAmI,
  revokeToken: fleetApi.revokeToken,
  changePassword: passwordApi.changePassword,
  issuePreviewToken: previewApi.issuePreviewToken,
};

/** The BFF's own requests to the federation; all others are only forwarded. */
export type Federation = Client<typeof operations>;

export const createFederation = (baseUrl: string): Federation =>
  createClient(operations, { baseUrl, fetch, timeoutMs: CALL_TIMEOUT_MS });

/** The authorization header of a request on behalf of a session. */
export const bearer = (token: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
});

/** False when the federation could not be notified. A token that it rejects anyway counts as revoked. */
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
