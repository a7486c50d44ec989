import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendClosing, statusOf } from '../test-support/raw-socket.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';
import { PASSWORD } from '../test-support/upstream.ts';

const PUBLIC = 'asterism.example';

let bff: TestBff;
let behindProxy: TestBff;

beforeAll(async () => {
  bff = await startTestBff({ publicUrls: [`https://${PUBLIC}`, 'http://console.example:8080'] });
  behindProxy = await startTestBff({
    publicUrls: [`https://${PUBLIC}`],
    trustedProxies: ['127.0.0.1'],
  });
});
afterAll(async () => {
  await bff.close();
  await behindProxy.close();
});

/** Sends exactly these header lines; returns the raw response. */
const ask = (to: TestBff, request: string, lines: readonly string[], body = '') =>
  sendClosing(to.port, [request, ...lines, 'Connection: close', '', body].join('\r\n'));
const statusFor = async (host: string, path = '/'): Promise<number> =>
  statusOf(await ask(bff, `GET ${path} HTTP/1.1`, [`Host: ${host}`]));

const credentials = JSON.stringify({ username: 'admin', password: PASSWORD });
const signInFrom = async (to: TestBff, ...lines: string[]): Promise<number> => {
  const about = ['Content-Type: application/json', `Content-Length: ${credentials.length}`];
  return statusOf(await ask(to, 'POST /auth/login HTTP/1.1', [...lines, ...about], credentials));
};

describe('the host of a request', () => {
  test.each([
    'localhost',
    'localhost:1',
    '127.0.0.1:8080',
    '10.0.0.5',
    '[::1]:8080',
    PUBLIC,
    'ASTERISM.example:443',
    'console.example',
  ])('may be %s', async (host) => {
    expect(await statusFor(host)).toBe(200);
  });

  test.each([
    'rebound.example',
    `${PUBLIC}.rebound.example`,
    `x.${PUBLIC}`,
    'localhost.rebound.example',
    '127.0.0.1.rebound.example',
    `${PUBLIC}@rebound.example`,
    `rebound.example/${PUBLIC}`,
    '2130706433',
    '',
  ])('may not be "%s", whatever is asked for', async (host) => {
    for (const path of ['/', '/api/v2/volumes', '/auth/session', '/events', '/docs']) {
      expect([path, await statusFor(host, path)]).toEqual([path, 421]);
    }
    expect(await signInFrom(bff, `Host: ${host}`, 'Sec-Fetch-Site: same-origin')).toBe(421);
    expect(bff.upstream.logins).toEqual([]);
  });

  test('that is unknown is reported to a program in JSON, with the known hosts', async () => {
    const answer = await ask(bff, 'GET /api/v2/volumes HTTP/1.1', ['Host: rebound.example:81']);
    expect(answer).toContain('Content-Type: application/json');
    expect(answer).toContain('rebound.example:81');
    expect(answer).toContain(`https://${PUBLIC}`);
    expect(answer).toContain('ASTERISM_PUBLIC_URL');
  });

  test.each(['Sec-Fetch-Mode: navigate', 'Accept: text/html,*/*;q=0.8'])(
    'that is unknown is reported to a person (%s) on a page, with the setting',
    async (line) => {
      const answer = await ask(bff, 'GET /volumes HTTP/1.1', ['Host: rebound.example', line]);
      expect(statusOf(answer)).toBe(421);
      expect(answer).toContain('Content-Type: text/html');
      expect(answer).toContain("content-security-policy: default-src 'none'");
      expect(answer).toContain('The browser asked for rebound.example');
      expect(answer).toContain('ASTERISM_PUBLIC_URL=https://rebound.example');
      expect(answer).toContain(`https://${PUBLIC}`);
      expect(answer).not.toContain('<script');
    },
  );

  test('that is unknown cannot inject anything into the page', async () => {
    const host = `Host: <img src=x onerror=alert(1)>"'&${'x'.repeat(3000)}`;
    const answer = await ask(bff, 'GET / HTTP/1.1', [host, 'Accept: text/html']);
    expect(statusOf(answer)).toBe(421);
    expect(answer).not.toContain('<img');
    expect(answer).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;xxx');
    expect(answer).not.toContain('x'.repeat(101));
  });

  test('must be given', async () => {
    expect(statusOf(await ask(bff, 'GET / HTTP/1.0', []))).toBe(421);
    expect(statusOf(await ask(bff, 'GET / HTTP/1.1', []))).toBe(400);
  });

  test('does not matter for health checks', async () => {
    expect(await statusFor('probe.internal', '/health')).toBe(200);
    expect(await statusFor('probe.internal', '/ready')).toBe(200);
  });
});

describe('behind a proxy that ends TLS', () => {
  test('only the public address is the origin of the console', async () => {
    const host = `Host: ${PUBLIC}`;
    expect(await signInFrom(bff, host, `Origin: https://${PUBLIC}`)).toBe(200);
    expect(await signInFrom(bff, host, 'Origin: https://console.example')).toBe(403);
    expect(await signInFrom(bff, host, 'Origin: https://rebound.example')).toBe(403);
  });

  test('neither the host that the proxy requests nor the one that it forwards may be unknown', async () => {
    const get = async (host: string, forwarded: string): Promise<number> => {
      const lines = [`Host: ${host}`, `X-Forwarded-Host: ${forwarded}`];
      return statusOf(await ask(behindProxy, 'GET / HTTP/1.1', lines));
    };
    expect(await get('127.0.0.1', PUBLIC)).toBe(200);
    expect(await get(PUBLIC, 'rebound.example')).toBe(421);
    expect(await get('rebound.example', PUBLIC)).toBe(421);
  });
});
