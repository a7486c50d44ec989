import { isBulkheadRejectedError } from 'cockatiel';
import { request } from 'undici';
import { call, type ServerAnswer, type Transport } from '@asterism/api-types/client/client';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { Operation, OperationInput } from '@asterism/api-types/common/operation';
import { err, ok } from '@asterism/api-types/common/result';
import { parseEndpoint } from '@asterism/api-types/rules/endpoint';
import type { AddressPolicy } from './address-policy.ts';
import { clockOffsetOf } from './clock-offset.ts';
import { ERROR_LIMITS, limitsOf } from './answer-limits.ts';
import type {
  TokenPrincipal,
  ClusterClients,
  ClusterCallOptions,
  ClusterClient,
  ClusterError,
  ClusterTarget,
  ConnectionFailure,
  TokenSigner,
} from './cluster-client.ts';
import {
  createClusterConnections,
  endpointsOf,
  type ClusterConnections,
  createFailover,
  type CallNote,
  orAborted,
} from './cluster-connections.ts';
import { boundedText, invalidData } from './cluster-failure.ts';
import { connectTls } from './connect-tls.ts';
import { resolveBySystem, type Resolve } from './resolve-names.ts';
import { readAnswer } from './read-answer.ts';
import { readText, type TurnTimings } from './read-text.ts';
import { violationsIn } from './refusal-sentences.ts';
import { currentRequestId } from './request-context.ts';
import { createSemaphore } from './semaphore.ts';
import { createTokenCache } from './token-cache.ts';

/** Milliseconds. */
interface CallTimings {
  /** For name, TCP and TLS of one endpoint. */
  readonly connect: number;
  readonly call: number;
  /** For a page of volumes. */
  readonly list: number;
  readonly largeAnswer: TurnTimings;
}

export interface ClusterClientsOptions {
  readonly policy: AddressPolicy;
  readonly signer: TokenSigner;
  readonly resolve?: Resolve;
  readonly timings?: Partial<CallTimings>;
}

const TIMINGS: CallTimings = {
  connect: 4_000,
  call: 10_000,
  list: 30_000,
  largeAnswer: { whole: 10_000, still: 3_000 },
};
/** Connections that nobody used for this long are closed. */
const IDLE_MS = 10 * 60_000;
const RETRY_AFTER_MAX_SECONDS = 3600;
/**
 * So many large answers are read at a time, of all clusters. Those whose last one took too long have a turn of their own:
 * however many they are, the others do not wait for them.
 */
const LARGE_AT_ONCE = { usual: 3, slow: 1 };
const PAGES: ReadonlySet<Operation> = new Set([
  clusterApi.listVolumes,
  clusterApi.listProjectVolumes,
]);

const notSent = (reason: string): ConnectionFailure => ({ kind: 'unreachable', reason });

/**
 * What the cluster says of an error, as far as it is kept. Details are ours to give: what a cluster sends as such does not
 * count, and the fields that its sentence names do.
 */
function withinBounds(error: ClusterError, operation: Operation): ClusterError {
  const { retryAfterSeconds, info: _, violations: __, ...rest } = error;
  const message = boundedText(error.message);
  const violations = violationsIn({ code: error.code, message }, operation);
  return {
    ...rest,
    message,
    ...(violations.length === 0 ? {} : { violations }),
    ...(retryAfterSeconds === undefined
      ? {}
      : { retryAfterSeconds: Math.min(Math.max(retryAfterSeconds, 0), RETRY_AFTER_MAX_SECONDS) }),
  };
}

/** What the transport of one call is told about it. */
interface TransportedCall {
  readonly operation: Operation;
  readonly note: CallNote;
  /** See `ReadTextOptions`. */
  readonly isKnown: ((digest: string) => boolean) | undefined;
}

/** What a front of a cluster may answer in its place, in its own form. */
const OF_A_FRONT: ReadonlySet<number> = new Set([403, 408, 429]);

/** What an error answer shows beside its content. The errors of the vendor's gateway have codes (lightbits-api §1.4). */
function seenIn(
  { status, code }: ClusterError,
  { clockOffsetSeconds }: CallNote,
): Pick<ClusterError, 'clockOffsetSeconds' | 'isForeign'> {
  if (status === 401) return clockOffsetSeconds === undefined ? {} : { clockOffsetSeconds };
  return code === 0 && status < 500 && !OF_A_FRONT.has(status) ? { isForeign: true } : {};
}

/** The error of a call, with what its transport knows beyond the status. */
function explained(error: ClusterError, operation: Operation, note: CallNote): ClusterError {
  if (error.kind === 'timeout' && !note.tried) {
    const connection = notSent('too many calls to the cluster wait for an answer');
    return { ...error, message: connection.reason, connection };
  }
  const invalidAnswer = (what: string): ClusterError => ({
    ...invalidData(`${operation.method} ${operation.path}: ${what}`, error.status),
    ...(note.isNoJson === true ? { isForeign: true } : {}),
  });
  if (note.invalidData !== undefined) return invalidAnswer(note.invalidData);
  if (error.kind === 'malformed') return invalidAnswer(error.message);
  if (error.kind === 'answer') return { ...withinBounds(error, operation), ...seenIn(error, note) };
  if (error.kind !== 'network') return error;
  const { connection } = note;
  if (connection !== undefined) return { ...error, message: connection.reason, connection };
  return { ...error, message: 'the connection broke off' };
}

/** Makes the federation's calls to clusters. One for the process: its limits are per cluster, over all that use it. */
export function createClusterClients(options: ClusterClientsOptions): ClusterClients {
  const timings = { ...TIMINGS, ...options.timings };
  const tokens = createTokenCache(options.signer);
  const byTarget = new Map<string, ClusterConnections>();
  const largeAnswers = createSemaphore(LARGE_AT_ONCE.usual);
  const slowAnswers = createSemaphore(LARGE_AT_ONCE.slow);
  const connecting = {
    policy: options.policy,
    resolve: options.resolve ?? resolveBySystem,
    timeoutMs: timings.connect,
  };

  function closeIdle(): void {
    for (const [key, connections] of byTarget) {
      if (performance.now() - connections.usedAt < IDLE_MS) continue;
      byTarget.delete(key);
      void connections.agent.close();
    }
  }

  function connectionsOf({ keyId, tlsFingerprint }: ClusterTarget): ClusterConnections {
    const key = `${keyId} ${tlsFingerprint}`;
    const known = byTarget.get(key);
    if (known !== undefined) return Object.assign(known, { usedAt: performance.now() });
    closeIdle();
    const connections = createClusterConnections(tlsFingerprint, connecting);
    byTarget.set(key, connections);
    return connections;
  }

  function transportOf(
    target: ClusterTarget,
    principal: TokenPrincipal,
    { operation, note, isKnown }: TransportedCall,
  ): Transport['fetch'] {
    return async (url, init) => {
      const connections = connectionsOf(target);
      const token = await tokens.sign(target.keyId, principal).catch((error: unknown) => {
        note.connection = notSent('the federation has no key to sign in with');
        throw error;
      });
      const requestId = currentRequestId();
      const headers = {
        ...Object.fromEntries(new Headers(init.headers)),
        authorization: `Bearer ${token}`,
        ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
      };
      const { method = 'GET', body, signal } = init;
      const send = async (endpoint: string): Promise<ServerAnswer> => {
        const sentAt = Date.now();
        const answer = await request(`https://${endpoint}${url}`, {
          dispatcher: connections.agent,
          method,
          headers,
          ...(typeof body === 'string' ? { body } : {}),
          ...(signal === null || signal === undefined ? {} : { signal }),
        });
        const times = { sentAt, answeredAt: Date.now() };
        note.clockOffsetSeconds = clockOffsetOf(answer.headers['date'], times);
        const isSuccess = answer.statusCode >= 200 && answer.statusCode < 300;
        const text = await readText(answer.body, {
          limits: isSuccess ? limitsOf(operation) : ERROR_LIMITS,
          turns: [connections.largeAnswers, connections.isSlow ? slowAnswers : largeAnswers],
          turnTimings: timings.largeAnswer,
          onLargeEnd: (isSlow) => {
            connections.isSlow = isSlow;
          },
          signal: signal ?? undefined,
          isKnown: isSuccess ? isKnown : undefined,
          onTurn: (giveBack) => {
            if (note.isOver) giveBack();
            else note.releases.push(giveBack);
          },
        });
        const { 'retry-after': retryAfter } = answer.headers;
        return {
          ok: isSuccess,
          status: answer.statusCode,
          headers: new Headers(typeof retryAfter === 'string' ? { 'retry-after': retryAfter } : {}),
          text: async () => text ?? '',
        };
      };
      const failover = createFailover({
        connections,
        note,
        isSafe: method === 'GET',
        signal: signal ?? undefined,
      });
      const turn = connections.bulkhead.execute(() =>
        failover(endpointsOf(connections, target.apiEndpoints), send),
      );
      turn.catch((error: unknown) => {
        if (!isBulkheadRejectedError(error)) return;
        note.connection = notSent('too many calls to the cluster wait for their turn');
      });
      return orAborted(turn, signal ?? undefined);
    };
  }

  return {
    async inspect(apiEndpoint, signal) {
      const endpoint = parseEndpoint(apiEndpoint);
      if (!endpoint.ok) return err({ kind: 'unreachable', reason: endpoint.error });
      const connection = await connectTls(endpoint.value, { ...connecting, signal });
      if (!connection.ok) return connection;
      connection.value.socket.destroy();
      return ok(connection.value.certificate);
    },

    client(target, principal) {
      const entries = Object.entries(clusterApi).map(([name, operation]) => [
        name,
        async (input: OperationInput<Operation>, callOptions: ClusterCallOptions<unknown> = {}) => {
          const note: CallNote = { tried: false, releases: [], isOver: false };
          const { onList = () => {}, recall, ...options } = callOptions;
          const known: { answer?: unknown } = {};
          const isKnown = (digest: string): boolean => {
            known.answer = recall?.(digest);
            return known.answer !== undefined;
          };
          const transport: Transport = {
            fetch: transportOf(target, principal, {
              operation,
              note,
              isKnown: recall === undefined ? undefined : isKnown,
            }),
            read: (one, value) => {
              note.isNoJson = value === undefined;
              return readAnswer(one, value, onList);
            },
            timeoutMs: PAGES.has(operation) ? timings.list : timings.call,
          };
          const result = await call<Operation>(transport, operation, input, options);
          note.isOver = true;
          for (const giveBack of note.releases) giveBack();
          // Then there was no text to make an answer of.
          if (known.answer !== undefined) return ok(known.answer);
          return result.ok ? result : err(explained(result.error, operation, note));
        },
      ]);
      // Object.fromEntries forgets which operation has which name; the entries above are the table's own.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return Object.fromEntries(entries) as ClusterClient;
    },

    async close() {
      await Promise.all([...byTarget.values()].map(({ agent }) => agent.destroy()));
      byTarget.clear();
    },
  };
}
