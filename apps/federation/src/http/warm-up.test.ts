import { afterAll, beforeAll, expect, test } from 'vitest';
import { followToEnd } from '../test-support/follow-workflow.ts';
import {
  ADMIN_PASSWORD,
  bearer,
  signIn,
  startTestFederation,
  type TestFederation,
} from '../test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from '../test-support/test-simulator.ts';

/** How long the slow cluster holds each answer back: longer than it takes to call the federation meanwhile. */
const SLOW_MS = 5000;
const NOWHERE = '/volumes/11111111-1111-4111-8111-111111111111';

let federation: TestFederation;
let simulator: TestSimulator;
let token: string;

beforeAll(async () => {
  simulator = await startTestSimulator(2, 3);
  federation = await startTestFederation();
  const { client } = await signIn(federation.url, 'admin', ADMIN_PASSWORD);
  for (const { apiEndpoint } of simulator.clusters) {
    await simulator.importKey(apiEndpoint, client);
    const attach = await client.attachCluster({ apiEndpoint });
    if (!attach.ok) throw new Error(attach.error.message);
    await followToEnd(client, attach.value.workflowId);
  }
});
afterAll(async () => {
  await federation.close();
  await simulator.close();
});

const ask = (method: string, path: string, body?: object) =>
  federation.send(
    method,
    `/api/v2${path}`,
    bearer(token),
    body === undefined ? undefined : JSON.stringify(body),
  );
const ready = () => federation.send('GET', '/ready');
const newVolume = {
  name: 'early',
  projectName: 'default',
  size: '1 GiB',
  replicaCount: 2,
  acl: { values: ['ALLOW_NONE'] },
};

test('until each cluster was read once nothing passes for whole, missing or free; one that is away holds up nobody', async () => {
  const [slow = '', dead = ''] = simulator.clusters.map(({ apiEndpoint }) => apiEndpoint);
  await federation.restart(async () => {
    await simulator.order('faults', { apiEndpoint: slow, fault: { latencyMs: SLOW_MS } });
    await simulator.order('stop', { apiEndpoint: dead });
  });
  ({ token } = await signIn(federation.url, 'admin', ADMIN_PASSWORD));

  const red = await ready();
  expect(red).toMatchObject({ status: 503, json: { status: 'warming up' } });
  expect(red.headers.get('retry-after')).toBe('2');
  for (const [method, path, body] of [
    ['GET', '/volumes', undefined],
    ['GET', `/fleet/volumes/missing?UUIDs=${NOWHERE.slice(9)}`, undefined],
    ['GET', NOWHERE, undefined],
    ['DELETE', NOWHERE, undefined],
    ['POST', '/volumes', newVolume],
    ['GET', '/nodes', undefined],
  ] as const) {
    const answer = await ask(method, path, body);
    expect([path, answer.status, answer.json['code']]).toEqual([path, 503, 14]);
    expect(answer.json['message']).toMatch(/^warming up: /);
    expect(answer.headers.get('retry-after')).toBe('2');
  }
  expect((await ask('GET', '/clusters')).status).toBe(200);
  expect((await ask('GET', '/fleet/volumes')).json['clusters']).toHaveLength(2);

  await simulator.order('faults', { apiEndpoint: slow });
  await expect.poll(async () => (await ready()).status, { timeout: 60_000 }).toBe(200);
  expect((await ask('GET', NOWHERE)).status).toBe(404);
  expect((await ask('GET', '/volumes')).status).toBe(200);
});
