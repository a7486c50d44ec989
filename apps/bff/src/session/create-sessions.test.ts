import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@asterism/database/database';
import { openDatabase } from '@asterism/database/open-database';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import { createVault } from '@asterism/server-kit/secrets/vault';
import { systemClock } from './clock.ts';
import { sessionKey } from './session.ts';
import { SESSION_LIMITS } from './session-limits.ts';
import { createSessions, type Sessions } from './create-sessions.ts';

let dataDir: string;
let database: Database;
let sessions: Sessions;
/** Simulates a connection to the server that was lost and made again. */
let reconnect = (): void => {};

beforeAll(async () => {
  dataDir = await copyTemplate();
  const opened = await openDatabase({ dataDir });
  if (!opened.ok) throw new Error(opened.error.message);
  database = opened.value;
  const folder = join(import.meta.dirname, '../../drizzle');
  const migrated = await database.migrate({ schema: 'bff', folder });
  if (!migrated.ok) throw new Error(migrated.error.message);
  sessions = await createSessions({
    database: {
      ...database,
      listen(channel, handler, onReconnect = () => {}) {
        reconnect = onReconnect;
        return database.listen(channel, handler);
      },
    },
    vault: createVault([{ id: 'm1', key: new Uint8Array(32) }]),
    clock: systemClock,
    limits: SESSION_LIMITS,
    log: pino({ level: 'silent' }),
    revoke: async () => true,
    revokeRetryMs: 60_000,
  });
});
afterAll(async () => {
  await sessions.close();
  await database.close();
  await rm(dataDir, { recursive: true });
});

test('the end of a session that another process published during a lost connection is noticed afterwards', async () => {
  const from = { address: '', userAgent: '' };
  const person = { username: 'admin', roles: [], token: 't', tokenSeconds: 3600, ...from };
  const [ended, lasting] = [await sessions.start(person), await sessions.start(person)].map(
    ({ id }) => sessionKey(id),
  );
  await database.query('delete from bff.sessions where key = $1', [ended]);
  reconnect();
  expect(await sessions.isLive(ended ?? '')).toBe(false);
  expect(await sessions.isLive(lasting ?? '')).toBe(true);
});
