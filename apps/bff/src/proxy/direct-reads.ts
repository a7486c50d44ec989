import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { USER_ACTIVE_HEADER } from '@asterism/api-types/bff-api/user-active';
import { buildRequest } from '@asterism/api-types/client/build-request';
import type { Failure } from '@asterism/api-types/common/failure';
import { REQUEST_ID_HEADER, type RequestLog } from '@asterism/server-kit/request-log';
import { forwardedHeaders, type BffProofKeys } from '@asterism/server-kit/secrets/bff-proof';
import { isCanonicalTarget, pathOf, searchOf } from '../http/canonical-target.ts';
import type { IsKnownHost } from '../http/known-hosts.ts';
import type { Metrics } from '../http/metrics.ts';
import { refuse } from '../http/refuse.ts';
import type { RouteTable } from '../http/route-table.ts';
import { isForeignRead } from '../http/same-origin.ts';
import { setSecurityHeaders, type SecurityHeaders } from '../http/security-headers.ts';
import { sessionIdOf } from '../http/session-cookie.ts';
import { readStrictInput } from '../http/strict-input.ts';
import type { JsonObject } from '../http/strict-json.ts';
import { visitorOf, type Trust } from '../http/visitor.ts';
import type { Sessions } from '../session/create-sessions.ts';
import type { Enter } from './concurrency.ts';
import { fleetReadOf } from './fleet-read.ts';
import type { Forwarder, Outgoing } from './forwarder.ts';
import type { KeptAnswers } from './kept-answers.ts';
import { proxiedNameOf, rightFailure, type ProxiedName } from './proxy-policy.ts';
import { deadlineOf, type Deadlines } from './proxy-routes.ts';

const USER_ACTIVE = USER_ACTIVE_HEADER.toLowerCase();
/** Targets that are kept, and the longest that is. */
const KEPT = 1000;
const KEPT_LENGTH = 512;

export interface DirectReadsOptions {
  readonly table: RouteTable;
  readonly trust: Trust;
  readonly isKnownHost: IsKnownHost;
  readonly sessions: Pick<Sessions, 'fresh' | 'touch'>;
  readonly forwarder: Pick<Forwarder, 'forward'>;
  readonly keptAnswers: KeptAnswers;
  readonly deadlines: Deadlines;
  readonly enter: Enter;
  readonly proofKeys: BffProofKeys;
  readonly securityHeaders: SecurityHeaders;
  readonly metrics: Pick<Metrics, 'watch'>;
  readonly requestLog: Pick<RequestLog, 'logClosed'>;
  readonly endSession: (key: string) => void;
  /** Serves everything else. */
  readonly otherwise: RequestListener;
}

/** What a target asks for. It depends on nothing else in the request, so it is worked out once. */
interface Read {
  readonly name: ProxiedName;
  readonly input: JsonObject;
  /** Path and query of the request to the federation. */
  readonly url: string;
}

/** The read that the target asks for; undefined when it is another operation, or not valid. */
function parseTarget(target: string, table: RouteTable): Read | undefined {
  if (!isCanonicalTarget(target)) return undefined;
  const match = table('GET', pathOf(target));
  if (match.kind !== 'route') return undefined;
  const { operation } = match.route;
  const name = proxiedNameOf(operation);
  if (name === undefined || operation.method !== 'GET') return undefined;
  const input = readStrictInput({
    operation,
    params: match.params,
    search: searchOf(target),
    body: '',
  });
  if (!input.ok) return undefined;
  return { name, input: input.value, url: buildRequest(operation, input.value).url };
}

/** Whether a body may follow, which only the application reads. */
const mayHaveBody = ({ headers }: IncomingMessage): boolean =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;

/**
 * The short way of the most frequent requests: reads of people who are signed in, which the federation answers. The
 * rules are those of the application, by the same functions, and only what passes all of them at once is forwarded here.
 * The application decides about everything else, and it alone says what is wrong.
 */
export function createDirectReads(options: DirectReadsOptions): RequestListener {
  const {
    table,
    trust,
    sessions,
    forwarder,
    keptAnswers,
    enter,
    metrics,
    requestLog,
    securityHeaders,
  } = options;
  const reads = new LRUCache<string, Read>({ max: KEPT });
  const headersOfAll = securityHeaders.flatMap(([name, value]) => [name, String(value)]);

  function readOf(target: string): Read | undefined {
    const known = reads.get(target);
    if (known !== undefined) return known;
    const read = parseTarget(target, table);
    if (read !== undefined && target.length <= KEPT_LENGTH) reads.set(target, read);
    return read;
  }

  /** False, with nothing done, when the application must decide. */
  function serve(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, headers, url: target = '' } = request;
    if (method !== 'GET' || !target.startsWith('/api/') || mayHaveBody(request)) return false;
    if (isForeignRead(headers['sec-fetch-site'])) return false;
    const { address, host } = visitorOf(request, trust);
    if (!options.isKnownHost(headers.host)) return false;
    if (host !== headers.host && !options.isKnownHost(host)) return false;
    const id = sessionIdOf(request);
    const session = id === undefined ? undefined : sessions.fresh(id);
    if (session === undefined) return false;
    const read = readOf(target);
    if (read === undefined) return false;
    if (rightFailure(read.name, session.rights, read.input) !== undefined) return false;
    if (!enter(session.key, response)) return false;

    if (headers[USER_ACTIVE] === '1') void sessions.touch(session.key);
    const requestId = randomUUID();
    const startedAt = performance.now();
    request.id = requestId;
    metrics.watch(response, 'GET', () => read.name);
    response.once('close', () => requestLog.logClosed(request, response, startedAt));
    const fleetRead = fleetReadOf(read.name, headers);
    const outgoing: Outgoing = {
      method: 'GET',
      url: read.url,
      body: undefined,
      ifMatch: undefined,
      idempotencyKey: undefined,
      token: session.token,
      forwarded: () => forwardedHeaders(options.proofKeys, { address, requestId }),
      deadlineMs: options.deadlines[deadlineOf(read.name)],
      onUnauthorized: () => options.endSession(session.key),
      ownHeaders: [...headersOfAll, REQUEST_ID_HEADER, requestId],
      fleetRead,
      refuse: (_response, failed: Failure) => {
        response.setHeader(REQUEST_ID_HEADER, requestId);
        setSecurityHeaders(response, securityHeaders);
        refuse(response, failed);
      },
    };
    if (fleetRead === undefined || read.name !== 'listFleetVolumes') {
      forwarder.forward(request, response, outgoing);
    } else {
      keptAnswers.serve(request, response, { ...outgoing, fleetRead, roles: session.roles });
    }
    return true;
  }

  return (request, response) => {
    if (!serve(request, response)) options.otherwise(request, response);
  };
}
