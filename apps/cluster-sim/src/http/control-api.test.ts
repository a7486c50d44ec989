import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../simulator.ts';
import { createTestClient } from '../test-support/cluster-client.ts';
import { createSigningKey, signToken } from '../test-support/signing-key.ts';

const key = createSigningKey();
let client: ReturnType<typeof createTestClient>;
let simulator: Simulator;
let endpoint: string;
let token: string;

beforeEach(async () => {
  client = createTestClient();
  simulator = await startSimulator({ clusters: 2, volumes: [3, 5], seed: 7, controlPort: 0 });
  endpoint = simulator.clusters[1]?.apiEndpoint ?? '';
  token = simulator.clusters[1]?.adminJwt ?? '';
});
afterEach(async () => {
  await client.close();
  await simulator.close();
});

const order = (path: string, body: object, headers: Record<string, string> = {}) =>
  client.send('POST', `${simulator.controlUrl}${path}`, {
    body: { apiEndpoint: endpoint, ...body },
    headers: { 'content-type': 'application/json', ...headers },
  });
const version = (as = token, signal?: AbortSignal) =>
  client.send('GET', `https://${endpoint}/api/v2/version`, { token: as, signal });

test('it lists the clusters', async () => {
  const answer = await client.send('GET', `${simulator.controlUrl}/clusters`);
  expect(JSON.parse(answer.text)).toEqual(
    simulator.clusters.map(({ name, apiEndpoint, clusterUUID, fingerprint256 }) => ({
      name,
      apiEndpoint,
      clusterUUID,
      fingerprint256,
    })),
  );
});

test.each(['payload', 'publicPem'] as const)(
  'an imported key (%s) opens its cluster, again and again, until it is removed',
  async (form) => {
    const federation = await signToken(key, {
      kid: 'system:cf-1',
      roles: ['system:cluster-admin'],
    });
    expect((await version(federation)).status).toBe(401);
    const body = { pubKeyId: 'cf-1', pubKey: key[form] };
    expect((await order('/import-credential', body)).status).toBe(200);
    expect((await order('/import-credential', body)).status).toBe(200);
    expect((await version(federation)).status).toBe(200);
    const another = { pubKeyId: 'cf-1', pubKey: createSigningKey().payload };
    expect((await order('/import-credential', another)).status).toBe(409);
    expect((await order('/remove-credential', { pubKeyId: 'cf-1' })).status).toBe(200);
    expect((await version(federation)).status).toBe(401);
    expect((await order('/remove-credential', { pubKeyId: 'cf-1' })).status).toBe(404);
  },
);

test('a fault holds answers back, refuses, drops or stalls, on its own cluster and until it is taken away', async () => {
  await order('/faults', { fault: { status: 503 } });
  expect(await version()).toMatchObject({ status: 503, json: { code: 14 } });
  const other = simulator.clusters[0];
  const url = `https://${other?.apiEndpoint}/api/v2/version`;
  expect((await client.send('GET', url, { token: other?.adminJwt })).status).toBe(200);

  await order('/faults', { fault: { latencyMs: 200 } });
  const started = performance.now();
  expect((await version()).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThan(190);

  await order('/faults', { fault: { drop: true } });
  await expect(version()).rejects.toThrow('fetch failed');

  await order('/faults', { fault: { status: 500, method: 'PUT' } });
  expect((await version()).status).toBe(200);

  await order('/faults', { fault: { stall: true } });
  await expect(version(token, AbortSignal.timeout(300))).rejects.toThrow('timeout');

  await order('/faults', { fault: null });
  expect((await version()).status).toBe(200);
});

test('a stopped cluster cannot be reached; started again it is where and what it was', async () => {
  expect((await order('/stop', {})).status).toBe(200);
  await expect(version()).rejects.toThrow('fetch failed');
  expect((await order('/start', {})).status).toBe(200);
  expect((await order('/start', {})).status).toBe(200);
  expect((await version()).status).toBe(200);
});

test.each([
  ['ahead', 184],
  ['behind', -184],
])(
  'a cluster whose clock is %s refuses tokens of now, and dates its answers by its own clock',
  async (_, offsetSeconds) => {
    await order('/import-credential', { pubKeyId: 'cf-1', pubKey: key.payload });
    const now = Math.floor(Date.now() / 1000);
    const fresh = (at: number) =>
      signToken(key, {
        kid: 'system:cf-1',
        roles: ['system:cluster-admin'],
        claims: { iat: at, exp: at + 60 },
      });
    expect((await version(await fresh(now))).status).toBe(200);
    expect((await order('/clock', { offsetSeconds })).status).toBe(200);
    const refused = await version(await fresh(now));
    expect(refused).toMatchObject({ status: 401, json: { code: 16 } });
    const date = Date.parse(refused.headers.get('date') ?? '') / 1000;
    expect(Math.abs(date - now - offsetSeconds)).toBeLessThan(60);
    expect((await version(await fresh(now + offsetSeconds))).status).toBe(200);
    expect((await order('/clock', { offsetSeconds: 0 })).status).toBe(200);
    expect((await version(await fresh(now))).status).toBe(200);
  },
);

test('a new certificate shows at once, also to those who were connected', async () => {
  const fingerprints = async () =>
    (await client.send('GET', `${simulator.controlUrl}/clusters`)).text.match(
      /([0-9A-F]{2}:){31}../g,
    );
  await version();
  const before = await fingerprints();
  expect((await order('/rotate-certificate', {})).status).toBe(200);
  const after = await fingerprints();
  expect(after?.[0]).toBe(before?.[0]);
  expect(after?.[1]).not.toBe(before?.[1]);
  expect(await client.fingerprintOf(endpoint)).toBe(after?.[1]);
});

test('a cluster that is installed anew is another one at the same port, without volumes and keys', async () => {
  const listed = async () => {
    const { text } = await client.send('GET', `${simulator.controlUrl}/clusters`);
    return /"clusterUUID":"([^"]+)","fingerprint256":"([^"]+)"\}\]?$/.exec(text)?.slice(1);
  };
  const url = `https://${endpoint}/api/v2/cluster`;
  const before = await listed();
  expect((await order('/reinstall', { keepsCertificate: true })).status).toBe(200);
  const after = await listed();
  expect(after?.[0]).not.toBe(before?.[0]);
  expect(after?.[1]).toBe(before?.[1]);
  const answered = await client.send('GET', url, { token });
  expect(answered.json).toMatchObject({ UUID: after?.[0] });
  expect((await order('/reinstall', {})).status).toBe(200);
  const last = await listed();
  expect(last?.[0]).not.toBe(after?.[0]);
  expect(last?.[1]).not.toBe(before?.[1]);
});

test('a volume is put in a state, and its cluster shows it', async () => {
  const url = `https://${endpoint}/api/v2/volumes`;
  const [UUID = ''] =
    /(?<="UUID":")[0-9a-f-]{36}/.exec((await client.send('GET', url, { token })).text) ?? [];
  expect((await order('/volume-state', { UUID, state: 'Failed' })).status).toBe(200);
  const shown = await client.send('GET', `${url}/${UUID}`, { token });
  expect(shown.json).toMatchObject({ state: 'Failed' });
  const absent = { UUID: crypto.randomUUID(), protectionState: 'ReadOnly' };
  expect((await order('/volume-state', absent)).status).toBe(404);
});

test.each([
  ['/volume-state', { UUID: 'x', state: 'Failed' }, 'UUID'],
  ['/volume-state', { UUID: crypto.randomUUID(), state: 'Gone' }, 'state'],
  ['/faults', { fault: { status: 200 } }, 'fault.status'],
  ['/faults', { fault: { latencyMs: -1 } }, 'fault.latencyMs'],
  ['/import-credential', { pubKeyId: 'a/b', pubKey: 'x' }, 'pubKeyId'],
  ['/import-credential', { pubKeyId: 'a', pubKey: 'x' }, 'payload'],
])('%s with %j is 400 and names the field', async (path, body, field) => {
  const answer = await order(path, body);
  expect([answer.status, answer.json['code']]).toEqual([400, 3]);
  expect(String(answer.json['message'])).toContain(field);
});

test('an unknown cluster is 404', async () => {
  expect((await order('/stop', { apiEndpoint: '127.0.0.1:1' })).status).toBe(404);
});

test('web pages cannot drive it', async () => {
  expect((await order('/stop', {}, { origin: 'http://evil.example' })).status).toBe(403);
  expect((await order('/stop', {}, { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await version()).status).toBe(200);
});
