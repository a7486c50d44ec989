import { join } from 'node:path';
import type { Logger } from 'pino';
import { loadBffProofKey } from '@asterism/api-server/bff-proof-key';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { Database } from '@asterism/database/database';
import { openDatabase } from '@asterism/database/open-database';
import { createApp } from './app.ts';
import { systemClock, type Clock } from './clock.ts';
import { demoRoutes } from './demo/demo-routes.ts';
import { createEventHub } from './events/event-hub.ts';
import { eventsRoute } from './events/events-route.ts';
import { BACK_OFF, type BackOff } from './events/fleet-connection.ts';
import { CONNECTION_LIMITS, type ConnectionLimits } from './http/connection-limits.ts';
import { ARRIVAL, createConsoleServer, type Arrival } from './http/console-server.ts';
import { closeServer, listen, type Address } from './http/listener.ts';
import { createForwardedOf } from './http/forwarded-of.ts';
import { createMetrics } from './http/metrics.ts';
import { createMetricsServer } from './http/metrics-server.ts';
import { createForwarder } from './proxy/forwarder.ts';
import { DEADLINES, proxyRoutes, type Deadlines } from './proxy/proxy-routes.ts';
import { authRoutes } from './session/auth-routes.ts';
import { createFederation, revokeToken } from './session/federation.ts';
import { ownSessionsRoutes } from './session/own-sessions-routes.ts';
import { SESSION_LIMITS, type SessionLimits } from './session/session-limits.ts';
import { createSessionRoles } from './session/session-roles.ts';
import { createSessions } from './session/sessions.ts';
import { createTokenVault } from './session/token-vault.ts';
import { loadVaultKey } from './session/vault-key.ts';
import type { StartFailure } from './start-failure.ts';

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
  readonly log: Logger;
  readonly clock?: Clock;
  readonly sessionLimits?: SessionLimits;
  readonly deadlines?: Deadlines;
  readonly backOff?: BackOff;
  readonly heartbeatMs?: number;
  /** Milliseconds between attempts to revoke what the federation could not be told of. */
  readonly revokeRetryMs?: number;
  readonly arrival?: Arrival;
}

/** A BFF that is listening. */
export interface Bff {
  readonly url: string;
  /** Where the metrics are; undefined when they are served nowhere. */
  readonly metricsUrl: string | undefined;
  /** Stops taking requests, lets those under way end, and closes; within 10 s. */
  close(): Promise<void>;
}

const MIGRATIONS = join(import.meta.dirname, '..', 'drizzle');
const HEARTBEAT_MS = 15_000;
const SWEEP_MS = 1000;
const REVOKE_RETRY_MS = 30_000;

/** Starts the BFF. */
export async function startBff(options: BffOptions): Promise<Result<Bff, StartFailure>> {
  const key = await loadVaultKey({
    dataDir: options.dataDir,
    masterKeyFile: options.masterKeyFile,
  });
  if (!key.ok) return key;
  const proofKey = await loadBffProofKey({
    dataDir: options.dataDir,
    masterKeyFile: options.masterKeyFile,
  });
  if (!proofKey.ok) return proofKey;
  const opened = await openOwnOrShared(options);
  if (!opened.ok) return opened;
  const { database, closeDatabase } = opened.value;
  const migrated = await database.migrate({ schema: 'bff', folder: MIGRATIONS });
  if (!migrated.ok) {
    await closeDatabase();
    return migrated;
  }

  const parts = await createParts(options, database, { vault: key.value, proof: proofKey.value });
  const { metrics } = parts;
  const server = createConsoleServer(parts.app, {
    arrival: options.arrival ?? ARRIVAL,
    limits: options.connectionLimits ?? CONNECTION_LIMITS,
    trustedProxies: options.trustedProxies ?? [],
    onDropped: (limit) => metrics.connectionDropped(limit),
  });
  const metricsServer = createMetricsServer(metrics);

  async function close(): Promise<void> {
    parts.closeStreams();
    await closeServer(server);
    await closeServer(metricsServer);
    await parts.close();
    await closeDatabase();
  }
  const listening = await listen(server, options);
  if (!listening.ok) {
    await close();
    return listening;
  }
  if (options.metrics === undefined) {
    return ok({ url: listening.value, metricsUrl: undefined, close });
  }
  const measured = await listen(metricsServer, options.metrics, 'The metrics');
  if (measured.ok)
    return ok({ url: listening.value, metricsUrl: `${measured.value}/metrics`, close });
  await close();
  return measured;
}

async function openOwnOrShared(
  options: BffOptions,
): Promise<Result<{ database: Database; closeDatabase: () => Promise<void> }, StartFailure>> {
  if (options.database !== undefined) {
    return ok({ database: options.database, closeDatabase: async () => undefined });
  }
  const { databaseUrl, log } = options;
  // The federation's embedded database may lie in the same data directory, and takes it for itself.
  const opened = await openDatabase({ databaseUrl, dataDir: join(options.dataDir, 'bff'), log });
  if (!opened.ok) return opened;
  const database = opened.value;
  return ok({ database, closeDatabase: () => database.close() });
}

async function createParts(
  options: BffOptions,
  database: Database,
  keys: { readonly vault: Uint8Array; readonly proof: Uint8Array },
) {
  const { federationUrl, log, simulatorControlUrl } = options;
  const clock = options.clock ?? systemClock;
  const limits = options.sessionLimits ?? SESSION_LIMITS;
  const vault = createTokenVault(keys.vault);
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
  const metrics = createMetrics();
  metrics.watchStreams(() => hub.streamCount());

  const endSession = (sessionKey: string): void => {
    sessions
      .end(sessionKey)
      .catch((error: unknown) => log.error({ err: error }, 'a session did not end'));
  };
  const forwardedOf = createForwardedOf(keys.proof);
  const deadlines = options.deadlines ?? DEADLINES;
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
    database,
    federationUrl,
    webDist: options.webDist,
    host: options.host,
    publicUrls: options.publicUrls ?? [],
    trustedProxies: options.trustedProxies ?? [],
    metrics,
    log,
  });
  return {
    app,
    metrics,
    closeStreams: () => hub.close(),
    close: async () => {
      forwarder.close();
      await sessions.close();
    },
  };
}
