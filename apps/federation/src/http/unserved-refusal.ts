import type { Request } from 'express';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import type { Admission } from '../identity/admission.ts';

/** Keys are trusted by one cluster each: there is nothing that all clusters together could trust. */
const OF_ONE_CLUSTER =
  'credentials belong to single clusters, not to a federation of them: import the key on the cluster itself';

function reasonOf({ method, path }: Request): string {
  if (/\/credentials(\/|$)/.test(path)) return OF_ONE_CLUSTER;
  return `${method} ${path} is not served by a federation: ask the cluster itself`;
}

/** Why a route of a cluster is not served here: 501, to whoever is signed in. */
export const createUnservedRefusal =
  (admission: Pick<Admission, 'authenticate'>) =>
  async (request: Request): Promise<Failure> => {
    const principal = await admission.authenticate(request);
    return principal.ok ? failure('unimplemented', reasonOf(request)) : principal.error;
  };
