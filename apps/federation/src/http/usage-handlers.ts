import type { Handlers } from '@asterism/api-server/operation-router';
import { ok } from '@asterism/api-types/common/result';
import type { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import { HOST_QUERY } from '@asterism/api-types/rules/host-query';
import { VOLUME_QUERY } from '@asterism/api-types/rules/volume-query';
import { readQuery } from '../operations/read-query.ts';
import type { Principal } from '../identity/principal.ts';
import { createHardwareReader } from '../operations/clusters/read-hardware.ts';
import {
  getFleetHost,
  createHostList,
  nameHost,
  type HostDeps,
} from '../operations/hosts/fleet-hosts.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import { listNodeUsage } from '../operations/usage/node-usage.ts';
import { listPolicyUsage } from '../operations/usage/policy-usage.ts';
import {
  getProjectUsage,
  listProjectUsage,
  type ProjectDeps,
} from '../operations/usage/project-usage.ts';
import { listFleetVolumes } from '../operations/volumes/list-volumes.ts';

/** What has volumes, over all clusters. */
export function usageHandlers(
  deps: OperationDeps & HostDeps & ProjectDeps,
): Handlers<typeof usageApi, Principal> {
  const listHosts = createHostList(deps);
  const readHardware = createHardwareReader(deps);
  return {
    async listFleetHosts(question, { principal }) {
      const clusters = deps.monitor.clusters();
      const query = readQuery(HOST_QUERY, question.query, { clusters });
      return query.ok ? ok(await listHosts(principal, question, query.value)) : query;
    },
    getFleetHost: ({ hostNQN }, { principal }) => getFleetHost(deps, principal, hostNQN),
    nameHost: async (request, { principal }) => ok(await nameHost(deps, principal, request)),
    listProjectUsage: async (_input, { principal }) => ok(await listProjectUsage(deps, principal)),
    getProjectUsage: ({ projectName }, { principal }) =>
      getProjectUsage(deps, principal, projectName),
    listPolicyUsage: async (_input, { principal }) => ok(await listPolicyUsage(deps, principal)),
    listNodeUsage: async (_input, { principal }) => ok(await listNodeUsage(deps, principal)),
    getClusterHardware: ({ clusterId }, { principal }) =>
      readHardware(principal, clusterId.toLowerCase()),
    async listRelatedVolumes({ host, node, primaryNode, ...question }, { principal }) {
      const clusters = deps.monitor.clusters();
      const query = readQuery(VOLUME_QUERY, question.query, { clusters });
      if (!query.ok) return query;
      await deps.inventory.makeOrder(question.sort);
      const relation = { host, node, primaryNode };
      return ok(listFleetVolumes(deps, principal, question, query.value, relation));
    },
  };
}
