import { afterAll, beforeAll, expect, test } from 'vitest';
import { forwardedHeaders } from '@asterism/server-kit/secrets/bff-proof';
import { loadBffProofKeys } from '@asterism/server-kit/secrets/bff-proof-keys';
import { followToEnd } from './test-support/follow-workflow.ts';
import { keepLog } from './test-support/log-lines.ts';
import {
  ADMIN_PASSWORD,
  bearer,
  basic,
  signIn,
  startTestFederation,
  type TestFederation,
} from './test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from './test-support/test-simulator.ts';

const CANARY = 'canary-wrong-password';
const REQUEST = '0f0f0f0f-1111-4222-8333-444444444444';

const ours = keepLog();
const theirs = keepLog();
let federation: TestFederation;
let simulator: TestSimulator;
let admin: Awaited<ReturnType<typeof signIn>>;
let clusterId: string;
let bff: Record<string, string>;

beforeAll(async () => {
  simulator = await startTestSimulator(1, 0, theirs.log);
  federation = await startTestFederation(ours.log);
  admin = await signIn(federation.url, 'admin', ADMIN_PASSWORD);
  const key = await loadBffProofKeys({ dataDir: federation.dataDir, masterKeyFile: undefined });
  if (!key.ok) throw new Error(key.error.message);
  bff = forwardedHeaders(key.value, { address: '192.0.2.7', requestId: REQUEST });
  const [cluster] = simulator.clusters;
  const { apiEndpoint = '' } = cluster ?? {};
  clusterId = cluster?.clusterUUID ?? '';
  await simulator.importKey(apiEndpoint, admin.client);
});
afterAll(async () => {
  await federation.close();
  await simulator.close();
});

const write = (method: string, path: string, body: object, headers: Record<string, string> = {}) =>
  federation.send(
    method,
    `/api/v2${path}`,
    { ...bearer(admin.token), ...headers },
    JSON.stringify(body),
  );
const newVolume = (name: string) => ({
  name,
  projectName: 'default',
  size: '1 GiB',
  replicaCount: 2,
  acl: { values: ['ALLOW_NONE'] },
});
const writes = (request: unknown) => ours.linesWith({ request, msg: 'a write' });

test('a workflow is found by the request that asked for it, and with how it ended', async () => {
  const { apiEndpoint = '' } = simulator.clusters[0] ?? {};
  const answer = await write('POST', '/clusters', { apiEndpoint }, bff);
  const workflow = String(answer.json['workflowId']);
  expect(writes(REQUEST)).toMatchObject([
    {
      principal: 'admin',
      operation: 'attachCluster',
      object: { apiEndpoint, workflowId: workflow },
    },
  ]);
  await followToEnd(admin.client, workflow);
  expect(ours.linesWith({ workflow, msg: 'a workflow was requested' })).toMatchObject([
    { request: REQUEST, principal: 'admin', target: apiEndpoint },
  ]);
  expect(ours.linesWith({ workflow, msg: 'a workflow ended' })).toMatchObject([
    { state: 'COMPLETED' },
  ]);
});

test('a write is one line with its request, principal, operation, object and outcome, here and on the cluster', async () => {
  // Nothing can be placed on the cluster until it has been read.
  const projects = async () => {
    const answer = await admin.client.listFleetProjects({});
    return answer.ok ? answer.value.projects.length : 0;
  };
  await expect.poll(projects).toBeGreaterThan(0);
  const answer = await write('POST', '/volumes', newVolume('traced'), bff);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-request-id')).toBe(REQUEST);
  expect(ours.linesWith({ request: REQUEST, operation: 'createVolume' })).toMatchObject([
    {
      principal: 'admin',
      address: '192.0.2.7',
      object: { name: 'traced', projectName: 'default', clusterId, UUID: answer.json['UUID'] },
      status: 200,
    },
  ]);
  expect(theirs.linesWith({ request: REQUEST, operation: 'createVolume' })).toMatchObject([
    { principal: 'admin', object: { name: 'traced' }, status: 200 },
  ]);
});

test('a write that is refused is a line with the reason, whoever asked', async () => {
  const refused = await write('POST', '/volumes', { ...newVolume('x\u001b[31m\n{}'), size: '-1' });
  expect(refused.status).toBe(400);
  const nobody = await write('DELETE', '/volumes/some', {}, { authorization: 'Bearer x' });
  expect(nobody.status).toBe(401);
  expect(writes(refused.headers.get('x-request-id'))).toMatchObject([
    { principal: 'admin', operation: 'createVolume', status: 400, code: 3 },
  ]);
  const [line] = writes(nobody.headers.get('x-request-id'));
  expect(line).toMatchObject({ operation: 'deleteVolume', object: { UUID: 'some' }, status: 401 });
  expect(line).not.toHaveProperty('principal');
});

test('an id that nobody vouches for is recorded, and takes no place of ours', async () => {
  for (const [given, recorded] of [
    ['their-own-id', 'their-own-id'],
    ['x'.repeat(300), undefined],
    ['a b', undefined],
  ] as const) {
    const answer = await write('POST', '/volumes', {}, { 'x-request-id': given });
    const request = answer.headers.get('x-request-id');
    expect(request).toMatch(/^[0-9a-f-]{36}$/);
    expect(writes(request)[0]?.['clientRequest']).toBe(recorded);
  }
});

test('sign-ins are lines, those that failed as well, and no secret is in either log', async () => {
  const login = (password: string) =>
    federation.send('POST', '/api/v2/cflogin', {
      ...bff,
      authorization: basic('admin', password),
    });
  expect((await login(CANARY)).status).toBe(401);
  expect((await login(ADMIN_PASSWORD)).status).toBe(200);
  const about = { request: REQUEST, account: 'admin', address: '192.0.2.7' };
  expect(ours.linesWith({ ...about, msg: 'a sign-in failed' })).toHaveLength(1);
  expect(ours.linesWith({ ...about, msg: 'somebody signed in' })).toHaveLength(1);
  const everything = ours.text() + theirs.text();
  for (const secret of [CANARY, ADMIN_PASSWORD, admin.token, basic('admin', ADMIN_PASSWORD)]) {
    expect(everything).not.toContain(secret);
  }
});
