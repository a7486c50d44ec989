import { isBulkheadRejectedError } from 'cockatiel';
import { request } from 'undici';
import { call, type ServerAnswer, type Transport } from '@asterism/api-types/client/client';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { Operation, OperationInput } from '@asterism/api-types/common/operation';
import { err, ok } from '@asterism/api-types/common/result';
import { parseEndpoint } from '@asterism/api-types/rules/endpoint';
import { currentRequestId } from '../request-context.ts';
import type { AddressPolicy } from './address-policy.ts';
import type {
  Actor,
  ClusterCaller,
  ClusterCallOptions,
  ClusterClient,
  ClusterError,
  ClusterTarget,
  ConnectionFailure,
  TokenSigner,
} from './cluster-connection.ts';
import { createLane, endpointsOf, type ClusterLane } from './cluster-lane.ts';
import { ERROR_LIMITS, limitsOf } from './answer-limits.ts';
import { boundedText } from './bounded-text.ts';
import { connectTls, resolveBySystem, type Resolve } from './connect-tls.ts';
import { createFailover, type CallNote } from './failover.ts';
import { nonsense } from './nonsense.ts';
import { orAborted } from './or-aborted.ts';
import { readAnswer } from './read-answer.ts';
import { readText } from './read-text.ts';
import { createTokenCache } from './token-cache.ts';
import { createTurns } from './turns.ts';

/** Milliseconds. */
interface CallTimings {
  /** For name, TCP and TLS of one endpoint. */
  readonly connect: number;
  readonly call: number;
  /** For a page of volumes. */
  readonly list: number;
}

export interface ClusterCallerOptions {
  readonly policy: AddressPolicy;
  readonly signer: TokenSigner;
  readonly resolve?: Resolve;
  readonly timings?: Partial<CallTimings>;
}

const TIMINGS: CallTimings = { connect: 4_000, call: 10_000, list: 30_000 };
/** A lane that nobody used for this long is closed. */
const LANE_IDLE_MS = 10 * 60_000;
const RETRY_AFTER_MAX_SECONDS = 3600;
/** So many large answers are read at a time, of all clusters. */
const LARGE_AT_ONCE = 4;
const PAGES: ReadonlySet<Operation> = new Set([
  clusterApi.listVolumes,
  clusterApi.listProjectVolumes,
]);

const notSent = (reason: string): ConnectionFailure => ({ kind: 'unreachable', reason });

/** What the cluster says of an error, as far as it is kept. */
const withinBounds = ({ retryAfterSeconds, ...error }: ClusterError): ClusterError => ({
  ...error,
  message: boundedText(error.message),
  ...(retryAfterSeconds === undefined
    ? {}
    : { retryAfterSeconds: Math.min(Math.max(retryAfterSeconds, 0), RETRY_AFTER_MAX_SECONDS) }),
});

/** The error of a call, with what its transport knows beyond the status. */
function explained(error: ClusterError, operation: Operation, note: CallNote): ClusterError {
  if (error.kind === 'timeout' && !note.tried) {
    const connection = notSent('too many calls to the cluster wait for an answer');
    return { ...error, message: connection.reason, connection };
  }
  const nonsenseTo = (what: string) =>
    nonsense(`${operation.method} ${operation.path}: ${what}`, error.status);
  if (note.nonsense !== undefined) return nonsenseTo(note.nonsense);
  if (error.kind === 'malformed') return nonsenseTo(error.message);
  if (error.kind === 'answer') return withinBounds(error);
  if (error.kind !== 'network') return error;
  const { connection } = note;
  if (connection !== undefined) return { ...error, message: connection.reason, connection };
  return { ...error, message: 'the connection broke off' };
}

/** Makes the federation's calls to clusters. One for the process: its limits are per cluster, over all callers. */
export function createClusterCaller(options: ClusterCallerOptions): ClusterCaller {
  const timings = { ...TIMINGS, ...options.timings };
  const tokens = createTokenCache(options.signer);
  const lanes = new Map<string, ClusterLane>();
  const largeAnswers = createTurns(LARGE_AT_ONCE);
  const connecting = {
    policy: options.policy,
    resolve: options.resolve ?? resolveBySystem,
    timeoutMs: timings.connect,
  };

  function closeIdleLanes(): void {
    for (const [key, lane] of lanes) {
      if (performance.now() - lane.usedAt < LANE_IDLE_MS) continue;
      lanes.delete(key);
      void lane.agent.close();
    }
  }

  function laneOf({ keyId, tlsFingerprint }: ClusterTarget): ClusterLane {
    const key = `${keyId} ${tlsFingerprint}`;
    const known = lanes.get(key);
    if (known !== undefined) return Object.assign(known, { usedAt: performance.now() });
    closeIdleLanes();
    const lane = createLane(tlsFingerprint, connecting);
    lanes.set(key, lane);
    return lane;
  }

  function transportOf(
    target: ClusterTarget,
    actor: Actor,
    { operation, note }: { readonly operation: Operation; readonly note: CallNote },
  ): Transport['fetch'] {
    return async (url, init) => {
      const lane = laneOf(target);
      const token = await tokens.sign(target.keyId, actor).catch((error: unknown) => {
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
        const answer = await request(`https://${endpoint}${url}`, {
          dispatcher: lane.agent,
          method,
          headers,
          ...(typeof body === 'string' ? { body } : {}),
          ...(signal === null || signal === undefined ? {} : { signal }),
        });
        const isSuccess = answer.statusCode >= 200 && answer.statusCode < 300;
        const text = await readText(answer.body, {
          limits: isSuccess ? limitsOf(operation) : ERROR_LIMITS,
          turns: [lane.largeAnswers, largeAnswers],
          signal: signal ?? undefined,
          onTurn: (giveBack) => {
            if (note.isOver) giveBack();
            else note.turns.push(giveBack);
          },
        });
        const { 'retry-after': retryAfter } = answer.headers;
        return {
          ok: isSuccess,
          status: answer.statusCode,
          headers: new Headers(typeof retryAfter === 'string' ? { 'retry-after': retryAfter } : {}),
          text: async () => text,
        };
      };
      const failover = createFailover({
        lane,
        note,
        isSafe: method === 'GET',
        signal: signal ?? undefined,
      });
      const turn = lane.bulkhead.execute(() =>
        failover(endpointsOf(lane, target.apiEndpoints), send),
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

    client(target, actor) {
      const entries = Object.entries(clusterApi).map(([name, operation]) => [
        name,
        async (input: OperationInput<Operation>, callOptions: ClusterCallOptions = {}) => {
          const note: CallNote = { tried: false, turns: [], isOver: false };
          const { onList = () => {}, ...options } = callOptions;
          const transport: Transport = {
            fetch: transportOf(target, actor, { operation, note }),
            read: (one, value) => readAnswer(one, value, onList),
            timeoutMs: PAGES.has(operation) ? timings.list : timings.call,
          };
          const result = await call<Operation>(transport, operation, input, options);
          note.isOver = true;
          for (const giveBack of note.turns) giveBack();
          return result.ok ? result : err(explained(result.error, operation, note));
        },
      ]);
      // Object.fromEntries forgets which operation stands under which name; the entries above are the table's own.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return Object.fromEntries(entries) as ClusterClient;
    },

    async close() {
      await Promise.all([...lanes.values()].map((lane) => lane.agent.destroy()));
      lanes.clear();
    },
  };
}
