import { randomUUID } from 'node:crypto';
import type { Database } from '@asterism/database/database';
import { createDatabaseWatch } from '@asterism/database/database-watch';
import { HEARTBEAT_MS } from '@asterism/api-types/fleet-api/fleet-events';
import { createRequestLog } from '@asterism/server-kit/request-log';
import { createReadiness } from '@asterism/server-kit/readiness';
import type { BffProofKeys } from '@asterism/server-kit/secrets/bff-proof';
import type { Vault } from '@asterism/server-kit/secrets/vault';
import { createApp } from './app.ts';
import type { BffOptions } from './bff-options.ts';
import { demoRoutes } from './demo/demo-routes.ts';
import { createEventHub } from './events/event-hub.ts';
import { eventsRoute } from './events/events-route.ts';
import { BACK_OFF } from './events/fleet-connection.ts';
import { authRoutes } from './http/auth-routes.ts';
import type { ConsoleFiles } from './http/console-files.ts';
import { createForwardedOf } from './http/forwarded-of.ts';
import { createHostCheck } from './http/known-hosts.ts';
import { createMetrics } from './http/metrics.ts';
import { ownPasswordRoutes } from './http/own-password-routes.ts';
import { createDraftStore } from './drafts/draft-store.ts';
import { draftsRoutes } from './http/drafts-routes.ts';
import { ownPreviewRoutes } from './http/own-preview-routes.ts';
import { ownSessionsRoutes } from './http/own-sessions-routes.ts';
import { preferencesRoutes } from './http/preferences-routes.ts';
import { readyConditions } from './http/ready-conditions.ts';
import { createRouteTable } from './http/route-table.ts';
import { createSecurityHeaders } from './http/security-headers.ts';
import { createTrust } from './http/visitor.ts';
import { createPreferenceStore } from './preferences/preference-store.ts';
import { createAnswerCheck } from './proxy/answer-check.ts';
import { createConcurrency } from './proxy/concurrency.ts';
import { createDirectReads } from './proxy/direct-reads.ts';
import { createForwarder } from './proxy/forwarder.ts';
import { createKeptAnswers } from './proxy/kept-answers.ts';
import { DEADLINES, proxyRoutes } from './proxy/proxy-routes.ts';
import { systemClock } from './session/clock.ts';
import { createFederation, revokeToken } from './session/federation.ts';
import { SESSION_LIMITS } from './session/session-limits.ts';
import { createSessionRoles } from './session/session-roles.ts';
import { createSessions } from './session/create-sessions.ts';

const SWEEP_MS = 1000;
const REVOKE_RETRY_MS = 30_000;

interface ServiceInputs {
  readonly files: ConsoleFiles;
  readonly vault: Vault;
  readonly proofKeys: BffProofKeys;
}

/** Creates the services and starts their background work. */
export async function createServices(
  options: BffOptions,
  database: Database,
  { files, vault, proofKeys }: ServiceInputs,
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
  const answerCheck = createAnswerCheck({ federationUrl, proofKeys });
  const hub = createEventHub({
    federationUrl,
    federation,
    proofKeys,
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
      .catch((error: unknown) => log.error({ err: error }, 'a session could not be ended'));
  };
  const forwardedOf = createForwardedOf(proofKeys);
  const deadlines = options.deadlines ?? DEADLINES;
  const watch = createDatabaseWatch(database, log);
  const conditions = readyConditions(database, watch, federationUrl);
  const readiness = createReadiness({ conditions });
  const requestLog = createRequestLog({
    log,
    requestIdOf: () => randomUUID(),
    levels: { read: 'debug', answered: 'info', failed: 'warn' },
  });
  const publicUrls = options.publicUrls ?? [];
  const trust = createTrust(options.trustedProxies ?? []);
  const isKnownHost = createHostCheck({ host: options.host, publicUrls });
  const enter = createConcurrency();
  const table = createRouteTable([
    ...authRoutes({ federation, sessions, roles, limits, forwardedOf }),
    ...ownSessionsRoutes(sessions),
    ...ownPasswordRoutes({ federation, sessions, limits, forwardedOf }),
    ...ownPreviewRoutes({ federation, sessions, limits, forwardedOf }),
    ...draftsRoutes(createDraftStore(database, clock)),
    ...preferencesRoutes(createPreferenceStore(database)),
    ...proxyRoutes({ forwarder, enter, deadlines, roles, endSession, forwardedOf }),
    eventsRoute(hub),
    ...(simulatorControlUrl === undefined
      ? []
      : demoRoutes({ simulatorControlUrl, federation, roles })),
  ]);
  const app = createApp({
    table,
    sessions,
    readiness,
    watch,
    federationUrl,
    files,
    isKnownHost,
    publicUrls,
    trust,
    documentationTimes: options.documentationTimes,
    metrics,
    securityHeaders,
    requestLog,
    log,
  });
  const serve = createDirectReads({
    table,
    trust,
    isKnownHost,
    sessions,
    forwarder,
    keptAnswers: createKeptAnswers({ forwarder, answerCheck }),
    deadlines,
    enter,
    proofKeys,
    securityHeaders,
    metrics,
    requestLog,
    endSession,
    otherwise: app,
  });
  return {
    serve,
    metrics,
    readiness,
    securityHeaders,
    closeStreams: () => hub.close(),
    close: async () => {
      forwarder.close();
      answerCheck.close();
      await sessions.close();
    },
  };
}
