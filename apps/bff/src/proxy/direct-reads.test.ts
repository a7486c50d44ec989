import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
} from 'vitest';
import { createBrowser, type Browser } from '../test-support/browser.ts';
import { sendClosing, sendRaw, statusOf } from '../test-support/raw-socket.ts';
import { createFakeClock, startTestBff, type TestBff } from '../test-support/test-bff.ts';
import { sendJson, tokenOf } from '../test-support/upstream.ts';

const VOLUMES = '/api/v2/volumes?limit=7';
const PUBLIC = 'asterism.example';

let bff: TestBff;
let admin: Browser;

beforeAll(async () => {
  bff = await startTestBff({ metrics: { host: '127.0.0.1', port: 0 } });
  admin = createBrowser(bff);
  await admin.login('admin');
});
afterAll(() => bff.close());
beforeEach(() => void bff.upstream.recorded.splice(0));
afterEach(() => bff.upstream.answer((_request, response) => sendJson(response, 200, {})));

/** A read of somebody who is signed in, with exactly these lines beside the cookie. */
const readAs = async (to: TestBff, person: Browser, lines: readonly string[], path = VOLUMES) => {
  const cookie = `Cookie: __Host-Http-sid=${person.cookie()}`;
  const head = [`GET ${path} HTTP/1.1`, cookie, ...lines, 'Connection: close', '', ''];
  return statusOf(await sendClosing(to.port, head.join('\r\n')));
};

describe('a read of somebody who is signed in is refused', () => {
  test.each([
    ['for an unknown host', ['Host: rebound.example'], 421],
    ['for no host', ['Host:'], 421],
    ['from another site', ['Host: localhost', 'Sec-Fetch-Site: cross-site'], 403],
    ['from a sibling site', ['Host: localhost', 'Sec-Fetch-Site: same-site'], 403],
  ])('%s', async (_what, lines, status) => {
    expect(await readAs(bff, admin, ['Host: localhost'])).toBe(200);
    bff.upstream.recorded.splice(0);
    expect(await readAs(bff, admin, lines)).toBe(status);
    expect(bff.upstream.recorded).toEqual([]);
  });

  test('for what only others may read, although they have just read the same', async () => {
    const viewer = createBrowser(bff);
    await viewer.login('viewer');
    for (const path of ['/api/v2/clusters', '/api/v2/fleet/summary']) {
      expect((await admin.get(path)).status).toBe(200);
      expect((await viewer.get(path)).status).toBe(403);
    }
    expect(bff.upstream.recorded.map(({ headers }) => headers['authorization'])).toEqual([
      `Bearer ${tokenOf('admin')}`,
      `Bearer ${tokenOf('admin')}`,
    ]);
  });

  test('for an unknown field, however often it is sent', async () => {
    for (let time = 0; time < 3; time += 1) {
      expect((await admin.get('/api/v2/volumes?colour=red')).status).toBe(400);
    }
    expect(bff.upstream.recorded).toEqual([]);
  });

  test('from the moment that the session ends', async () => {
    const other = createBrowser(bff);
    await other.login('admin');
    const cookie = other.cookie();
    expect((await other.get(VOLUMES)).status).toBe(200);
    await other.send('POST', '/auth/logout');
    other.setCookie(cookie);
    expect((await other.get(VOLUMES)).status).toBe(401);
  });
});

test('each person’s read is sent with their own token and in their own words', async () => {
  const viewer = createBrowser(bff);
  await viewer.login('viewer');
  await admin.get(VOLUMES);
  await viewer.get(VOLUMES);
  await viewer.get('/api/v2/volumes?limit=8');
  expect(bff.upstream.recorded.map(({ url, headers }) => [url, headers['authorization']])).toEqual([
    [VOLUMES, `Bearer ${tokenOf('admin')}`],
    [VOLUMES, `Bearer ${tokenOf('viewer')}`],
    ['/api/v2/volumes?limit=8', `Bearer ${tokenOf('viewer')}`],
  ]);
});

test('of two different session ids none counts, and one id may be sent twice', async () => {
  const own = `__Host-Http-sid=${admin.cookie()}`;
  const planted = `__Host-Http-sid=${'A'.repeat(43)}`;
  const readWith = async (cookie: string) =>
    statusOf(
      await sendClosing(
        bff.port,
        `GET ${VOLUMES} HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
      ),
    );
  expect(await readWith(`${own}; ${planted}`)).toBe(401);
  expect(await readWith(`${planted}; a=b; ${own}`)).toBe(401);
  expect(await readWith(`a=b; ${own}; ${own}`)).toBe(200);
});

test('a read with a body is answered, and the body is no request of its own', async () => {
  const hidden = `GET /api/v2/clusters HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  const cookie = `Cookie: __Host-Http-sid=${admin.cookie()}`;
  const length = `Content-Length: ${hidden.length}`;
  const head = [`GET ${VOLUMES} HTTP/1.1`, 'Host: localhost', cookie, length, '', hidden];
  expect(await sendRaw(bff.port, head.join('\r\n'))).toMatch(/^HTTP\/1\.1 200/);
  expect(bff.upstream.recorded.map(({ url }) => url)).toEqual([VOLUMES]);
});

test('reads are measured by the operation that they are', async () => {
  await admin.get('/api/v2/workflows');
  await expect
    .poll(async () => (await fetch(bff.metricsUrl)).text())
    .toMatch(/request_duration_seconds_count\{method="GET",route="listWorkflows",status="200"\} 1/);
});

test('a read of a person who is active keeps the session alive, and another does not', async () => {
  const clock = createFakeClock();
  const timed = await startTestBff({ clock });
  onTestFinished(() => timed.close());
  const person = createBrowser(timed);
  await person.login('admin');
  const read = async (headers: Record<string, string>) =>
    (await person.send('GET', VOLUMES, { headers })).status;
  for (const headers of [{ 'x-user-active': '1' }, {}]) {
    clock.advance(600);
    expect(await read({})).toBe(200);
    expect(await read(headers)).toBe(200);
  }
  clock.advance(600);
  expect(await read({})).toBe(401);
});

test.each([
  ['that fails', 500, /"level":40,.*"path":"\/api\/v2\/volumes".*"status":500/],
  ['that is refused', 404, /"level":30,.*"path":"\/api\/v2\/volumes".*"status":404/],
  ['that succeeds', 200, /"level":20,.*"path":"\/api\/v2\/volumes".*"status":200/],
])('a read %s is a line of the log at its level', async (_what, status, line) => {
  bff.upstream.answer((_request, response) =>
    sendJson(response, status, { error: 'e', code: 5, message: 'e' }),
  );
  const { headers } = await admin.get(VOLUMES);
  const id = headers.get('x-request-id') ?? '';
  const ofRequest = (): string[] =>
    bff
      .log()
      .split('\n')
      .filter((text) => text.includes(id));
  await expect.poll(ofRequest).toEqual([expect.stringMatching(line)]);
});

describe('behind a proxy that is trusted', () => {
  let behind: TestBff;
  let visitor: Browser;

  beforeAll(async () => {
    behind = await startTestBff({
      publicUrls: [`https://${PUBLIC}`],
      trustedProxies: ['127.0.0.1', '10.0.0.0/8'],
    });
    visitor = createBrowser(behind);
    await visitor.login('admin');
  });
  afterAll(() => behind.close());

  test.each([
    ['the client’s own', '192.0.2.7', '192.0.2.7'],
    ['the last that no trusted proxy has', '198.51.100.1, 192.0.2.7, 10.1.2.3', '192.0.2.7'],
  ])('the address of a read is %s', async (_what, forwarded, address) => {
    behind.upstream.recorded.splice(0);
    const lines = [`Host: ${PUBLIC}`, `X-Forwarded-For: ${forwarded}`];
    expect(await readAs(behind, visitor, lines)).toBe(200);
    expect(behind.upstream.recorded[0]?.headers).toMatchObject({ 'x-forwarded-for': address });
  });

  test.each([
    ['127.0.0.1', PUBLIC, 200],
    ['127.0.0.1', `${PUBLIC}, rebound.example`, 200],
    [PUBLIC, 'rebound.example', 421],
    [PUBLIC, `rebound.example, ${PUBLIC}`, 421],
    ['rebound.example', PUBLIC, 421],
  ])('a read for %s on behalf of %s is answered with %i', async (host, forwarded, status) => {
    const lines = [`Host: ${host}`, `X-Forwarded-Host: ${forwarded}`];
    expect(await readAs(behind, visitor, lines)).toBe(status);
  });
});
