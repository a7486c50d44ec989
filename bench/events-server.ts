import { createSecretKey } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { z } from 'zod/mini';
import { ok } from '@asterism/api-types/common/result';
import { rightsOf } from '@asterism/api-types/rules/roles';
import { createEventBus } from '@asterism/federation/events/event-bus';
import { createEventLog } from '@asterism/federation/events/event-log';
import { createEventFeedRoute } from '@asterism/federation/http/event-feed-route';
import { createEventsRoute } from '@asterism/federation/http/events-route';
import { createRequestOrigins } from '@asterism/federation/http/request-origin';
import { volumeOf } from '@asterism/federation/test-support/volumes';
import { loadBffProofKeys } from '@asterism/server-kit/secrets/bff-proof-keys';

/** How the BFF follows the events: as this release does, or as a federation lets it that does not know it. */
export const WAYS = ['one connection for all', 'one connection a session'] as const;

const ordered = z.tuple([z.enum(WAYS), z.string()]);

const PROJECT = 'default';
const ROLES = ['system:cluster-admin'];
/** Whoever signs in here may see everything: the routes of the events are the federation's own, and nothing else is. */
const PRINCIPAL = { subject: 'admin', roles: ROLES, rights: rightsOf(ROLES) };

if (import.meta.main) {
  const [way, dataDir] = ordered.parse(process.argv.slice(2));
  const loaded = await loadBffProofKeys({ dataDir });
  if (!loaded.ok) throw new Error(loaded.error.message);
  // With another key it does not know the BFF.
  const isKnown = way === 'one connection for all';
  const proofKeys = isKnown ? loaded.value : ([createSecretKey(Buffer.alloc(32))] as const);
  const bus = createEventBus((error) => {
    throw error;
  });
  const log = createEventLog(bus);
  const overdue = () => [];
  let published = 0;

  const app = express();
  app.use(
    createEventsRoute({
      log,
      overdue,
      authenticate: async () => ok(PRINCIPAL),
      onUnexpected: (error) => {
        throw error;
      },
    }).router,
    createEventFeedRoute({
      log,
      overdue,
      isFromBff: createRequestOrigins({ proofKeys, trustedProxies: [] }).isFromBff,
    }).router,
  );
  app.post('/api/v2/cflogin', (_request, response) => {
    response.json({ tokenType: 'Bearer', expiresIn: '86400', idToken: 'a-token' });
  });
  app.get('/api/v2/fleet/whoami', (_request, response) => {
    response.json({ subject: PRINCIPAL.subject, roles: ROLES });
  });
  app.post('/api/v2/fleet/revoke-token', (_request, response) => void response.json({}));
  app.get('/ready', (_request, response) => void response.json({ status: 'ready' }));
  app.post('/publish', (_request, response) => {
    published += 1;
    bus.publish(
      {
        type: 'volumes',
        clusterId: 'c',
        changed: [volumeOf(1, { projectName: PROJECT, ETag: String(published) })],
        removed: [],
        many: false,
      },
      { projects: new Set([PROJECT]), removedFrom: new Map() },
    );
    response.json({});
  });
  const server = createServer({ keepAliveTimeout: 60_000 }, app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
}
