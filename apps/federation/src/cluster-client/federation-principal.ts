import { CLUSTER_ADMIN_ROLE } from '@asterism/api-types/rules/roles';
import type { TokenPrincipal } from './cluster-client.ts';

/** The federation itself, when it asks for its own needs and not for a person. */
export const FEDERATION_PRINCIPAL: TokenPrincipal = {
  subject: 'asterism-federation',
  roles: [CLUSTER_ADMIN_ROLE],
};
