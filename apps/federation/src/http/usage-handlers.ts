import type { Handlers } from '@asterism/api-server/operation-router';
import { ok } from '@asterism/api-types/common/result';
import type { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import type { Principal } from '../identity/principal.ts';
import {
  getFleetHost,
  createHostList,
  nameHost,
  type HostDeps,
} from '../operations/hosts/fleet-hosts.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import { listFleetVolumes } from '../operations/volumes/list-volumes.ts';

/** What has volumes, over all clusters. */
export function usageHandlers(
  deps: OperationDeps & HostDeps,
): Handlers<typeof usageApi, Principal> {
  const listHosts = createHostList(deps);
  return {
    listFleetHosts: async (question, { principal }) => ok(await listHosts(principal, question)),
    getFleetHost: ({ hostNQN }, { principal }) => getFleetHost(deps, principal, hostNQN),
    nameHost: async (request, { principal }) => ok(await nameHost(deps, principal, request)),
    listRelatedVolumes: ({ host, ...question }, { principal }) =>
      ok(listFleetVolumes(deps, principal, question, { host })),
  };
}
