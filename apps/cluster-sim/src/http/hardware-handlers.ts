import type { Handlers } from '@asterism/api-server/operation-router';
import type { hardwareOperations } from '@asterism/api-types/cluster-api/hardware-operations';
import { err, ok } from '@asterism/api-types/common/result';
import type { Principal } from '../identity/verify-token.ts';
import type { ClusterModel } from '../model/cluster-model.ts';
import { viewServers } from '../model/cluster-view.ts';
import { getHost, listHosts } from '../model/hosts.ts';
import { presentAsIs } from './present.ts';

/** Single nodes, servers, drives and connected hosts. */
export function hardwareHandlers(
  model: ClusterModel,
  apiEndpoints: () => readonly string[],
): Handlers<typeof hardwareOperations, Principal> {
  const servers = () => viewServers(model.spec, apiEndpoints());
  return {
    getNode: ({ UUID }) => {
      const found = model.spec.nodes.find((node) => node.UUID === UUID.toLowerCase());
      return presentAsIs(found === undefined ? err({ reason: 'nodeNotFound', UUID }) : ok(found));
    },
    listServers: ({ UUID = '', Name = '' }) =>
      ok({
        servers: servers().filter(
          (server) =>
            (UUID === '' || server.UUID === UUID.toLowerCase()) &&
            (Name === '' || server.name === Name),
        ),
      }),
    getServer: ({ UUID }) => {
      const found = servers().find((server) => server.UUID === UUID.toLowerCase());
      return presentAsIs(found === undefined ? err({ reason: 'serverNotFound', UUID }) : ok(found));
    },
    listNvmeDevices: ({ nodeUUID = '', serverUUID = '' }) =>
      ok({
        NvmeDevices: model.nvmeDevices.filter(
          (device) =>
            (nodeUUID === '' || device.nodeUUID === nodeUUID.toLowerCase()) &&
            (serverUUID === '' || device.serverUUID === serverUUID.toLowerCase()),
        ),
      }),
    getNvmeDevice: ({ Serial }) => {
      const found = model.nvmeDevices.find(({ serial }) => serial === Serial);
      return presentAsIs(
        found === undefined ? err({ reason: 'nvmeDeviceNotFound', serial: Serial }) : ok(found),
      );
    },
    listHosts: (query) => ok({ connectedHosts: listHosts(model, query) }),
    getHost: ({ hostNQN }) => presentAsIs(getHost(model, hostNQN)),
  };
}
