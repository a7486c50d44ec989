import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';
import { idempotencyKeyOf } from '@asterism/api-server/answer-once';
import { USER_ACTIVE_HEADER } from '@asterism/api-types/bff-api/user-active';
import { failure, invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { usesQuery, type Operation } from '@asterism/api-types/common/operation';
import { sessionIdOf } from './session-cookie.ts';
import type { Preview, Session } from '../session/session.ts';
import type { Sessions } from '../session/create-sessions.ts';
import { pathOf, searchOf } from './canonical-target.ts';
import type { Metrics } from './metrics.ts';
import { isJson, readBody } from './read-body.ts';
import { refusal, refuse } from './refuse.ts';
import type { Route } from './route.ts';
import type { RouteTable } from './route-table.ts';
import type { OriginCheck } from './same-origin.ts';
import { readStrictInput } from './strict-input.ts';

export const notSignedIn = (): Failure => failure('unauthenticated', 'You are not signed in.');

/** Parsers disagree about bodies of unknown length, which allows request smuggling: all such requests are refused. */
const hasTransferEncoding = (request: IncomingMessage): boolean =>
  request.headers['transfer-encoding'] !== undefined;

function ifMatchFailure(request: Request, operation: Operation): Failure | undefined {
  if (operation.ifMatch !== true) return undefined;
  const value = request.get('if-match') ?? '';
  if (value === '') return refusal(428, 'failedPrecondition', 'If-Match is required.');
  return value.startsWith('W/') ? invalidField('If-Match', 'must not be a weak ETag') : undefined;
}

async function readRequestBody(
  request: Request,
  response: Response,
  operation: Operation,
): Promise<Result<string, Failure>> {
  const body = await readBody(request, response);
  // An unexpected body is read and dropped: left on the connection, it could pass for the next request.
  if (!body.ok || usesQuery(operation.method)) return body;
  if (body.value !== '' && !isJson(request)) {
    return err(refusal(415, 'invalidArgument', 'The body must be application/json.'));
  }
  return ok(body.value);
}

/** Besides reading: what is of the person and of nothing that others see. */
const CHANGES_IN_PREVIEW: ReadonlySet<string> = new Set(['endPreview', 'putPreference']);
const isAllowedInPreview = ({ operation, name }: Route): boolean =>
  operation.method === 'GET' || CHANGES_IN_PREVIEW.has(name);
const onlyPreview = ({ role }: Preview): Failure =>
  failure('permissionDenied', `This is a preview of ${role}: it changes nothing.`);

export interface GateOptions {
  readonly table: RouteTable;
  readonly sessions: Sessions;
  readonly originFailure: OriginCheck;
  readonly metrics: Pick<Metrics, 'nameRoute'>;
}

/**
 * The way in for everything but the console's files, and for all that the short way of reads (`direct-reads.ts`) does not
 * accept. Refuses requests that are not in the route table, not from
 * the console, not signed in or not valid input of the operation.
 */
export function createGate({ table, sessions, originFailure, metrics }: GateOptions) {
  async function sessionOf(request: Request, route: Route): Promise<Session | undefined> {
    const id = sessionIdOf(request);
    const session = id === undefined ? undefined : await sessions.find(id);
    if (session === undefined) return undefined;
    const isChange = route.operation.method !== 'GET';
    if (isChange || request.get(USER_ACTIVE_HEADER) === '1') await sessions.touch(session.key);
    return session;
  }

  return async (request: Request, response: Response): Promise<void> => {
    const crossOrigin = originFailure(request);
    if (crossOrigin !== undefined) return refuse(response, crossOrigin);

    const match = table(request.method, pathOf(request.originalUrl));
    if (match.kind === 'no-path') {
      return refuse(response, failure('notFound', 'There is nothing at this path.'));
    }
    if (match.kind === 'no-method') {
      response.setHeader('Allow', match.allow);
      return refuse(response, refusal(405, 'unimplemented', 'This method is not allowed here.'));
    }
    const { route, params } = match;
    metrics.nameRoute(response, route.name);
    if (hasTransferEncoding(request)) {
      return refuse(response, refusal(411, 'invalidArgument', 'Content-Length is required.'));
    }

    const session = route.access === 'open' ? undefined : await sessionOf(request, route);
    if (route.access === 'session' && session === undefined) return refuse(response, notSignedIn());
    if (session?.preview !== undefined && !isAllowedInPreview(route)) {
      return refuse(response, onlyPreview(session.preview));
    }

    const body = await readRequestBody(request, response, route.operation);
    if (!body.ok) return refuse(response, body.error);
    const noMatch = ifMatchFailure(request, route.operation);
    if (noMatch !== undefined) return refuse(response, noMatch);
    const key = idempotencyKeyOf(request, route.operation);
    if (!key.ok) return refuse(response, key.error);
    const parts = { operation: route.operation, params, search: searchOf(request.originalUrl) };
    const input = readStrictInput({ ...parts, body: body.value });
    if (!input.ok) return refuse(response, input.error);

    const exchange = { request, response, input: input.value };
    if (route.access === 'open') return route.run(exchange);
    return session === undefined ? undefined : route.run(exchange, session);
  };
}
