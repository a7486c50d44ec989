import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBrowser, type Browser } from '../test-support/browser.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';
import { PASSWORD } from '../test-support/upstream.ts';

const VOLUME = '/api/v2/volumes/11111111-1111-4111-8111-111111111111';
const CHANGES: readonly (readonly [string, string, unknown])[] = [
  ['POST', '/auth/login', { username: 'admin', password: PASSWORD }],
  ['POST', '/auth/logout', {}],
  ['DELETE', '/auth/sessions', undefined],
  ['POST', '/api/v2/clusters', { apiEndpoint: '10.0.0.1:443' }],
  ['DELETE', '/api/v2/clusters/11111111-1111-4111-8111-111111111111', undefined],
  ['POST', '/api/v2/fleet/probe', { apiEndpoint: '10.0.0.1:443' }],
  ['PUT', VOLUME, { size: '1 GiB' }],
  ['DELETE', VOLUME, undefined],
];

let bff: TestBff;
let browser: Browser;

beforeAll(async () => {
  bff = await startTestBff();
});
afterAll(() => bff.close());
beforeEach(async () => {
  browser = createBrowser(bff);
  await browser.login('admin');
  bff.upstream.recorded.splice(0);
  bff.upstream.logins.splice(0);
});

/** Sends exactly the given headers about the origin of the request. */
async function send(method: string, path: string, body: unknown, from: Record<string, string>) {
  const response = await fetch(bff.url + path, {
    method,
    headers: {
      cookie: `__Host-Http-sid=${browser.cookie()}`,
      'if-match': '"1"',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...from,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

const nothingHappened = async (): Promise<void> => {
  expect(bff.upstream.recorded).toEqual([]);
  expect(bff.upstream.logins).toEqual([]);
  expect((await browser.get('/auth/session')).status).toBe(200);
};

describe.each(CHANGES)('%s %s', (method, path, body) => {
  test.each([
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from another origin of this site', { 'sec-fetch-site': 'same-site' }],
    ['typed or from a bookmark', { 'sec-fetch-site': 'none' }],
    ['from nowhere known', {}],
    ['from another origin, by an old browser', { origin: 'https://evil.example' }],
    ['from another port', { origin: 'http://127.0.0.1:1' }],
    ['from an opaque origin', { origin: 'null' }],
    ['with two stories', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
    ['with the right origin from another site', { 'sec-fetch-site': 'cross-site', own: '1' }],
    ['with a made-up word', { 'sec-fetch-site': 'Same-Origin' }],
  ])('%s is 403 and does nothing', async (_name, { own, ...from }: Record<string, string>) => {
    const origin = own === undefined ? {} : { origin: bff.origin };
    const answer = await send(method, path, body, { ...from, ...origin });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 7 });
    await nothingHappened();
  });

  test.each(['sec-fetch-site', 'origin'])(
    'from the console, according to %s, is accepted',
    async (header) => {
      const value = header === 'origin' ? bff.origin : 'same-origin';
      expect((await send(method, path, body, { [header]: value })).status).toBe(200);
    },
  );
});

describe('a read', () => {
  test.each(['cross-site', 'same-site'])(
    'from a page of another origin (%s) is 403',
    async (site) => {
      for (const path of ['/api/v2/volumes', '/auth/session', '/events']) {
        expect((await send('GET', path, undefined, { 'sec-fetch-site': site })).status).toBe(403);
      }
      await nothingHappened();
    },
  );

  test('from a typed address is allowed', async () => {
    const answer = await send('GET', '/auth/session', undefined, { 'sec-fetch-site': 'none' });
    expect(answer.status).toBe(200);
  });

  test('that opens the console may come from a link on any site', async () => {
    const answer = await fetch(`${bff.url}/volumes`, {
      headers: { 'sec-fetch-site': 'cross-site', accept: 'text/html' },
    });
    expect(answer.status).toBe(200);
  });
});

test('a form on another site cannot use up the sign-in attempts', async () => {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const from = { 'sec-fetch-site': 'cross-site' };
    await send('POST', '/auth/login', { username: 'admin', password: 'x' }, from);
  }
  expect((await browser.login('admin')).status).toBe(200);
});

describe('a request through an unknown reverse proxy', () => {
  const signInFrom = (from: Record<string, string>) =>
    send('POST', '/auth/login', { username: 'admin', password: PASSWORD }, from);
  const site = { 'sec-fetch-site': 'same-origin' };

  test('names the setting when the proxy ends TLS without forwarding that', async () => {
    const origin = bff.origin.replace('http:', 'https:');
    const answer = await signInFrom({ ...site, origin });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain(`set ASTERISM_PUBLIC_URL=${origin}`);
    expect(answer.text).toContain('ASTERISM_BFF_TRUSTED_PROXIES');
  });

  test('names the setting when the proxy requests another host than the browser', async () => {
    const answer = await signInFrom({ ...site, origin: 'https://asterism.example' });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('set ASTERISM_PUBLIC_URL=https://asterism.example');
  });

  test('reveals nothing to another site', async () => {
    const origin = 'https://evil.example';
    const answer = await signInFrom({ 'sec-fetch-site': 'cross-site', origin });
    expect(answer.text).not.toContain('ASTERISM_PUBLIC_URL');
  });
});
