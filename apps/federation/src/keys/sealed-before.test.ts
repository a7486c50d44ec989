import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod/mini';
import type { Database } from '@asterism/database/database';
import { openDatabase } from '@asterism/database/open-database';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import { createVault, deriveKey } from '@asterism/server-kit/secrets/vault';
import { startFederation } from '../federation.ts';
import { MIGRATIONS } from '../migrations.ts';
import { createStores, type Stores } from '../store/stores.ts';
import { ADMIN_PASSWORD, signIn } from '../test-support/test-federation.ts';
import { openVault } from './open-vault.ts';
import { createServiceKeys } from './service-keys.ts';

const sealedKey = z.object({ id: z.string(), publicKey: z.string(), sealed: z.string() });
const keptBefore = z.object({
  name: z.string(),
  file: z.string(),
  /** Of the file, in base64. */
  content: z.string(),
  loginKey: sealedKey,
  serviceKey: sealedKey,
  federationKey: z.string(),
});

/** Written by the release that knew no other vault than its own. */
const FIXTURE = join(import.meta.dirname, 'fixtures/sealed-before.json');
const kept = z.array(keptBefore).parse(JSON.parse(await readFile(FIXTURE, 'utf8')));

const rowOf = ({ id, publicKey, sealed }: z.infer<typeof sealedKey>) => ({
  id,
  publicKey,
  privateKey: sealed,
});

let dataDir: string;
let database: Database;
let stores: Stores;

beforeAll(async () => {
  dataDir = await copyTemplate();
  const opened = await openDatabase({ dataDir });
  if (!opened.ok) throw new Error(opened.error.message);
  database = opened.value;
  await database.migrate(MIGRATIONS);
  stores = createStores(database.orm);
});
afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

test.each(kept)('a federation opens what the release before sealed: $name', async (before) => {
  const path = join(dataDir, before.file);
  await writeFile(path, Buffer.from(before.content, 'base64'), { mode: 0o600 });
  const source = { dataDir, masterKeyFile: before.file === 'own.key' ? path : undefined };
  await stores.sealedKeys.forget(await stores.sealedKeys.list());
  await stores.loginKeys.listOrAdd(async () => rowOf(before.loginKey));
  await stores.serviceKeys.add(rowOf(before.serviceKey));

  const started = await startFederation({
    ...source,
    port: 0,
    host: '127.0.0.1',
    database,
    passwords: { admin: ADMIN_PASSWORD },
    log: pino({ level: 'silent' }),
  });
  if (!started.ok) throw new Error(started.error.message);
  const { client, token } = await signIn(started.value.url, 'admin', ADMIN_PASSWORD);
  const [header = ''] = token.split('.');
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({
    kid: before.loginKey.id,
  });
  expect(await client.getServiceCredentials({})).toMatchObject({
    ok: true,
    value: { pubKeyId: before.serviceKey.id },
  });
  await started.value.close();

  const vault = await openVault(stores.sealedKeys, source);
  if (!vault.ok) throw new Error(vault.error.message);
  const keys = createServiceKeys(stores.serviceKeys, vault.value);
  expect(await keys.privateKey(before.serviceKey.id)).toMatchObject({ type: 'private' });
  expect(vault.value.derive('federation').toString('base64')).toBe(before.federationKey);
});

test('a federation opens what the next release will seal', async () => {
  const key = randomBytes(32);
  const masterKeyFile = join(dataDir, 'next.key');
  await writeFile(masterKeyFile, key, { mode: 0o600 });
  await stores.sealedKeys.forget(await stores.sealedKeys.list());
  const vault = await openVault(stores.sealedKeys, { dataDir, masterKeyFile });
  const next = createVault([{ id: 'm2', key: deriveKey(key, 'federation keys') }]);
  expect(vault.ok && vault.value.open(next.seal('secret', 'here'), 'here')).toBe('secret');
});
