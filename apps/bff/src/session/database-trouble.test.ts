import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  openDatabaseAdmin,
  type DatabaseAdmin,
} from '@asterism/database/test-support/database-admin';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import { createBrowser } from '../test-support/browser.ts';
import {
  createFakeClock,
  startTestBff,
  type FakeClock,
  type TestBff,
} from '../test-support/test-bff.ts';

let admin: DatabaseAdmin;
let bff: TestBff;
let clock: FakeClock;

beforeAll(async () => {
  const databaseUrl = await createPostgresDatabase();
  admin = await openDatabaseAdmin(databaseUrl);
  clock = createFakeClock();
  bff = await startTestBff({ databaseUrl, clock });
});
afterAll(async () => {
  await bff.close();
  await admin.close();
});

test('while its connections are cut, a sign-in succeeds or is 503, and never 500', async () => {
  const statuses = new Set<number>();
  for (let cut = 0; cut < 15; cut += 1) {
    const signingIn = createBrowser(bff).login('admin');
    await admin.cutConnections();
    statuses.add((await signingIn).status);
  }
  expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  await expect.poll(async () => (await createBrowser(bff).login('admin')).status).toBe(200);
});

test('while the database is read-only, a sign-in reports that, existing sessions work, and the BFF recovers', async () => {
  const signedIn = createBrowser(bff);
  await signedIn.login('admin');
  await admin.setReadOnly(true);
  // The first to ask may meet a connection that was cut, and is told that the database is not available.
  const refused = await vi.waitFor(async () => {
    const answered = await createBrowser(bff).login('admin');
    expect(answered.text).toContain('"message":"storage: ');
    return answered;
  });
  expect(refused.status).toBe(503);
  expect(JSON.parse(refused.text)).toMatchObject({ code: 14 });
  expect(refused.headers.get('retry-after')).toBe('10');
  await expect.poll(async () => (await signedIn.get('/ready')).text).toContain('storage: ');
  // Later than the longest time for which an activity stays unsaved.
  clock.advance(60);
  const headers = { 'x-user-active': '1' };
  expect((await signedIn.send('GET', '/auth/session', { headers })).status).toBe(200);

  await admin.setReadOnly(false);
  await expect.poll(async () => (await signedIn.get('/ready')).text).not.toContain('storage: ');
  expect((await createBrowser(bff).login('admin')).status).toBe(200);
});
