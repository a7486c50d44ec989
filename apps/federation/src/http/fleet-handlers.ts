import type { Handlers } from '@asterism/api-server/operation-router';
import { ok } from '@asterism/api-types/common/result';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { API_VERSION } from '@asterism/api-types/cluster-api/cluster-operations';
import type { clientRoutes } from '@asterism/api-types/federation-api/client-routes';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import type { Principal } from '../identity/principal.ts';
import {
  describeFleet,
  describeFleetIdentity,
  getNode,
  listNodes,
  type FleetAsClusterDeps,
} from '../operations/fleet-as-cluster/describe-fleet.ts';
import {
  listFleetPolicies,
  listFleetProjects,
  getPolicy,
  getProject,
  listPolicies,
  listProjects,
} from '../operations/fleet/projects-and-policies.ts';
import { summarizeFleet, type SummaryDeps } from '../operations/fleet/summarize-fleet.ts';
import { getConnectedHost, listConnectedHosts } from '../operations/hosts/connected-hosts.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';

/** The fleet as a whole: its numbers, and what its clusters share by name. */
export const fleetHandlers = (
  deps: SummaryDeps,
): Pick<
  Handlers<typeof fleetApi, Principal>,
  'getFleetSummary' | 'listFleetProjects' | 'listFleetPolicies'
> => ({
  getFleetSummary: async () => ok(await summarizeFleet(deps)),
  listFleetProjects: (_input, { principal }) =>
    ok({ projects: listFleetProjects(deps.monitor, principal) }),
  listFleetPolicies: () => ok({ policies: listFleetPolicies(deps.monitor) }),
});

type FleetAsClusterHandlers = Pick<Handlers<typeof federationApi, Principal>, 'getCluster'> &
  Pick<
    Handlers<typeof clientRoutes, Principal>,
    | 'getVersion'
    | 'getClusterInfo'
    | 'listNodes'
    | 'getNode'
    | 'listHosts'
    | 'getHost'
    | 'listProjects'
    | 'getProject'
    | 'listPolicies'
    | 'getPolicy'
  >;

/** What a cluster says of itself and of what it has, answered for the fleet as if it were one cluster. */
export function fleetAsClusterHandlers(
  deps: OperationDeps & FleetAsClusterDeps,
): FleetAsClusterHandlers {
  const { monitor } = deps;
  return {
    getVersion: () => ok({ apiVersion: API_VERSION }),
    getCluster: () => ok(describeFleet(deps)),
    getClusterInfo: () => ok(describeFleetIdentity(deps)),
    listNodes: () => ok({ nodes: listNodes(deps) }),
    getNode: ({ UUID }) => getNode(deps, UUID),
    listHosts: async (query, { principal }) =>
      ok({ connectedHosts: await listConnectedHosts(deps, principal, query) }),
    getHost: ({ hostNQN }, { principal }) => getConnectedHost(deps, principal, hostNQN),
    listProjects: () => ok({ projects: listProjects(monitor) }),
    getProject: ({ name }) => getProject(monitor, name),
    listPolicies: () => ok({ policies: listPolicies(monitor) }),
    getPolicy: (which) => getPolicy(monitor, which),
  };
}
