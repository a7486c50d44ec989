import { buildRequest } from '@asterism/api-types/client/build-request';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { usesQuery, type Operation } from '@asterism/api-types/common/operation';
import { IDEMPOTENCY_KEY_HEADER } from '@asterism/api-types/rules/idempotency-key';
import { rightsOf } from '@asterism/api-types/rules/roles';
import { notSignedIn } from '../http/gate.ts';
import { refuse } from '../http/refuse.ts';
import type { ForwardedOf } from '../http/forwarded-of.ts';
import type { Exchange, Route } from '../http/route.ts';
import type { Session } from '../session/session.ts';
import type { SessionRoles } from '../session/session-roles.ts';
import type { Enter } from './concurrency.ts';
import { fleetReadOf } from './fleet-read.ts';
import type { Forwarder } from './forwarder.ts';
import { PROXIED, PROXIED_NAMES, rightFailure, type ProxiedName } from './proxy-policy.ts';

/** Deadlines of exchanges, in milliseconds. */
export interface Deadlines {
  readonly call: number;
  /** For changes: the federation needs time to find out the outcome when a cluster's answer is lost. */
  readonly change: number;
  /** For lists, and for the probe, which waits until a cluster connects. */
  readonly long: number;
}

export const DEADLINES: Deadlines = { call: 10_000, change: 25_000, long: 30_000 };

export interface ProxyRoutesOptions {
  readonly forwarder: Forwarder;
  readonly enter: Enter;
  readonly deadlines: Deadlines;
  readonly roles: SessionRoles;
  readonly forwardedOf: ForwardedOf;
  /** Ends a session whose token the federation no longer accepts. */
  readonly endSession: (key: string) => void;
}

export function deadlineOf(name: ProxiedName): keyof Deadlines {
  if (name.startsWith('list') || name === 'probeEndpoint') return 'long';
  return PROXIED[name].method === 'GET' ? 'call' : 'change';
}

/** A route for every operation that a browser may request. */
export function proxyRoutes(options: ProxyRoutesOptions): Route[] {
  const { forwarder, enter, deadlines, roles, endSession, forwardedOf } = options;
  /** Reads the roles again before it refuses: they may have been extended since they were last read. */
  async function refusalFor(
    name: ProxiedName,
    { input }: Exchange,
    session: Session,
  ): Promise<Failure | undefined> {
    if (rightFailure(name, session.rights, input) === undefined) return undefined;
    const current = await roles.now(session);
    return current === undefined ? notSignedIn() : rightFailure(name, rightsOf(current), input);
  }

  async function forward(
    name: ProxiedName,
    operation: Operation,
    exchange: Exchange,
    session: Session,
  ): Promise<void> {
    const { request, response, input } = exchange;
    const refused = await refusalFor(name, exchange, session);
    if (refused !== undefined) return refuse(response, refused);
    if (response.destroyed) return undefined;
    if (!enter(session.key, response)) {
      const tooMany = failure('resourceExhausted', 'Too many requests at once.', {
        retryAfterSeconds: 1,
      });
      return refuse(response, tooMany);
    }
    const { url, body } = buildRequest(operation, input);
    return forwarder.forward(request, response, {
      method: operation.method,
      url,
      body: usesQuery(operation.method) ? undefined : body,
      ifMatch: operation.ifMatch === true ? request.get('if-match') : undefined,
      idempotencyKey:
        operation.idempotencyKey === true ? request.get(IDEMPOTENCY_KEY_HEADER) : undefined,
      token: session.token,
      forwarded: () => forwardedOf(exchange),
      deadlineMs: deadlines[deadlineOf(name)],
      onUnauthorized: () => endSession(session.key),
      refuse,
      fleetRead: fleetReadOf(name, request.headers),
      ownHeaders: [],
    });
  }

  const routeOf = (name: ProxiedName): Route => {
    const operation: Operation = PROXIED[name];
    return {
      name,
      operation,
      access: 'session',
      run: (exchange, session) => forward(name, operation, exchange, session),
    };
  };
  return PROXIED_NAMES.map(routeOf);
}
