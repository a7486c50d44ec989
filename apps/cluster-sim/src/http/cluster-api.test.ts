import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import { startSimulator, type Simulator } from '../simulator.ts';
import { createTestClient, type SendOptions } from '../test-support/cluster-client.ts';
import { createManualClock } from '../test-support/manual-clock.ts';
import { createSigningKey, signToken } from '../test-support/signing-key.ts';

const clock = createManualClock();
const client = createTestClient();
const key = createSigningKey();
let simulator: Simulator;
let base: string;
let admin: string;
let tokenOf: (...roles: string[]) => Promise<string>;

const send = (method: string, path: string, options: SendOptions = {}) =>
  client.send(method, `${base}${path}`, { token: admin, ...options });
const volume = (name: string, changes: object = {}) => ({
  name,
  size: '4 gib',
  replicaCount: '2',
  acl: { values: ['ALLOW_NONE'] },
  projectName: 'default',
  ...changes,
});
async function create(name: string, changes: object = {}): Promise<string> {
  const answer = await send('POST', '/volumes', { body: volume(name, changes) });
  expect(answer.status).toBe(200);
  clock.advance(2000);
  return String(answer.json['UUID']);
}

beforeAll(async () => {
  simulator = await startSimulator({ clusters: 1, volumes: 1200, seed: 7, clock });
  const [cluster] = simulator.clusters;
  base = `https://${cluster?.apiEndpoint}/api/v2`;
  admin = cluster?.adminJwt ?? '';
  const body = { ID: 'tests', type: 'RS256PubKey', payload: key.payload };
  await send('POST', '/projects/system/credentials', { body });
  tokenOf = (...roles) =>
    signToken(key, { kid: 'system:tests', roles, now: Math.floor(clock.now() / 1000) });
});
afterAll(async () => {
  await client.close();
  await simulator.close();
});

const ecKey = (): string => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })).toString('base64');
};

describe('what a cluster says of itself', () => {
  test.each([
    ['/version', { apiVersion: 'v2.0' }],
    ['/clusterinfo', { clusterName: 'lb-north-01', currentMaxReplicas: 3 }],
    ['/cluster', { clusterName: 'lb-north-01', health: { state: 'Error' } }],
  ])('GET %s', async (path, expected) => {
    const answer = await send('GET', path);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject(expected);
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  test('nodes, projects and policies are lists', async () => {
    expect((await send('GET', '/nodes')).json['nodes']).toHaveLength(6);
    expect((await send('GET', '/policies')).json).toMatchObject({
      policies: [{ name: 'gold' }, { name: 'silver' }, { name: 'bronze' }],
    });
    const { projects } = (await send('GET', '/projects')).json;
    expect(projects).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'system' }),
        expect.objectContaining({ name: 'default' }),
      ]),
    );
  });
});

describe('who may do what', () => {
  test('nothing is told without a token: 401 in the error body', async () => {
    for (const { method, path } of Object.values(clusterApi)) {
      const url = `${base}${path.replace('/api/v2', '').replaceAll(/\{\w+\}/g, 'x')}`;
      const answer = await client.send(method, url);
      expect([path, answer.status, answer.json['code']]).toEqual([path, 401, 16]);
    }
  });

  test.each(['/cluster', '/projects', '/projects/acme', '/projects/acme/credentials', '/policies'])(
    'GET %s is for cluster admins: 403 to a project admin',
    async (path) => {
      const answer = await send('GET', path, { token: await tokenOf('acme:admin') });
      expect([answer.status, answer.json['code']]).toEqual([403, 7]);
    },
  );

  test.each(['/version', '/clusterinfo', '/nodes'])('GET %s is for every role', async (path) => {
    expect((await send('GET', path, { token: await tokenOf('acme:viewer') })).status).toBe(200);
  });

  test('a project role must name a project, and sees its own alone', async () => {
    const token = await tokenOf('acme:viewer');
    expect((await send('GET', '/volumes', { token })).status).toBe(400);
    expect((await send('GET', '/volumes?projectName=globex', { token })).status).toBe(403);
    for (const path of ['/volumes?projectName=acme', '/projects/acme/volumes']) {
      const answer = await send('GET', path, { token });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('"projectName":"acme"');
      expect(answer.text).not.toContain('"projectName":"default"');
    }
  });

  test("another project's volume is not there, by UUID or by changing it", async () => {
    const uuid = await create('of-default');
    const token = await tokenOf('acme:admin');
    const [absent] = [(await send('GET', `/volumes/${crypto.randomUUID()}`, { token })).status];
    expect(absent).toBe(404);
    for (const [method, body] of [['GET'], ['DELETE'], ['PUT', { newName: 'mine' }]] as const) {
      const answer = await send(method, `/volumes/${uuid}`, { token, body });
      expect([method, answer.status, answer.json['code']]).toEqual([method, 404, 5]);
    }
    expect((await send('GET', `/projects/acme/volumes/${uuid}`, { token })).status).toBe(404);
    expect((await send('GET', `/projects/default/volumes/${uuid}`, { token })).status).toBe(403);
  });

  test('a viewer changes nothing; a project admin does', async () => {
    const viewer = await tokenOf('acme:viewer');
    const owner = await tokenOf('acme:admin');
    const body = volume('by-role', { projectName: 'acme' });
    expect((await send('POST', '/volumes', { token: viewer, body })).status).toBe(403);
    const created = await send('POST', '/projects/acme/volumes', { token: owner, body });
    expect(created.status).toBe(200);
    clock.advance(2000);
    const path = `/volumes/${String(created.json['UUID'])}`;
    const hidden = await create('hidden-from-viewers');
    for (const one of [path, `/volumes/${hidden}`, `/volumes/${crypto.randomUUID()}`]) {
      const refused = await send('DELETE', one, { token: viewer });
      expect([one, refused.status, refused.json['code']]).toEqual([one, 403, 7]);
    }
    expect((await send('DELETE', path, { token: owner })).status).toBe(200);
    expect((await send('POST', '/volumes', { token: owner, body: volume('x') })).status).toBe(403);
  });

  test('a deleted credential lets nobody in any more, at once', async () => {
    const other = createSigningKey();
    const body = { ID: 'short', type: 'RS256PubKey', payload: other.payload };
    expect((await send('POST', '/projects/acme/credentials', { body })).status).toBe(200);
    expect((await send('POST', '/projects/acme/credentials', { body })).status).toBe(409);
    const now = Math.floor(clock.now() / 1000);
    const token = await signToken(other, { kid: 'acme:short', roles: ['acme:viewer'], now });
    expect((await send('GET', '/version', { token })).status).toBe(200);
    expect((await send('DELETE', '/projects/acme/credentials/short')).status).toBe(200);
    expect((await send('GET', '/version', { token })).status).toBe(401);
    expect((await send('GET', '/projects/acme/credentials/short')).status).toBe(404);
  });

  test.each([
    ['no base64', '###'],
    ['no PEM', Buffer.from('hello').toString('base64')],
    ['an EC key', ecKey()],
  ])('a credential with %s is refused: 400 naming the field', async (_, payload) => {
    const body = { ID: 'bad', type: 'RS256PubKey', payload };
    const answer = await send('POST', '/projects/system/credentials', { body });
    expect(answer.status).toBe(400);
    expect(answer.json['message']).toMatch(/^payload:/);
  });
});

describe('volumes on the wire', () => {
  test('are created, found by UUID and by name, updated and deleted', async () => {
    const uuid = await create('life');
    expect((await send('GET', '/volumes/?name=life&projectName=default')).json).toMatchObject({
      UUID: uuid,
      state: 'Available',
      ETag: '2',
      size: '4294967296',
    });
    const stale = await send('PUT', `/volumes/${uuid}`, {
      body: { size: '8 gib' },
      headers: { 'if-match': '1' },
    });
    expect([stale.status, stale.json['code']]).toEqual([412, 9]);
    const updated = await send('PUT', `/volumes/${uuid}`, {
      body: { size: '8 gib' },
      headers: { 'if-match': '"2"' },
    });
    expect([updated.status, updated.text]).toEqual([200, '{}']);
    const busy = await send('DELETE', `/volumes/${uuid}`);
    expect([busy.status, busy.json['code'], busy.headers.get('retry-after')]).toEqual([
      503,
      14,
      '1',
    ]);
    clock.advance(1000);
    expect((await send('DELETE', `/volumes/${uuid}`)).text).toBe('{}');
    expect((await send('GET', `/volumes/${uuid}`)).json).toMatchObject({ state: 'Deleting' });
    expect((await send('DELETE', `/volumes/${uuid}`)).status).toBe(400);
    clock.advance(2000);
    expect((await send('GET', `/volumes/${uuid}`)).status).toBe(404);
    expect((await send('DELETE', `/volumes/${uuid}`)).status).toBe(404);
  });

  test.each([
    ['size as a number', { size: 4096 }, 'size'],
    ['size zero', { size: '0' }, 'size'],
    ['too many replicas', { replicaCount: 4 }, 'replicaCount'],
    ['no ACL', { acl: undefined }, 'acl'],
    ['a mixed ACL', { acl: { values: ['ALLOW_ANY', 'nqn'] } }, 'acl.values'],
    ['compression as a boolean', { compression: true }, 'compression'],
    ['a name with a slash', { name: '../x' }, 'name'],
    ['an unknown policy', { qosPolicyName: 'none' }, 'qosPolicyName'],
    ['an unknown project', { projectName: 'none' }, 'projectName'],
  ])('a create with %s is 400, code 3, and names the field', async (_, changes, field) => {
    const answer = await send('POST', '/volumes', { body: volume('bad', changes) });
    expect([answer.status, answer.json['code']]).toEqual([400, 3]);
    expect(String(answer.json['message']).startsWith(`${field}:`)).toBe(true);
  });

  test('a name is unique in its project: of fifty at once exactly one is created', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send('POST', '/volumes', { body: volume('once') })),
    );
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, ...Array.from({ length: 49 }, () => 409)]);
  });

  test.each(['limit=0', 'limit=-1', 'limit=abc', 'showAll=yes', 'offsetUUID=x'])(
    'a list with %s is 400',
    async (query) => {
      expect((await send('GET', `/volumes?${query}`)).status).toBe(400);
    },
  );

  test('a list is paged by the last UUID', async () => {
    const pageOf = async (query: string) => {
      const { volumes } = (await send('GET', `/volumes?${query}`)).json;
      return Array.isArray(volumes) ? volumes.map((one: { UUID: string }) => one.UUID) : [];
    };
    const first = await pageOf('');
    expect(first).toHaveLength(1000);
    const second = await pageOf(`offsetUUID=${first.at(-1)}`);
    expect(second.length).toBeGreaterThanOrEqual(200);
    expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
  });
});

describe('what is not simulated', () => {
  test.each([
    ['GET', '/events'],
    ['POST', '/clusters'],
  ])('%s %s is known and answered 501, code 12, to whoever is let in', async (method, path) => {
    const answer = await send(method, path);
    expect([answer.status, answer.json['code']]).toEqual([501, 12]);
    expect((await client.send(method, `${base}${path}`)).status).toBe(401);
  });

  test('what no cluster has is 404, a wrong method 405, in plain text', async () => {
    expect(await send('GET', '/nothing')).toMatchObject({ status: 404, text: 'Not Found\n' });
    expect(await send('GET', '/version/')).toMatchObject({ status: 404 });
    expect(await send('PATCH', '/events')).toMatchObject({
      status: 405,
      text: 'Method Not Allowed\n',
    });
    expect(await send('PATCH', '/projects/acme')).toMatchObject({ status: 405 });
  });
});
