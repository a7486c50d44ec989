import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBrowser } from '../test-support/browser.ts';
import { sendRaw, statusOf } from '../test-support/raw-socket.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';

const UUID = '11111111-1111-4111-8111-111111111111';

let bff: TestBff;
let cookie: string;

beforeAll(async () => {
  bff = await startTestBff();
  const browser = createBrowser(bff);
  await browser.login('admin');
  cookie = `Cookie: __Host-Http-sid=${browser.cookie()}`;
});
afterAll(() => bff.close());
beforeEach(() => void bff.upstream.recorded.splice(0));

function ask(method: string, target: string): Promise<string> {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'Host: localhost',
    cookie,
    'Sec-Fetch-Site: same-origin',
  ];
  return sendRaw(bff.port, Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'));
}
const urls = (): string[] => bff.upstream.recorded.map(({ url }) => url);

describe('nothing but the paths of the API reaches the federation', () => {
  test.each([
    '/api/../secret',
    '/api/v2/../secret',
    '/api/v2/volumes/../../../secret',
    '/api/v2/volumes/..',
    '/api/v2/volumes/.',
    '/api/v2/./volumes',
    '/./api/v2/volumes',
    '//api/v2/volumes',
    '/api//v2/volumes',
    '/api/v2//volumes',
    '/api/v2/volumes//',
    '///evil.example/api/v2/volumes',
    '/api/%2e%2e/secret',
    '/api/v2/%2e%2e/secret',
    '/api/v2/%2E./volumes',
    '/api/v2/.%2e/secret',
    '/api/v2/volumes%2f..%2fsecret',
    '/api/v2/volumes/..%2f..%2fsecret',
    '/api/v2/volumes/%2F',
    '/api/v2%2fvolumes',
    '/api%2fv2/volumes',
    '/api/v2/volumes%5c..%5csecret',
    '/api/v2/volumes\\..\\secret',
    '/api\\v2\\volumes',
    '/api/v2/volumes%00',
    '/api/v2/volumes%00.json',
    '/api/v2/volumes%0d%0aX-A:%20b',
    '/api/v2/volumes%252e%252e',
    '/api/v2/volumes;x=1',
    '/api/v2/volumes;/../secret',
    '/api/v2/vol%75mes',
    '/api/v2/volumes%20',
    '/api/v2/volumes%',
    '/api/v2/volumes%zz',
    '/api/v2/volumes/',
    '/api/v2/volumes.',
    '/api/v2/volumes.json',
    '/api/v2/VOLUMES',
    '/API/v2/volumes',
    '/Api/V2/volumes',
    '/api/v2/volumes:verb',
    `/api/v2/volumes/${UUID}:verb`,
    `/api/v2/volumes/${UUID}/`,
    `/api/v2/volumes/${UUID}/secret`,
    `/api/v2/volumes/${UUID}%2fsecret`,
    `/api/v2/volumes/${UUID};x`,
    `/api/v2/volumes/{${UUID}}`,
    '/api/v2/volumes/caf\u00e9',
    '/api/v2/volumes/\u00ff\u00fe',
    '/api/v2/volumes#/../secret',
    '/api/v2/volumes?limit=1#x',
    '/api/v2/clusters/',
    '/api/v2/workflows/',
    '/api/v2/',
    '/api/v2',
    '/api/',
    '/api',
    '/api/v1/volumes',
    '/api/v2/cflogin',
    '/api/v2/cflogin/',
    '/api/v2/fleet/events',
    '/api/v2/fleet',
    '/api/v2/fleet/../cflogin',
    '/api/v2/projects/default/volumes',
    '/api/v2/nodes',
    '/metrics/../api/v2/volumes',
    '/auth/../api/v2/volumes',
    '/assets/../api/v2/volumes',
    'http://127.0.0.1/api/v2/volumes',
    'http://evil.example/api/v2/volumes',
    'https://evil.example',
    'evil.example:443',
    'api/v2/volumes',
    '@evil.example/api/v2/volumes',
    '*',
    '?/api/v2/volumes',
  ])('%s', async (target) => {
    for (const method of ['GET', 'DELETE']) {
      const answer = await ask(method, target);
      // By-name without a name is valid input for the BFF; the API itself answers it.
      if (target === '/api/v2/volumes/') continue;
      expect([400, 403, 404, 405]).toContain(statusOf(answer));
    }
    expect(urls().filter((url) => url !== '/api/v2/volumes/')).toEqual([]);
  });

  test.each([
    ['/api/v2/fleet/volumes?search=a%20b&limit=10', '/api/v2/fleet/volumes?search=a+b&limit=10'],
    [
      '/api/v2/fleet/volumes?search=..%2f..%2fsecret',
      '/api/v2/fleet/volumes?search=..%2F..%2Fsecret',
    ],
    [
      '/api/v2/fleet/volumes?search=a%26projectName%3Dx',
      '/api/v2/fleet/volumes?search=a%26projectName%3Dx',
    ],
    ['/api/v2/volumes/?name=a', '/api/v2/volumes/?name=a'],
    [`/api/v2/volumes/${UUID}?projectName=p`, `/api/v2/volumes/${UUID}?projectName=p`],
    ['/api/v2/workflows?nextPageToken=a%2Bb%3D', '/api/v2/workflows?nextPageToken=a%2Bb%3D'],
  ])('%s is written anew', async (target, url) => {
    expect(statusOf(await ask('GET', target))).toBe(200);
    expect(urls()).toEqual([url]);
  });
});

describe('a request that is not allowed', () => {
  test.each([
    ['PATCH', '/api/v2/volumes', 'GET, HEAD, POST'],
    ['TRACE', '/api/v2/volumes', 'GET, HEAD, POST'],
    ['OPTIONS', '/api/v2/volumes', 'GET, HEAD, POST'],
    ['POST', `/api/v2/volumes/${UUID}`, 'GET, HEAD, DELETE, PUT'],
    ['DELETE', '/api/v2/volumes', 'GET, HEAD, POST'],
    ['GET', '/auth/login', 'POST'],
    ['GET', '/auth/logout', 'POST'],
    ['POST', '/auth/session', 'GET, HEAD'],
    ['POST', '/events', 'GET, HEAD'],
  ])('%s %s is 405', async (method, target, allow) => {
    const answer = await ask(method, target);
    expect(statusOf(answer)).toBe(405);
    expect(answer).toContain(`Allow: ${allow}\r\n`);
    expect(urls()).toEqual([]);
  });

  test('is 404 at the routes of the demo outside a demo', async () => {
    expect(statusOf(await ask('GET', '/demo/clusters'))).toBe(404);
  });

  test('is 400 naming the path parameter that is not a UUID', async () => {
    const answer = await ask('GET', '/api/v2/volumes/abc');
    expect(statusOf(answer)).toBe(400);
    expect(answer).toContain('UUID: must be a valid UUID');
    expect(urls()).toEqual([]);
  });
});
