import { clientRoutes } from '@asterism/api-types/federation-api/client-routes';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { policies, type Access, type OperationName } from '../../identity/policies.ts';

const operations = { ...federationApi, ...clientRoutes, ...fleetApi };

const WORDS: Record<Access, { readonly read: string; readonly change: string }> = {
  anyone: { read: 'everybody', change: 'everybody' },
  'signed-in': {
    read: 'whoever is signed in; they see what their roles show them',
    change: 'cluster admins, and admins of the volume’s project',
  },
  'cluster-admin': { read: 'cluster admins', change: 'cluster admins' },
};

/** Who may call an operation, in words: from the very policies that are enforced. */
export const accessWords = (name: OperationName): string =>
  WORDS[policies[name]][operations[name].method === 'GET' ? 'read' : 'change'];
