import type { Handlers } from '@asterism/api-server/operation-router';
import { ok } from '@asterism/api-types/common/result';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import type { Principal } from '../identity/principal.ts';
import type { ServiceKeys } from '../keys/service-keys.ts';
import { encodedKey } from './encoded-key.ts';

/** `GET /cf-service-credentials`: the public half of the key that the next cluster is to import. */
export const createServiceCredentialsHandlers = (
  keys: ServiceKeys,
): Pick<Handlers<typeof federationApi, Principal>, 'getServiceCredentials'> => ({
  async getServiceCredentials() {
    const key = await keys.next();
    return ok({ pubKeyId: key.id, pubKey: encodedKey(key) });
  },
});
