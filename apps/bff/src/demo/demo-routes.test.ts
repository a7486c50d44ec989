import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBrowser, type Browser } from '../test-support/browser.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';
import { sendJson } from '../test-support/upstream.ts';

const CLUSTERS = [{ name: 'north', apiEndpoint: '127.0.0.1:9443', clusterUUID: 'u' }];

const FINGERPRINT = 'AB:'.repeat(31) + 'CD';

let bff: TestBff;
let simulator: Server;
let imported: unknown[];
let admin: Browser;

beforeAll(async () => {
  // The part of the simulator's control API that the demo uses.
  simulator = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.url === '/clusters') return sendJson(response, 200, CLUSTERS);
      const order: unknown = JSON.parse(body);
      imported.push(order);
      const isKnown = body.includes('127.0.0.1:9443');
      return sendJson(response, isKnown ? 200 : 404, {});
    });
  }).listen(0, '127.0.0.1');
  await once(simulator, 'listening');
  const address = simulator.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  bff = await startTestBff({ simulatorControlUrl: `http://127.0.0.1:${port}` });
  bff.upstream.answer((_request, response) =>
    sendJson(response, 200, { pubKeyId: 'key-1', pubKey: 'cGVt' }),
  );
});
afterAll(async () => {
  simulator.close();
  simulator.closeAllConnections();
  await bff.close();
});
beforeEach(async () => {
  imported = [];
  admin = createBrowser(bff);
  await admin.login('admin');
});

const importOn = (browser: Browser, apiEndpoint: unknown) =>
  browser.send('POST', '/demo/import-credential', {
    body: { apiEndpoint, tlsFingerprint: FINGERPRINT },
  });

describe('the demo', () => {
  test('shows an admin the simulated clusters', async () => {
    const answer = await admin.get('/demo/clusters');
    expect(JSON.parse(answer.text)).toEqual({
      clusters: [{ name: 'north', apiEndpoint: '127.0.0.1:9443' }],
    });
  });

  test('imports the service key on a simulated cluster', async () => {
    expect((await importOn(admin, '127.0.0.1:9443')).status).toBe(200);
    expect(imported).toEqual([
      { apiEndpoint: '127.0.0.1:9443', pubKeyId: 'key-1', pubKey: 'cGVt' },
    ]);
  });

  test.each([['10.0.0.1:443'], ['nonsense'], [undefined], [7]])(
    'rejects the endpoint %j for an import and names the field',
    async (endpoint) => {
      const answer = await importOn(admin, endpoint);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('apiEndpoint: ');
    },
  );

  test('is forbidden to principals who are not admins', async () => {
    const viewer = createBrowser(bff);
    await viewer.login('viewer');
    expect((await viewer.get('/demo/clusters')).status).toBe(403);
    expect((await importOn(viewer, '127.0.0.1:9443')).status).toBe(403);
    expect((await createBrowser(bff).get('/demo/clusters')).status).toBe(401);
    expect(imported).toEqual([]);
  });
});
