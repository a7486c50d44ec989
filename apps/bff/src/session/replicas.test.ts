import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import { createBrowser, type Browser } from '../test-support/browser.ts';
import { openEvents } from '../test-support/event-reader.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';

/** Two BFFs on one PostgreSQL: a person's requests may reach either one. */
let bff: TestBff;
let replica: Awaited<ReturnType<TestBff['startReplica']>>;
/** One browser, as each of the two BFFs sees it. */
let here: Browser;
let there: Browser;

beforeAll(async () => {
  bff = await startTestBff({ databaseUrl: await createPostgresDatabase() });
  replica = await bff.startReplica();
  here = createBrowser(bff);
  there = createBrowser(replica);
});
afterAll(async () => {
  await replica.close();
  await bff.close();
});

test('a session that started at one BFF is valid at another', async () => {
  expect((await here.login('admin')).status).toBe(200);
  there.setCookie(here.cookie());
  expect((await there.get('/auth/session')).text).toBe((await here.get('/auth/session')).text);
  expect((await there.get('/api/v2/clusters')).status).toBe(200);
});

test('a sign-out at one BFF ends the session and its event streams at another', async () => {
  const events = await openEvents(replica, there);
  expect(events.response.status).toBe(200);
  expect((await here.send('POST', '/auth/logout')).status).toBeLessThan(300);
  for (let event = await events.next(); event !== undefined; event = await events.next()) {
    expect(event.event).not.toBe('error');
  }
  expect((await there.get('/auth/session')).status).toBe(401);
  expect((await there.get('/api/v2/clusters')).status).toBe(401);
});
