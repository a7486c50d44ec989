import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@asterism/database/database';
import { openDatabase } from '@asterism/database/open-database';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import { startFederation, type Federation } from '../federation.ts';
import {
  ADMIN_PASSWORD,
  bearer,
  send,
  signIn,
  VIEWER_PASSWORD,
} from '../test-support/test-federation.ts';

/** Two replicas on one PostgreSQL, and somebody who works in it by hand. */
let folder: string;
let one: Federation;
let other: Federation;
let byHand: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asterism-rights-'));
  const masterKeyFile = join(folder, 'master.key');
  await writeFile(masterKeyFile, randomBytes(32), { mode: 0o600 });
  const databaseUrl = await createPostgresDatabase();
  const start = async (): Promise<Federation> => {
    const started = await startFederation({
      port: 0,
      host: '127.0.0.1',
      dataDir: folder,
      masterKeyFile,
      databaseUrl,
      passwords: { admin: ADMIN_PASSWORD, viewer: VIEWER_PASSWORD },
      log: pino({ level: 'silent' }),
    });
    if (!started.ok) throw new Error(started.error.message);
    return started.value;
  };
  one = await start();
  other = await start();
  const opened = await openDatabase({ databaseUrl, dataDir: '' });
  if (!opened.ok) throw new Error(opened.error.message);
  byHand = opened.value;
});
afterAll(async () => {
  await byHand.close();
  await one.close();
  await other.close();
  await rm(folder, { recursive: true, force: true });
});

const tokenOf = async (name: string, password: string): Promise<string> =>
  (await signIn(one.url, name, password)).token;
const whoAmI = (token: string, at: Federation) =>
  send(at.url, 'GET', '/api/v2/fleet/whoami', bearer(token));
const statusOf = async (token: string, at: Federation) => (await whoAmI(token, at)).status;

/** Asks while nobody can read who may do what; 0 when the answer waits for that. */
async function statusWithoutReading(token: string, at: Federation): Promise<number> {
  const waiting = async () =>
    (await byHand.query('select from pg_locks where not granted')).rowCount;
  return byHand.orm.transaction(async (tx) => {
    await tx.execute(sql`lock table federation.users in access exclusive mode`);
    let status = 0;
    void statusOf(token, at).then((answered) => (status = answered));
    await expect.poll(async () => status > 0 || (await waiting()) > 0).toBe(true);
    return status;
  });
}

test('who has asked before is known without reading the database', async () => {
  const token = await tokenOf('viewer', VIEWER_PASSWORD);
  expect(await statusWithoutReading(token, one)).toBe(0);
  expect(await statusOf(token, one)).toBe(200);
  expect(await statusWithoutReading(token, one)).toBe(200);
});

test('a token that is revoked at one replica is refused at once there, and at the other', async () => {
  const token = await tokenOf('viewer', VIEWER_PASSWORD);
  expect([await statusOf(token, one), await statusOf(token, other)]).toEqual([200, 200]);
  const body = JSON.stringify({ idToken: token });
  await send(one.url, 'POST', '/api/v2/fleet/revoke-token', bearer(token), body);
  expect(await statusOf(token, one)).toBe(401);
  await expect.poll(() => statusOf(token, other)).toBe(401);
});

test('rights that are changed in the database by hand are those of the next requests everywhere', async () => {
  const token = await tokenOf('viewer', VIEWER_PASSWORD);
  for (const at of [one, other]) expect(await statusOf(token, at)).toBe(200);
  await byHand.query(`update federation.users set roles = '{blue:admin}' where name = 'viewer'`);
  for (const at of [one, other]) {
    await expect
      .poll(async () => (await whoAmI(token, at)).json)
      .toMatchObject({ roles: ['blue:admin'] });
  }
});

test('a replica that is not notified any more believes nothing that it knew, until it is again', async () => {
  const token = await tokenOf('viewer', VIEWER_PASSWORD);
  expect(await statusOf(token, one)).toBe(200);
  const { rowCount } = await byHand.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'asterism listener'`,
  );
  expect(rowCount).toBe(2);
  const listeners = `select from pg_stat_activity
     where datname = current_database() and application_name = 'asterism listener'`;
  await expect.poll(async () => (await byHand.query(listeners)).rowCount).toBe(0);
  // Nobody hears of this.
  await byHand.query(`update federation.users set disabled = true where name = 'viewer'`);
  expect(await statusOf(token, one)).toBe(401);
  await byHand.query(`update federation.users set disabled = false where name = 'viewer'`);
  expect(await statusOf(token, one)).toBe(200);
  await expect.poll(() => statusWithoutReading(token, one), { timeout: 10_000 }).toBe(200);
});
