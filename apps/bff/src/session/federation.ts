import { createClient, type Client } from '@asterism/api-types/client/client';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';

const CALL_TIMEOUT_MS = 10_000;

const { getServiceCredentials, login } = federationApi;
const operations = { login, getServiceCredentials, whoAmI: fleetApi.whoAmI };

/** What the BFF itself asks the federation; all else only passes through it. */
export type Federation = Client<typeof operations>;

export const createFederation = (baseUrl: string): Federation =>
  createClient(operations, { baseUrl, fetch, timeoutMs: CALL_TIMEOUT_MS });

/** The header that a call in a session's name carries. */
export const bearer = (token: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
});
