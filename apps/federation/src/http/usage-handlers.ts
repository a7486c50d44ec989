import type { Handlers } from '@asterism/api-server/operation-router';
import type { Failure } from '@asterism/api-types/common/failure';
import { ok, type Result } from '@asterism/api-types/common/result';
import type {
  FleetVolumes,
  FleetVolumesQuestion,
} from '@asterism/api-types/fleet-api/fleet-volumes';
import type { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import { HOST_QUERY } from '@asterism/api-types/rules/host-query';
import { VOLUME_QUERY } from '@asterism/api-types/rules/volume-query';
import { readQuery } from '../operations/read-query.ts';
import type { Relation } from '../inventory/columns/related-rows.ts';
import type { Principal } from '../identity/principal.ts';
import { getDomainLens, lensGroup } from '../operations/clusters/domain-lens.ts';
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
  async function volumesOf(
    principal: Principal,
    question: FleetVolumesQuestion,
    relation: Relation,
  ): Promise<Result<FleetVolumes, Failure>> {
    const query = readQuery(VOLUME_QUERY, question.query, { clusters: deps.monitor.clusters() });
    if (!query.ok) return query;
    await deps.inventory.makeOrder(question.sort);
    return ok(listFleetVolumes(deps, principal, question, query.value, relation));
  }

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
    getDomainLens: (question) => getDomainLens(deps, question),
    async listDomainLensVolumes({ clusterId, domain, group, ...question }, { principal }) {
      const placed = lensGroup(deps, { clusterId, domain, group });
      if (!placed.ok) return placed;
      return await volumesOf(principal, question, { placed: placed.value });
    },
    async listRelatedVolumes({ host, node, primaryNode, ...question }, { principal }) {
      return await volumesOf(principal, question, { host, node, primaryNode });
    },
  };
}
