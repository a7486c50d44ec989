import type { Handlers } from '@asterism/api-server/operation-router';
import { err, ok } from '@asterism/api-types/common/result';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import type { Principal } from '../identity/principal.ts';
import { answerQuestion } from '../inventory/answer-question.ts';
import { encodedKey } from './encoded-key.ts';
import type { FleetDeps } from '../operations/fleet/fleet-deps.ts';
import { policiesInFleet, projectsInFleet } from '../operations/fleet/names-in-fleet.ts';
import { freshnessOf, presentCluster } from '../operations/clusters/present-cluster.ts';
import { probeEndpoint } from '../operations/clusters/probe-endpoint.ts';
import { summarizeFleet } from '../operations/fleet/summarize-fleet.ts';
import { trustCertificate, unknownCluster } from '../operations/clusters/trust-certificate.ts';

type FleetHandlers = Omit<
  Handlers<typeof fleetApi, Principal>,
  'whoAmI' | 'revokeToken' | 'listFleetWorkflows' | 'getFleetWorkflow' | 'cancelWorkflow'
>;

/**
 * The fleet operations that are about clusters and volumes.
 * That most are for cluster admins only is the admission's to say (rules/access); here is what of the others
 * the principal may see.
 */
export function fleetHandlers(deps: FleetDeps): FleetHandlers {
  const { monitor, inventory } = deps;
  return {
    async listFleetVolumes(question, { principal: { rights } }) {
      const visible = rights.isClusterAdmin ? undefined : rights.projects;
      const answer = await answerQuestion(inventory, question, visible);
      const clusters = monitor
        .clusters()
        .map((cluster) => freshnessOf(deps, cluster, rights.isClusterAdmin));
      return ok({ ...answer, clusters });
    },
    getFleetSummary: async () => ok(await summarizeFleet(deps)),
    listFleetClusters: () =>
      ok({ clusters: monitor.clusters().map((cluster) => presentCluster(deps, cluster)) }),
    getFleetCluster({ clusterId }) {
      const cluster = monitor.cluster(clusterId);
      return cluster === undefined
        ? err(unknownCluster(clusterId))
        : ok(presentCluster(deps, cluster));
    },
    trustCertificate: ({ clusterId, tlsFingerprint }) =>
      trustCertificate(deps, clusterId.toLowerCase(), tlsFingerprint),
    probeEndpoint: async (input, { principal }) => ok(await probeEndpoint(deps, principal, input)),
    async claimServiceKey(owner) {
      const key = await deps.keys.claim(owner);
      return ok({ pubKeyId: key.id, pubKey: encodedKey(key) });
    },
    listFleetProjects: (_input, { principal: { rights } }) =>
      ok({ projects: projectsInFleet(monitor).filter(({ name }) => rights.canView(name)) }),
    listFleetPolicies: () => ok({ policies: policiesInFleet(monitor) }),
  };
}
