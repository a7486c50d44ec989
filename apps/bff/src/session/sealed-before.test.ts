import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod/mini';

import type { Database } from '@asterism/database/database';
import { openDatabase } from '@asterism/database/open-database';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import { provenForwarded } from '@asterism/server-kit/secrets/bff-proof';
import { loadBffProofKeys } from '@asterism/server-kit/secrets/bff-proof-keys';
import { startBff } from '../bff.ts';
import { MIGRATIONS } from '../migrations.ts';
import { createBrowser } from '../test-support/browser.ts';
import { startUpstream, type Upstream } from '../test-support/upstream.ts';
import { sessionKey } from './session.ts';
import { createSessionStore } from './session-store.ts';

const keptBefore = z.object({
  name: z.string(),
  /** Keys by name, in base64. */
  files: z.record(z.string(), z.string()),
  sessionId: z.string(),
  sealedToken: z.string(),
  proof: z.string(),
});

/** Written by the release that derived its keys from the whole file, whatever it contained. */
const FIXTURE = join(import.meta.dirname, 'fixtures/sealed-before.json');
const kept = z.array(keptBefore).parse(JSON.parse(await readFile(FIXTURE, 'utf8')));

let home: string;
let database: Database;
let upstream: Upstream;

beforeAll(async () => {
  home = await copyTemplate();
  const opened = await openDatabase({ dataDir: home });
  if (!opened.ok) throw new Error(opened.error.message);
  database = opened.value;
  await database.migrate(MIGRATIONS);
  upstream = await startUpstream();
});
afterAll(async () => {
  await upstream.close();
  await database.close();
  await rm(home, { recursive: true });
});

test.each(kept)('a BFF opens what the previous release sealed: $name', async (before) => {
  const dataDir = await mkdtemp(join(home, 'data-'));
  for (const [name, content] of Object.entries(before.files)) {
    await writeFile(join(dataDir, name), Buffer.from(content, 'base64'), { mode: 0o600 });
  }
  const masterKeyFile = 'own.key' in before.files ? join(dataDir, 'own.key') : undefined;
  const key = sessionKey(before.sessionId);
  await createSessionStore(database).insert({
    key,
    username: 'admin',
    roles: [],
    sealedToken: before.sealedToken,
    createdAt: new Date(),
    lastActiveAt: new Date(),
    expiresAt: new Date(Date.now() + 3_600_000),
    address: '',
    userAgent: '',
    endedAt: null,
    previewRole: null,
    sealedOwnToken: null,
  });
  const bff = await startBff({
    port: 0,
    host: '127.0.0.1',
    federationUrl: upstream.url,
    dataDir,
    masterKeyFile,
    database,
    webDist: '/nowhere',
    log: pino({ level: 'silent' }),
  });
  if (!bff.ok) throw new Error(bff.error.message);
  onTestFinished(() => bff.value.close());

  const browser = createBrowser(bff.value);
  browser.setCookie(before.sessionId);
  expect((await browser.get('/api/v2/volumes')).status).toBe(200);
  expect(upstream.recorded.at(-1)?.headers['authorization']).toBe('Bearer canary-token-admin');

  const proofKeys = await loadBffProofKeys({ dataDir, masterKeyFile });
  const forwarded = { address: '192.0.2.7', requestId: 'r-1' };
  const headers = {
    'x-forwarded-for': forwarded.address,
    'x-request-id': forwarded.requestId,
    'x-asterism-proof': before.proof,
  };
  expect(proofKeys.ok && provenForwarded(proofKeys.value, headers)).toEqual(forwarded);
});
