import type { Handlers } from '@asterism/api-server/operation-router';
import type { hardwareOperations } from '@asterism/api-types/cluster-api/hardware-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Principal } from '../identity/verify-token.ts';
import type { ClusterModel } from '../model/cluster-model.ts';
import { getHost, listHosts } from '../model/hosts.ts';
import { serversOf } from '../model/servers.ts';

function found<T>(what: string, UUID: string, thing: T | undefined): Result<T, Failure> {
  if (thing !== undefined) return ok(thing);
  return err(failure('notFound', `there is no ${what} ${UUID}`));
}

/** Single nodes, servers and connected hosts. */
export function hardwareHandlers(
  model: ClusterModel,
  apiEndpoints: () => readonly string[],
): Handlers<typeof hardwareOperations, Principal> {
  const servers = () => serversOf(model.facts, apiEndpoints());
  return {
    getNode: ({ UUID }) =>
      found(
        'node',
        UUID,
        model.facts.nodes.find((node) => node.UUID === UUID.toLowerCase()),
      ),
    listServers: ({ UUID = '', Name = '' }) =>
      ok({
        servers: servers().filter(
          (server) =>
            (UUID === '' || server.UUID === UUID.toLowerCase()) &&
            (Name === '' || server.name === Name),
        ),
      }),
    getServer: ({ UUID }) =>
      found(
        'server',
        UUID,
        servers().find((server) => server.UUID === UUID.toLowerCase()),
      ),
    listHosts: (query) => ok({ connectedHosts: listHosts(model, query) }),
    getHost: ({ hostNQN }) => getHost(model, hostNQN),
  };
}
