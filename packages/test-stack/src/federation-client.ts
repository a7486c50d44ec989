import { createClient, type Client } from '@asterism/api-types/client/client';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { PASSWORDS, type User } from './stack.ts';

const CALLS = { ...federationApi, ...snapshotApi };

/** Somebody who uses the federation's API without the console. */
export async function federationClient(
  federationUrl: string,
  user: User,
): Promise<Client<typeof CALLS>> {
  const credentials = Buffer.from(`${user}:${PASSWORDS[user]}`).toString('base64');
  const anybody = createClient(federationApi, { fetch, baseUrl: federationUrl });
  const login = await anybody.login({}, { headers: { authorization: `Basic ${credentials}` } });
  if (!login.ok) throw new Error(login.error.message);
  return createClient(CALLS, {
    fetch,
    baseUrl: federationUrl,
    headers: () => ({ authorization: `Bearer ${login.value.idToken}` }),
  });
}
