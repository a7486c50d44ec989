import type { RequestListener } from 'node:http';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Database } from '@asterism/database/database';
import { createDatabaseWatch } from '@asterism/database/database-watch';
import { databaseConditions } from '@asterism/database/ready-conditions';
import { openDatabase } from '@asterism/database/open-database';
import { reasonOf } from '@asterism/server-kit/describe-error';
import type { StartFailure } from '@asterism/server-kit/start-failure';
import { createLogger } from '@asterism/server-kit/create-logger';
import { createRequestLog } from '@asterism/server-kit/request-log';
import { createReadiness } from '@asterism/server-kit/readiness';
import type { Logger } from 'pino';
import { createApp } from './http/app.ts';
import type { FederationConfig } from './config.ts';
import { createServices } from './create-services.ts';
import { CONNECTION_LIMITS, listenOn } from './listen.ts';
import { MIGRATIONS } from './migrations.ts';
import type { MonitorTimings } from './monitor/monitor-timings.ts';

export interface FederationOptions extends FederationConfig {
  /** A database that is open already, shared with others; it is not closed with the federation. */
  readonly database?: Database;
  readonly log?: Logger;
  /** How often clusters are polled and walked, where it is not `MONITOR_TIMINGS`. */
  readonly monitorTimings?: Partial<MonitorTimings>;
  /**
   * Waited for when the federation closes: `/ready` is red by then, and the port still open, so that a load balancer can
   * turn away before anybody is turned away. Without it the port closes at once.
   */
  readonly drained?: () => Promise<void>;
}

/** A running federation. */
export interface Federation {
  /** Where it serves: `http://<host>:<port>`. */
  readonly url: string;
  /** Where passwords are kept that were made up at a start. */
  readonly passwordFile: string;
  /** Accepts nothing new, lets what is running end for a while, and stops. */
  close(): Promise<void>;
}

/** Starts the federation. What opened before a failure is closed again. */
export async function startFederation(
  options: FederationOptions,
): Promise<Result<Federation, StartFailure>> {
  const log =
    options.log ?? createLogger({ name: 'federation', level: options.logLevel ?? 'info' });
  const opened =
    options.database === undefined ? await openDatabase({ ...options, log }) : ok(options.database);
  if (!opened.ok) return opened;
  const database = opened.value;
  const closeDatabase = async (): Promise<void> => {
    if (options.database === undefined) await database.close();
  };
  const started = await startOn(database, options, log).catch((error: unknown) => {
    log.error({ err: error }, 'the federation could not start');
    return err({ message: `The federation could not start: ${reasonOf(error)}.` });
  });
  if (!started.ok) {
    await closeDatabase();
    return started;
  }
  return ok({
    ...started.value,
    async close() {
      await started.value.close();
      await closeDatabase();
    },
  });
}

async function startOn(
  database: Database,
  options: FederationOptions,
  log: Logger,
): Promise<Result<Federation, StartFailure>> {
  const migrated = await database.migrate(MIGRATIONS);
  if (!migrated.ok) return migrated;
  const { trustedProxies = [] } = options;
  // Who comes before all is ready waits for it: a request that nobody listens for is never answered.
  const serving = Promise.withResolvers<RequestListener>();
  // The port is taken first: a federation that nobody can reach must not start on workflows.
  const listening = await listenOn(
    (request, response) => void serving.promise.then((app) => app(request, response)),
    {
      address: options,
      limits: options.connectionLimits ?? CONNECTION_LIMITS,
      trustedProxies,
      log,
    },
  );
  if (!listening.ok) return listening;
  const http = listening.value;
  const watch = createDatabaseWatch(database, log);
  const services = await createServices({
    database,
    config: options,
    ownPort: http.port,
    monitorTimings: options.monitorTimings,
    log,
    watch,
  });
  if (!services.ok) {
    await http.close();
    return services;
  }
  const readiness = createReadiness({
    conditions: [
      ...databaseConditions(database, watch, {
        cannotWrite: 'storage: the database cannot write',
        noAnswer: 'no database',
      }),
      services.value.serving.warmUp.isOver,
    ],
  });
  const { middleware: httpLog } = createRequestLog({
    log,
    requestIdOf: (request) => services.value.serving.origins.requestIdOf(request),
    levels: { read: 'debug', answered: 'debug', failed: 'error' },
  });
  serving.resolve(
    createApp({ readiness, watch, trustedProxies, httpLog, log, ...services.value.serving }),
  );
  return ok({
    url: http.url,
    passwordFile: services.value.passwordFile,
    async close() {
      readiness.drain();
      http.drain();
      await options.drained?.();
      services.value.endStreams();
      await http.close();
      await services.value.close();
    },
  });
}
