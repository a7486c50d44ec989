import { afterEach } from 'vitest';
import { createAddressPolicy } from '../cluster-client/address-policy.ts';
import {
  createClusterClients,
  type ClusterClientsOptions,
} from '../cluster-client/create-cluster-clients.ts';
import type { ClusterClients, ClusterTarget } from '../cluster-client/cluster-client.ts';
import { replyJson, startTlsServer, type TestServer } from './tls-server.ts';

/** Who is asking. */
export const alice = { subject: 'alice', roles: ['system:cluster-admin'] };
export const anyPort = [{ from: 1, to: 65_535 }];
const loopback = createAddressPolicy({ networks: ['127.0.0.0/8'], ports: anyPort });

/** A cluster that is reached at a server, with its certificate pinned. */
export const targetOf = (server: TestServer, more: Partial<ClusterTarget> = {}): ClusterTarget => ({
  apiEndpoints: [server.endpoint],
  tlsFingerprint: server.fingerprint,
  keyId: 'k1',
  ...more,
});

/** Clients and servers for the tests of a file, closed after each. */
export function clusterClientTests() {
  const openThings: { close(): Promise<void> }[] = [];
  const open = <T extends { close(): Promise<void> }>(thing: T): T => {
    openThings.push(thing);
    return thing;
  };
  afterEach(async () => {
    await Promise.all(openThings.splice(0).map((thing) => thing.close()));
  });
  return {
    open,
    /** May reach this machine, on any port, unless set otherwise. */
    clusterClients: (options: Partial<ClusterClientsOptions> = {}): ClusterClients =>
      open(
        createClusterClients({
          policy: loopback,
          signer: { sign: async (keyId, principal) => `token-of-${principal.subject}-by-${keyId}` },
          ...options,
        }),
      ),
    /** Answers every request as GET version is answered. */
    versionServer: async () =>
      open(
        await startTlsServer((_request, response) => replyJson(response, { apiVersion: 'v2.0' })),
      ),
  };
}
