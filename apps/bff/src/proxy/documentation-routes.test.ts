import { once } from 'node:events';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBrowser, type Browser } from '../test-support/browser.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';
import { tokenOf, type Answer } from '../test-support/upstream.ts';
import { documentationRoutes } from './documentation-routes.ts';

let bff: TestBff;
let browser: Browser;

beforeAll(async () => {
  bff = await startTestBff({ documentationTimes: { page: 0, failure: 0 } });
  browser = createBrowser(bff);
});
afterAll(() => bff.close());
beforeEach(() => {
  bff.upstream.setBroken(false);
  bff.upstream.recorded.splice(0);
  // The documentation is requested without a token.
  bff.upstream.roles.set('', []);
});

const answerWith =
  (type: string, body: string, status = 200): Answer =>
  (_request, response) => {
    response.writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      'set-cookie': 'a=b',
      'content-security-policy': 'default-src *',
    });
    response.end(body);
  };

describe('the documentation of the API', () => {
  test.each([
    ['/docs', 'text/html; charset=utf-8'],
    ['/docs/page.css', 'text/css; charset=utf-8'],
    ['/docs/page.js', 'text/javascript; charset=utf-8'],
    ['/docs/text.woff2', 'font/woff2'],
    ['/docs/mono.woff2', 'font/woff2'],
    ['/api/v2/openapi.json', 'application/json'],
  ])('%s is the federation’s, for whoever asks, under the console’s policy', async (path, type) => {
    bff.upstream.answer(answerWith(type, 'words ✓'));
    const answer = await browser.get(path);
    expect(answer).toMatchObject({ status: 200, text: 'words ✓' });
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  test('is requested without any header of the browser', async () => {
    bff.upstream.answer(answerWith('text/html; charset=utf-8', ''));
    const signedIn = createBrowser(bff);
    await signedIn.login('admin');
    await signedIn.send('GET', '/docs?token=a', {
      headers: { authorization: `Bearer ${tokenOf('admin')}`, 'x-a': 'canary' },
    });
    const [asked] = bff.upstream.recorded;
    expect(asked).toMatchObject({ method: 'GET', url: '/docs' });
    expect(JSON.stringify(asked)).not.toMatch(/canary|token|cookie|authorization/);
  });

  test.each([
    ['another type', answerWith('text/plain', 'a')],
    ['an error', answerWith('text/html; charset=utf-8', 'a', 404)],
    [
      'more than anybody reads',
      answerWith('text/html; charset=utf-8', 'a'.repeat(4 * 1024 * 1024 + 1)),
    ],
  ])('with %s is a bad answer', async (_what, how) => {
    bff.upstream.answer(how);
    const answer = await browser.get('/docs');
    expect(answer.status).toBe(502);
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  test('is an error in JSON when the federation does not serve it', async () => {
    bff.upstream.setBroken(true);
    expect((await browser.get('/docs')).status).toBe(502);
  });

  test.each(['/docs/', '/docs/other', '/DOCS', '/api/v2/openapi.json/', '/api/v2/openapi'])(
    'is not served at %s',
    async (path) => {
      expect((await browser.get(path)).status).toBe(404);
      expect(bff.upstream.recorded).toEqual([]);
    },
  );

  test.each(['POST', 'PUT', 'DELETE'])('can only be read, not %s', async (method) => {
    expect((await browser.send(method, '/docs')).status).toBe(405);
    expect(bff.upstream.recorded).toEqual([]);
  });

  test('is requested once for many readers, and cached for a while', async () => {
    const app = express();
    const metrics = { nameRoute: () => undefined };
    app.use(documentationRoutes({ federationUrl: bff.upstream.url, metrics }));
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const page = createBrowser({ url: `http://127.0.0.1:${port}` });
    bff.upstream.answer(answerWith('text/html; charset=utf-8', 'words'));
    const all = await Promise.all(Array.from({ length: 100 }, () => page.get('/docs')));
    expect(new Set(all.map(({ status, text }) => `${status} ${text}`))).toEqual(
      new Set(['200 words']),
    );
    await page.get('/docs');
    expect(bff.upstream.recorded).toHaveLength(1);
    server.close();
  });
});
