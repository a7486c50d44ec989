import { bulkhead, type BulkheadPolicy } from 'cockatiel';
import { Agent, type buildConnector } from 'undici';
import { formatEndpoint, parseEndpoint } from '@asterism/api-types/rules/endpoint';
import type { ServerAnswer } from '@asterism/api-types/client/client';
import type { ConnectionFailure } from './cluster-client.ts';
import { connectTls, type ConnectOptions } from './connect-tls.ts';
import { InvalidDataError } from './read-text.ts';
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
  /** Its last large answer took too long. */
  isSlow: boolean;
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
    isSlow: false,
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

/** What the transport of one call learns beside the answer. */
export interface CallNote {
  /** Why no connection was made. */
  connection?: ConnectionFailure;
  /** Why what was answered cannot be an answer. */
  invalidData?: string;
  /** How far the clock of what has answered is ahead of ours at least. */
  clockOffsetSeconds?: number | undefined;
  /** It has answered something that is no JSON. */
  isNoJson?: boolean;
  /** Called when the answer is done with: large ones are read by turns. */
  readonly releases: (() => void)[];
  /** Whether the call has ended; what it started may still be at work. */
  isOver: boolean;
  /** Whether it was tried at all: not while it waits for its turn. */
  tried: boolean;
}

export interface FailoverOptions {
  readonly connections: ClusterConnections;
  readonly note: CallNote;
  /** Whether the call may be sent twice. One that changes something may not, once it may have arrived. */
  readonly isSafe: boolean;
  readonly signal: AbortSignal | undefined;
}

type Send = (endpoint: string) => Promise<ServerAnswer>;

/** Of several endpoints' failures, a changed certificate is the one to report to an admin. */
function noteConnection(note: CallNote, failure: ConnectionFailure): void {
  if (note.connection?.kind !== 'certificate-changed') note.connection = failure;
}

/** Sends to one endpoint after the other until one answers. Throws the last error when none does. */
export function createFailover({ connections, note, isSafe, signal }: FailoverOptions) {
  return async (endpoints: readonly string[], send: Send): Promise<ServerAnswer> => {
    let last: unknown = new ConnectionError({
      kind: 'unreachable',
      reason: 'the cluster has no usable endpoint',
    });
    for (const endpoint of endpoints) {
      try {
        signal?.throwIfAborted();
        note.tried = true;
        const response = await send(endpoint);
        connections.preferred = endpoint;
        delete note.connection;
        return response;
      } catch (error) {
        last = error;
        const isInvalid = error instanceof InvalidDataError;
        if (isInvalid) note.invalidData = error.message;
        if (error instanceof ConnectionError) noteConnection(note, error.failure);
        else {
          // It may have arrived: the error must not say that nothing was sent.
          if (!isSafe) delete note.connection;
          if (!isSafe || isInvalid || signal?.aborted === true) break;
        }
      }
    }
    if (last instanceof ConnectionError) noteConnection(note, last.failure);
    throw last;
  };
}

/** What the promise gives, or the signal's reason thrown as soon as it is aborted: nobody waits longer than they said. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      // An AbortSignal's reason may be anything; here it is an error.
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
