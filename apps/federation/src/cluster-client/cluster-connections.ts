import { bulkhead, type BulkheadPolicy } from 'cockatiel';
import { Agent, type buildConnector } from 'undici';
import { formatEndpoint, parseEndpoint } from '@asterism/api-types/rules/endpoint';
import type { ConnectionFailure } from './cluster-client.ts';
import { connectTls, type ConnectOptions } from './connect-tls.ts';
import { createSemaphore, type Semaphore } from './semaphore.ts';

/** The most calls to one cluster at a time, and the most that wait for their turn. */
const CALLS_AT_ONCE = 8;
const CALLS_WAITING = 256;
const KEEP_ALIVE_MS = 30_000;

/** A connection that was not made; nothing was sent. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly failure: ConnectionFailure;

  constructor(failure: ConnectionFailure) {
    super(failure.reason);
    this.failure = failure;
  }
}

/** What belongs to the calls of one cluster with one pinned certificate: its connections and its limits. */
export interface ClusterConnections {
  readonly agent: Agent;
  readonly bulkhead: BulkheadPolicy;
  /** For its large answers: one at a time. */
  readonly largeAnswers: Semaphore;
  /** The endpoint that answered last. */
  preferred: string | undefined;
  /** Milliseconds, of `performance.now()`. */
  usedAt: number;
}

/** A connector for undici that hands over a socket only when its certificate has the pinned fingerprint. */
function pinnedConnector(fingerprint: string, options: ConnectOptions): buildConnector.connector {
  return ({ hostname, port }, callback) => {
    const endpoint = { host: hostname, port: port === '' ? 443 : Number(port) };
    connectTls(endpoint, options).then(
      (connection) => {
        if (!connection.ok) return callback(new ConnectionError(connection.error), null);
        const { socket, certificate } = connection.value;
        if (certificate.tlsFingerprint === fingerprint) return callback(null, socket);
        socket.destroy();
        const failure: ConnectionFailure = {
          kind: 'certificate-changed',
          reason: `${formatEndpoint(endpoint)} presents another certificate than the one that was confirmed`,
          presentedFingerprint: certificate.tlsFingerprint,
        };
        return callback(new ConnectionError(failure), null);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

export function createClusterConnections(
  fingerprint: string,
  options: ConnectOptions,
): ClusterConnections {
  return {
    agent: new Agent({
      connect: pinnedConnector(fingerprint, options),
      connections: CALLS_AT_ONCE,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
    }),
    bulkhead: bulkhead(CALLS_AT_ONCE, CALLS_WAITING),
    largeAnswers: createSemaphore(1),
    preferred: undefined,
    usedAt: performance.now(),
  };
}

/** The endpoints to try, in order: the one that answered last, then the others as they are given. */
export function endpointsOf(
  connections: ClusterConnections,
  apiEndpoints: readonly string[],
): string[] {
  const { preferred } = connections;
  const ordered =
    preferred !== undefined && apiEndpoints.includes(preferred)
      ? [preferred, ...apiEndpoints.filter((endpoint) => endpoint !== preferred)]
      : apiEndpoints;
  return ordered.filter((endpoint) => parseEndpoint(endpoint).ok);
}
