import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { lastResort } from '@asterism/api-server/last-resort';
import { failure } from '@asterism/api-types/common/failure';
import type { DatabaseWatch } from '@asterism/database/database-watch';
import type { RequestLog } from '@asterism/server-kit/request-log';
import { healthRoutes } from '@asterism/server-kit/health-routes';
import type { Readiness } from '@asterism/server-kit/readiness';
import { isCanonicalTarget } from './http/canonical-target.ts';
import type { ConsoleFiles } from './http/console-files.ts';
import { consolePages } from './http/console-pages.ts';
import { createGate } from './http/gate.ts';
import { replyNotReady } from './http/ready-conditions.ts';
import { knownHosts, type IsKnownHost } from './http/known-hosts.ts';
import type { Metrics } from './http/metrics.ts';
import { refuse, replyJson } from './http/refuse.ts';
import type { RouteTable } from './http/route-table.ts';
import { createOriginCheck } from './http/same-origin.ts';
import { setSecurityHeaders, type SecurityHeaders } from './http/security-headers.ts';
import { documentationRoutes, type DocumentationTimes } from './proxy/documentation-routes.ts';
import type { Trust } from './http/visitor.ts';
import type { Sessions } from './session/create-sessions.ts';

/** Everything mounted after these is behind the gate. */
const GATED = ['/api', '/auth', '/demo', '/events'];

export interface AppOptions {
  readonly table: RouteTable;
  readonly sessions: Sessions;
  readonly readiness: Readiness;
  readonly federationUrl: string;
  readonly files: ConsoleFiles;
  readonly isKnownHost: IsKnownHost;
  /** The `https://host` at which people open the console. */
  readonly publicUrls: readonly string[];
  readonly trust: Trust;
  readonly documentationTimes: DocumentationTimes | undefined;
  readonly metrics: Metrics;
  readonly watch: Pick<DatabaseWatch, 'failureOf'>;
  readonly securityHeaders: SecurityHeaders;
  readonly requestLog: Pick<RequestLog, 'middleware'>;
  readonly log: Logger;
}

export function createApp(options: AppOptions): Express {
  const { federationUrl, log, metrics, publicUrls, table } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.set('query parser', false);
  app.set('trust proxy', options.trust);

  app.use(options.requestLog.middleware);
  app.use((_request, response, next) => {
    setSecurityHeaders(response, options.securityHeaders);
    next();
  });
  app.use(metrics.measure);
  app.use((request, response, next) => {
    if (isCanonicalTarget(request.originalUrl)) return next();
    return refuse(response, failure('invalidArgument', 'The path of the request is not valid.'));
  });
  // Monitoring probes use any host name, so health comes before the check of the host.
  app.use(healthRoutes(options.readiness, { replyJson, replyNotReady }));
  app.use(knownHosts(options.isKnownHost, publicUrls));

  const originFailure = createOriginCheck(publicUrls);
  app.use(documentationRoutes({ federationUrl, metrics, times: options.documentationTimes }));
  app.use(GATED, createGate({ table, sessions: options.sessions, originFailure, metrics }));
  app.use(consolePages(options.files));
  app.use(
    lastResort({
      failureOf: (error) => options.watch.failureOf(error),
      onUnexpected: (error, { id }) => log.error({ err: error, requestId: id }, 'a request failed'),
      reply: refuse,
      unexpected: failure('internal', 'Something went wrong on the server.'),
    }),
  );
  return app;
}
