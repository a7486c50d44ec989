import { failure, type Failure } from '@asterism/api-types/common/failure';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { CLUSTER_ADMIN_ROLE, rightsOf, type Rights } from '@asterism/api-types/rules/roles';
import type { JsonObject } from '../http/strict-json.ts';

const { login: _onlyByTheBff, ...forBrowsers } = federationApi;

/** The operations of the federation that a browser may ask for: all but its login. */
export const PROXIED = { ...forBrowsers, ...fleetApi } as const;
export type ProxiedName = keyof typeof PROXIED;

const isProxied = (name: string): name is ProxiedName => Object.hasOwn(PROXIED, name);
export const PROXIED_NAMES = Object.keys(PROXIED).filter(isProxied);

/**
 * What it takes to ask. `session`: nothing more; what is seen depends on the project, and the federation judges.
 * `change-volumes`: the right to change the volumes of the project, or of any when none is named.
 */
type Need = 'session' | 'change-volumes' | 'cluster-admin';

/** Total: an operation without a row does not compile. */
const NEEDS: Record<ProxiedName, Need> = {
  listVolumes: 'session',
  getVolume: 'session',
  whoAmI: 'session',
  listFleetVolumes: 'session',
  listFleetProjects: 'session',
  listFleetPolicies: 'session',

  createVolume: 'change-volumes',
  updateVolume: 'change-volumes',
  deleteVolume: 'change-volumes',

  getServiceCredentials: 'cluster-admin',
  listClusters: 'cluster-admin',
  attachCluster: 'cluster-admin',
  detachCluster: 'cluster-admin',
  listWorkflows: 'cluster-admin',
  getWorkflow: 'cluster-admin',
  getCluster: 'cluster-admin',
  getFleetSummary: 'cluster-admin',
  listFleetClusters: 'cluster-admin',
  getFleetCluster: 'cluster-admin',
  trustCertificate: 'cluster-admin',
  probeEndpoint: 'cluster-admin',
  listFleetWorkflows: 'cluster-admin',
  getFleetWorkflow: 'cluster-admin',
};

const denied = (right: string): Failure =>
  failure('permissionDenied', `Your roles do not allow this: it needs ${right}.`);

/** Why somebody who is no cluster admin may not ask. */
const REFUSALS: Record<Need, (rights: Rights, input: JsonObject) => Failure | undefined> = {
  session: () => undefined,
  'cluster-admin': () => denied(CLUSTER_ADMIN_ROLE),
  'change-volumes': (rights, { projectName }) => {
    const isNamed = typeof projectName === 'string' && projectName !== '';
    const projects = isNamed ? [projectName] : rights.projects;
    if (projects.some((project) => rights.canChange(project))) return undefined;
    return denied(isNamed ? `${projectName}:admin` : 'a role that may change volumes');
  },
};

/** Why somebody with these roles may not ask; undefined when they may. The federation judges again, and finer. */
export function rightFailure(
  name: ProxiedName,
  roles: readonly string[],
  input: JsonObject,
): Failure | undefined {
  const rights = rightsOf(roles);
  return rights.isClusterAdmin ? undefined : REFUSALS[NEEDS[name]](rights, input);
}
