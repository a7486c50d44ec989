import { join } from 'node:path';
import type { Logger } from 'pino';
import { loadBffProofKeys } from '@asterism/server-kit/secrets/bff-proof-keys';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { Database } from '@asterism/database/database';
import { createDatabaseWatch } from '@asterism/database/database-watch';
import { openDatabase } from '@asterism/database/open-database';
import { CONNECTION_LIMITS, type ConnectionLimits } from '@asterism/server-kit/connection-limits';
import { createHttpServer, type Arrival } from '@asterism/server-kit/http-server';
import type { Address } from '@asterism/server-kit/listen';
import type { BffProofKeys } from '@asterism/server-kit/secrets/bff-proof';
import type { Vault } from '@asterism/server-kit/secrets/vault';
import { createReadiness } from '@asterism/server-kit/readiness';
import { createApp } from './app.ts';
import { systemClock, type Clock } from './clock.ts';
import { demoRoutes } from './demo/demo-routes.ts';
import { createEventHub } from './events/event-hub.ts';
import { eventsRoute } from './events/events-route.ts';
import { BACK_OFF, type BackOff } from './events/fleet-connection.ts';
import { createForwardedOf } from './http/forwarded-of.ts';
import { readConsoleFiles, type ConsoleFiles } from './http/console-files.ts';
import { readyConditions } from './http/health-routes.ts';
import { listenOn } from './http/listener.ts';
import { createMetrics } from './http/metrics.ts';
import { createMetricsServer } from './http/metrics-server.ts';
import { addRawAnswers, refuseWhole } from './http/raw-answers.ts';
import { createSecurityHeaders } from './http/security-headers.ts';
import type { DocumentationTimes } from './proxy/documentation-routes.ts';
import { MIGRATIONS } from './migrations.ts';
import { createForwarder } from './proxy/forwarder.ts';
import { DEADLINES, proxyRoutes, type Deadlines } from './proxy/proxy-routes.ts';
import { authRoutes } from './session/auth-routes.ts';
import { createFederation, revokeToken } from './session/federation.ts';
import { ownSessionsRoutes } from './session/own-sessions-routes.ts';
import { SESSION_LIMITS, type SessionLimits } from './session/session-limits.ts';
import { createSessionRoles } from './session/session-roles.ts';
import { createSessions } from './session/sessions.ts';
import { openTokenVault } from './session/open-token-vault.ts';
import type { StartFailure } from '@asterism/server-kit/start-failure';

export interface BffOptions {
  readonly port: number;
  readonly host: string;
  /** `http://host:port`, without a path. */
  readonly federationUrl: string;
  /** Where the key lies, and without `database` and `databaseUrl` the sessions too. */
  readonly dataDir: string;
  /** An open database to share; it stays open when the BFF closes. */
  readonly database?: Database | undefined;
  readonly databaseUrl?: string | undefined;
  /** Whether migrations are run without a backup of what they change. */
  readonly skipBackup?: boolean | undefined;
  readonly masterKeyFile?: string | undefined;
  /** Enables the demo's routes. */
  readonly simulatorControlUrl?: string | undefined;
  /** The built console. */
  readonly webDist: string;
  /** `https://host`: under which people open the console, when it is not this machine's address. */
  readonly publicUrls?: readonly string[];
  readonly trustedProxies?: readonly string[];
  /** Where Prometheus finds the metrics; without it they are served nowhere. */
  readonly metrics?: Address | undefined;
  readonly connectionLimits?: ConnectionLimits;
  /** Whether answers carry Strict-Transport-Security; else the reverse proxy adds it. */
  readonly hsts?: boolean;
  readonly log: Logger;
  readonly clock?: Clock;
  readonly sessionLimits?: SessionLimits;
  readonly deadlines?: Deadlines;
  readonly backOff?: BackOff;
  readonly heartbeatMs?: number;
  /** Milliseconds between attempts to revoke what the federation could not be told of. */
  readonly revokeRetryMs?: number;
  readonly arrival?: Arrival;
  readonly documentationTimes?: DocumentationTimes;
  /**
   * Waited for when the BFF closes: `/ready` is red by then, and the port still open, so that a load balancer can turn
   * away before anybody is turned away. Without it the port closes at once.
   */
  readonly drained?: () => Promise<void>;
}

/** A BFF that is listening. */
export interface Bff {
  readonly url: string;
  /** Where the metrics are; undefined when they are served nowhere. */
  readonly metricsUrl: string | undefined;
  /** Drains, stops taking requests, lets those under way end, and closes; within 10 s after `drained`. */
  close(): Promise<void>;
}

const HEARTBEAT_MS = 15_000;
const SWEEP_MS = 1000;
const REVOKE_RETRY_MS = 30_000;

/** Starts the BFF. */
export async function startBff(options: BffOptions): Promise<Result<Bff, StartFailure>> {
  const vault = await openTokenVault(options, options.log);
  if (!vault.ok) return vault;
  const proofKeys = await loadBffProofKeys(options);
  if (!proofKeys.ok) return proofKeys;
  const files = await readConsoleFiles(options.webDist);
  if (!files.ok) return files;
  const opened = await openOwnOrShared(options);
  if (!opened.ok) return opened;
  const { database, closeDatabase } = opened.value;
  const migrated = await database.migrate(MIGRATIONS);
  if (!migrated.ok) {
    await closeDatabase();
    return migrated;
  }

  const parts = await createParts(options, database, {
    vault: vault.value,
    proofKeys: proofKeys.value,
    files: files.value,
  });
  const { metrics, readiness, securityHeaders } = parts;
  const server = createHttpServer(parts.app, {
    arrival: options.arrival,
    limits: options.connectionLimits ?? CONNECTION_LIMITS,
    trustedProxies: options.trustedProxies ?? [],
    refuse: refuseWhole(securityHeaders),
    onDropped: (limit) => metrics.connectionDropped(limit),
    onError: (error) => options.log.error({ err: error }, 'the port of the console failed'),
  });
  addRawAnswers(server.server, securityHeaders);
  const metricsServer = createMetricsServer(metrics, options.log);

  async function close(): Promise<void> {
    parts.closeStreams();
    await server.close();
    await metricsServer.close();
    await parts.close();
    await closeDatabase();
  }
  async function drainAndClose(): Promise<void> {
    readiness.drain();
    server.drain();
    await options.drained?.();
    await close();
  }
  const listening = await listenOn(server, options);
  if (!listening.ok) {
    await close();
    return listening;
  }
  if (options.metrics === undefined) {
    return ok({ url: listening.value, metricsUrl: undefined, close: drainAndClose });
  }
  const measured = await listenOn(metricsServer, options.metrics, 'The metrics');
  if (!measured.ok) {
    await close();
    return measured;
  }
  const metricsUrl = `${measured.value}/metrics`;
  return ok({ url: listening.value, metricsUrl, close: drainAndClose });
}

async function openOwnOrShared(
  options: BffOptions,
): Promise<Result<{ database: Database; closeDatabase: () => Promise<void> }, StartFailure>> {
  if (options.database !== undefined) {
    return ok({ database: options.database, closeDatabase: async () => undefined });
  }
  const { databaseUrl, log, skipBackup } = options;
  // The federation's embedded database may lie in the same data directory, and takes it for itself.
  const dataDir = join(options.dataDir, 'bff');
  const opened = await openDatabase({ databaseUrl, dataDir, log, skipBackup });
  if (!opened.ok) return opened;
  const database = opened.value;
  return ok({ database, closeDatabase: () => database.close() });
}

async function createParts(
  options: BffOptions,
  database: Database,
  {
    files,
    vault,
    proofKeys,
  }: Readonly<{ files: ConsoleFiles; vault: Vault; proofKeys: BffProofKeys }>,
) {
  const { federationUrl, log, simulatorControlUrl } = options;
  const clock = options.clock ?? systemClock;
  const limits = options.sessionLimits ?? SESSION_LIMITS;
  const federation = createFederation(federationUrl);
  const sessions = await createSessions({
    database,
    vault,
    clock,
    limits,
    log,
    revoke: (token, signal) => revokeToken(federation, token, signal),
    revokeRetryMs: options.revokeRetryMs ?? REVOKE_RETRY_MS,
  });
  const roles = createSessionRoles({ federation, sessions, clock, log });
  const forwarder = createForwarder({ federationUrl });
  const hub = createEventHub({
    federationUrl,
    sessions,
    log,
    backOff: options.backOff ?? BACK_OFF,
    heartbeatMs: options.heartbeatMs ?? HEARTBEAT_MS,
    sweepMs: SWEEP_MS,
  });
  const securityHeaders = createSecurityHeaders(options.hsts ?? true);
  const metrics = createMetrics();
  metrics.watchStreams(() => hub.streamCount());

  const endSession = (sessionKey: string): void => {
    sessions
      .end(sessionKey)
      .catch((error: unknown) => log.error({ err: error }, 'a session did not end'));
  };
  const forwardedOf = createForwardedOf(proofKeys);
  const deadlines = options.deadlines ?? DEADLINES;
  const watch = createDatabaseWatch(database, log);
  const conditions = readyConditions(database, watch, federationUrl);
  const readiness = createReadiness({ conditions });
  const app = createApp({
    routes: [
      ...authRoutes({ federation, sessions, roles, limits, forwardedOf }),
      ...ownSessionsRoutes(sessions),
      ...proxyRoutes({ forwarder, deadlines, roles, endSession, forwardedOf }),
      eventsRoute(hub),
      ...(simulatorControlUrl === undefined
        ? []
        : demoRoutes({ simulatorControlUrl, federation, roles })),
    ],
    sessions,
    readiness,
    watch,
    federationUrl,
    files,
    host: options.host,
    publicUrls: options.publicUrls ?? [],
    trustedProxies: options.trustedProxies ?? [],
    documentationTimes: options.documentationTimes,
    metrics,
    securityHeaders,
    log,
  });
  return {
    app,
    metrics,
    readiness,
    securityHeaders,
    closeStreams: () => hub.close(),
    close: async () => {
      forwarder.close();
      await sessions.close();
    },
  };
}
