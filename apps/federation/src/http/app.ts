import type { ServerResponse } from 'node:http';
import express, { type Express, type Request, type RequestHandler, type Router } from 'express';
import type { Logger } from 'pino';
import { lastResort, type FailureOf, type OnUnexpected } from '@asterism/api-server/last-resort';
import type { AnswerOnce } from '@asterism/api-server/answer-once';
import { operationRouter, type Handlers } from '@asterism/api-server/operation-router';
import { replyJson } from '@asterism/api-server/reply';
import { unservedRouter } from '@asterism/api-server/unserved-router';
import { writeLine } from '@asterism/api-server/write-log';
import { CLUSTER_ROUTES } from '@asterism/api-types/cluster-api/cluster-routes';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { clientRoutes } from '@asterism/api-types/federation-api/client-routes';
import { NEWEST_EVENT_HEADER } from '@asterism/api-types/fleet-api/newest-event-header';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { fleetSnapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { passwordApi } from '@asterism/api-types/fleet-api/password-api';
import { snapshotTaskApi } from '@asterism/api-types/fleet-api/snapshot-task';
import { policyTaskApi } from '@asterism/api-types/fleet-api/qos-policy-task';
import { previewApi } from '@asterism/api-types/fleet-api/preview-api';
import { taskApi } from '@asterism/api-types/fleet-api/task-api';
import { problemApi } from '@asterism/api-types/fleet-api/problem-api';
import { seriesApi } from '@asterism/api-types/fleet-api/series-api';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err } from '@asterism/api-types/common/result';
import type { DatabaseWatch } from '@asterism/database/database-watch';
import { healthRoutes } from '@asterism/server-kit/health-routes';
import type { MetricsRegistry } from '@asterism/server-kit/metrics';
import type { Readiness, ReadyCondition } from '@asterism/server-kit/readiness';
import { isForwarded } from '@asterism/server-kit/secrets/bff-proof';
import { withRequestId } from '../cluster-client/request-context.ts';
import type { Admission } from '../identity/admission.ts';
import type { Principal } from '../identity/principal.ts';
import { documentationRoutes } from './documentation/documentation-routes.ts';
import { type RequestOrigins, bearerTokenOf } from './request-origin.ts';
import type { WarmUp } from './warm-up.ts';

const operations = {
  ...federationApi,
  ...clientRoutes,
  ...fleetApi,
  ...passwordApi,
  ...previewApi,
  ...taskApi,
  ...policyTaskApi,
  ...snapshotTaskApi,
  ...fleetSnapshotApi,
  ...usageApi,
  ...seriesApi,
  ...problemApi,
};

/** Reads of the extension. What the reference has stays as it has it. */
export const isTagged = (name: keyof typeof operations): boolean =>
  Object.hasOwn(fleetApi, name) && operations[name].method === 'GET';

/** A handler for every operation of the federation. */
export type FederationHandlers = Handlers<typeof operations, Principal>;

export interface AppOptions {
  readonly readiness: Readiness;
  readonly watch: Pick<DatabaseWatch, 'failureOf'>;
  readonly admission: Admission;
  /** Writes a line for each request, and gives it its id. */
  readonly httpLog: RequestHandler;
  readonly metrics: Pick<MetricsRegistry, 'serve'> & { readonly count: RequestHandler };
  readonly handlers: FederationHandlers;
  readonly answerOnce: AnswerOnce<Principal>;
  /** What is no operation: the streams of events, and what BFFs ask for themselves. */
  readonly beside: readonly Router[];
  readonly newestEventId: () => string;
  readonly trustedProxies: readonly string[];
  readonly origins: RequestOrigins;
  readonly warmUp: WarmUp;
  readonly log: Logger;
}

function replyNotReady(response: ServerResponse, missing: ReadyCondition): void {
  if (missing.retryAfterSeconds !== undefined) {
    response.setHeader('Retry-After', String(missing.retryAfterSeconds));
  }
  replyJson(response, 503, { status: missing.otherwise });
}

/** Keys are trusted by one cluster each: there is nothing that all clusters together could trust. */
const OF_ONE_CLUSTER =
  'credentials belong to single clusters, not to a federation of them: import the key on the cluster itself';

function reasonOf({ method, path }: Request): string {
  if (/\/credentials(\/|$)/.test(path)) return OF_ONE_CLUSTER;
  return `${method} ${path} is not served by a federation: ask the cluster itself`;
}

/** Why a route of a cluster is not served here: 501, to whoever is signed in. */
const unservedRefusal =
  (admission: Pick<Admission, 'authenticate'>) =>
  async (request: Request): Promise<Failure> => {
    const principal = await admission.authenticate(bearerTokenOf(request));
    return principal.ok ? failure('unimplemented', reasonOf(request)) : principal.error;
  };

/** All that the federation serves. */
export function createApp(options: AppOptions): Express {
  const { admission, metrics, log } = options;
  const onUnexpected: OnUnexpected = (error, request) => {
    log.error({ err: error, request: request.id }, 'a request failed');
  };
  const failureOf: FailureOf = (error) => options.watch.failureOf(error);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', [...options.trustedProxies]);
  app.use(options.httpLog, metrics.count);
  app.use(({ id }, _response, next) => withRequestId(typeof id === 'string' ? id : '', next));
  app.use(healthRoutes(options.readiness, { replyJson, replyNotReady }));
  app.get('/metrics', (_request, response) => metrics.serve(response));
  app.use(documentationRoutes());
  app.use(...options.beside);
  app.use(
    unservedRouter({
      known: Object.values(CLUSTER_ROUTES).flat(),
      served: operations,
      refusalOf: unservedRefusal(admission),
    }),
  );
  app.use(
    operationRouter({
      operations,
      handlers: options.handlers,
      answerOnce: options.answerOnce,
      async admit(request, name) {
        const isRead = operations[name].method === 'GET';
        const principal = await admission.admit(bearerTokenOf(request), name, isRead);
        // Before the answer is made: what changes in the meantime is sent as an event too, and not missed.
        if (principal.ok && request.method === 'GET' && isForwarded(request.headers)) {
          request.res?.setHeader(NEWEST_EVENT_HEADER, options.newestEventId());
        }
        const refusal = principal.ok ? options.warmUp.refusalOf(name) : undefined;
        return refusal === undefined ? principal : err(refusal);
      },
      isTagged,
      amend: (name, failed) => options.warmUp.amend(name, failed),
      onWrite: (write) => {
        // Sign-ins have lines of their own, with what failed.
        if (write.operation === 'login') return;
        const { request } = write;
        const { addressOf, clientRequestIdOf } = options.origins;
        const from = { address: addressOf(request), clientRequest: clientRequestIdOf(request) };
        log.info({ request: request.id, ...from, ...writeLine(write) }, 'a write');
      },
      onUnexpected,
      failureOf,
    }),
    lastResort({ onUnexpected, failureOf }),
  );
  return app;
}
