import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBrowser, type Browser } from '../test-support/browser.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';

const UUID = '11111111-1111-4111-8111-111111111111';
const ENDPOINT = { apiEndpoint: '10.0.0.1:443' };
const volumeIn = (projectName: string) => ({
  name: 'v',
  size: '1 GiB',
  replicaCount: 1,
  acl: { values: ['ALLOW_ANY'] },
  projectName,
});

let bff: TestBff;

beforeAll(async () => {
  bff = await startTestBff();
});
afterAll(() => bff.close());
beforeEach(() => {
  bff.upstream.recorded.splice(0);
  bff.upstream.roles.set('viewer', ['default:viewer']);
  bff.upstream.roles.set('manager', ['blue:admin', 'default:viewer']);
});

async function signIn(user: string): Promise<Browser> {
  const browser = createBrowser(bff);
  await browser.login(user);
  return browser;
}

const ask = (browser: Browser, method: string, path: string, body?: unknown) =>
  browser.send(method, path, {
    headers: { 'if-match': '"1"' },
    ...(body === undefined ? {} : { body }),
  });

const FOR_ADMINS = [
  ['GET', '/api/v2/cf-service-credentials', undefined],
  ['GET', '/api/v2/clusters', undefined],
  ['POST', '/api/v2/clusters', ENDPOINT],
  ['DELETE', `/api/v2/clusters/${UUID}`, undefined],
  ['GET', '/api/v2/workflows', undefined],
  ['GET', `/api/v2/workflows/${UUID}`, undefined],
  ['GET', '/api/v2/cluster', undefined],
  ['GET', '/api/v2/fleet/summary', undefined],
  ['GET', '/api/v2/fleet/clusters', undefined],
  ['GET', `/api/v2/fleet/clusters/${UUID}`, undefined],
  ['POST', '/api/v2/fleet/probe', ENDPOINT],
  ['GET', '/api/v2/fleet/workflows', undefined],
  ['GET', `/api/v2/fleet/workflows/${UUID}`, undefined],
] as const;

const CHANGES = [
  ['POST', '/api/v2/volumes', volumeIn('default')],
  ['PUT', `/api/v2/volumes/${UUID}`, { size: '2 GiB' }],
  ['DELETE', `/api/v2/volumes/${UUID}`, undefined],
] as const;

describe('a viewer', () => {
  test.each([...FOR_ADMINS, ...CHANGES])('may not %s %s', async (method, path, body) => {
    const answer = await ask(await signIn('viewer'), method, path, body);
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 7 });
    expect(bff.upstream.recorded).toEqual([]);
  });

  test.each([
    '/api/v2/volumes',
    `/api/v2/volumes/${UUID}`,
    '/api/v2/fleet/volumes',
    '/api/v2/fleet/projects',
  ])('may read %s', async (path) => {
    expect((await (await signIn('viewer')).get(path)).status).toBe(200);
  });
});

describe('the admin of a project', () => {
  test('may change the volumes of that project only', async () => {
    const manager = await signIn('manager');
    expect((await ask(manager, 'POST', '/api/v2/volumes', volumeIn('blue'))).status).toBe(200);
    const elsewhere = await ask(manager, 'POST', '/api/v2/volumes', volumeIn('default'));
    expect(elsewhere.status).toBe(403);
    expect(elsewhere.text).toContain('default:admin');
    expect(bff.upstream.recorded).toHaveLength(1);
  });

  test('is checked by the federation where only it knows the project', async () => {
    const manager = await signIn('manager');
    expect((await ask(manager, 'DELETE', `/api/v2/volumes/${UUID}`)).status).toBe(200);
  });
});

describe('an admin', () => {
  test.each([...FOR_ADMINS, ...CHANGES])('may %s %s', async (method, path, body) => {
    expect((await ask(await signIn('admin'), method, path, body)).status).toBe(200);
  });
});

test('a right that is granted after the sign-in takes effect at once', async () => {
  const viewer = await signIn('viewer');
  bff.upstream.roles.set('viewer', ['system:cluster-admin']);
  expect((await viewer.get('/api/v2/clusters')).status).toBe(200);
});
