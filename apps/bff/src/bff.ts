import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { Database } from '@asterism/database/database';
import { openDatabase } from '@asterism/database/open-database';
import { createApp } from './app.ts';
import { systemClock, type Clock } from './clock.ts';
import { demoRoutes } from './demo/demo-routes.ts';
import { createEventHub } from './events/event-hub.ts';
import { eventsRoute } from './events/events-route.ts';
import { BACK_OFF, type BackOff } from './events/fleet-connection.ts';
import { closeServer, listen } from './http/listener.ts';
import { LOGIN_LIMIT, type LoginLimit } from './http/login-limit.ts';
import { createMetrics } from './http/metrics.ts';
import { addRawAnswers } from './http/raw-answers.ts';
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
  readonly trustedProxies?: readonly string[];
  readonly log: Logger;
  readonly clock?: Clock;
  readonly sessionLimits?: SessionLimits;
  readonly loginLimit?: LoginLimit;
  readonly deadlines?: Deadlines;
  readonly backOff?: BackOff;
  readonly heartbeatMs?: number;
  /** Milliseconds between attempts to revoke what the federation could not be told of. */
  readonly revokeRetryMs?: number;
  readonly arrival?: Arrival;
}

/** How long a request may take to arrive, in milliseconds. */
export interface Arrival {
  readonly headers: number;
  readonly whole: number;
}

/** A BFF that is listening. */
export interface Bff {
  readonly url: string;
  /** Stops taking requests, lets those under way end, and closes; within 10 s. */
  close(): Promise<void>;
}

const MIGRATIONS = join(import.meta.dirname, '..', 'drizzle');
const ARRIVAL: Arrival = { headers: 10_000, whole: 30_000 };
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
  const opened = await openOwnOrShared(options);
  if (!opened.ok) return opened;
  const { database, closeDatabase } = opened.value;
  const migrated = await database.migrate({ schema: 'bff', folder: MIGRATIONS });
  if (!migrated.ok) {
    await closeDatabase();
    return migrated;
  }

  const parts = await createParts(options, database, key.value);
  const arrival = options.arrival ?? ARRIVAL;
  const timeouts = {
    headersTimeout: arrival.headers,
    requestTimeout: arrival.whole,
    connectionsCheckingInterval: arrival.headers / 5,
  };
  const server = createServer(timeouts, parts.app);
  addRawAnswers(server);
  const listening = await listen(server, options);

  async function close(): Promise<void> {
    parts.closeStreams();
    await closeServer(server);
    await parts.close();
    await closeDatabase();
  }
  if (listening.ok) return ok({ url: listening.value, close });
  await close();
  return listening;
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

async function createParts(options: BffOptions, database: Database, vaultKey: Uint8Array) {
  const { federationUrl, log, simulatorControlUrl } = options;
  const clock = options.clock ?? systemClock;
  const limits = options.sessionLimits ?? SESSION_LIMITS;
  const vault = createTokenVault(vaultKey);
  const federation = createFederation(federationUrl);
  const sessions = await createSessions({
    database,
    vault,
    clock,
    limits,
    log,
    revoke: (token) => revokeToken(federation, token),
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
  const deadlines = options.deadlines ?? DEADLINES;
  const app = createApp({
    routes: [
      ...authRoutes({ federation, sessions, roles, limits }),
      ...ownSessionsRoutes(sessions),
      ...proxyRoutes({ forwarder, deadlines, roles, endSession }),
      eventsRoute(hub),
      ...(simulatorControlUrl === undefined
        ? []
        : demoRoutes({ simulatorControlUrl, federation, roles })),
    ],
    sessions,
    database,
    federationUrl,
    webDist: options.webDist,
    trustedProxies: options.trustedProxies ?? [],
    loginLimit: options.loginLimit ?? LOGIN_LIMIT,
    metrics,
    log,
  });
  return {
    app,
    closeStreams: () => hub.close(),
    close: async () => {
      forwarder.close();
      await sessions.close();
    },
  };
}
