import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEventStream } from '../test-support/event-stream.ts';
import { followToEnd, followUntil } from '../test-support/follow-workflow.ts';
import {
  ADMIN_PASSWORD,
  send,
  signIn,
  startTestFederation,
  VIEWER_PASSWORD,
  type FederationClient,
  type TestFederation,
} from '../test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from '../test-support/test-simulator.ts';
import { portOf } from '../test-support/tls-server.ts';

/** Below the 64 attaches that are worked on at once. */
const SILENT = 48;

let federation: TestFederation;
let simulator: TestSimulator;
let admin: FederationClient;
let token: string;
/** They accept connections, and then say nothing. */
const silent: Server[] = [];
const sockets = new Set<Socket>();

beforeAll(async () => {
  simulator = await startTestSimulator(2, 10_000);
  federation = await startTestFederation();
  ({ client: admin, token } = await signIn(federation.url, 'admin', ADMIN_PASSWORD));
  for (let count = 0; count < SILENT; count += 1) {
    const server = createServer((socket) => {
      sockets.add(socket.resume());
      socket.once('close', () => sockets.delete(socket));
      socket.on('error', () => {});
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    silent.push(server);
  }
});
afterAll(async () => {
  for (const server of silent) server.close();
  for (const socket of sockets) socket.destroy();
  await federation.close();
  await simulator.close();
});

const endpointOf = (index: number): string => simulator.clusters[index]?.apiEndpoint ?? '';
const idOf = (index: number): string => simulator.clusters[index]?.clusterUUID ?? '';

async function attach(apiEndpoint: string): Promise<string> {
  const started = await admin.attachCluster({ apiEndpoint });
  if (!started.ok) throw new Error(started.error.message);
  return started.value.workflowId;
}

async function begunDetach(index: number): Promise<string> {
  const begun = await admin.detachCluster({ cid: idOf(index) });
  if (!begun.ok) throw new Error(begun.error.message);
  const list = await admin.listFleetWorkflows({});
  return (
    (list.ok ? list.value.workflows : []).find(({ type }) => type === 'detach cluster')?.id ?? ''
  );
}

const bearer = () => ({ authorization: `Bearer ${token}` });

test('attaches to silent endpoints do not keep a detach waiting, and are canceled at once', async () => {
  await simulator.importKey(endpointOf(0), admin);
  await followToEnd(admin, await attach(endpointOf(0)));
  const waiting = await Promise.all(silent.map((each) => attach(`127.0.0.1:${portOf(each)}`)));
  const running = async () => {
    const page = await admin.listFleetWorkflows({ state: 'RUNNING', limit: '100' });
    return page.ok ? page.value.total : 0;
  };
  await expect.poll(running).toBe(SILENT);

  const detached = (await followToEnd(admin, await begunDetach(0))).at(-1);
  expect(detached?.state).toBe('COMPLETED');
  expect(await running()).toBe(SILENT);

  const canceled = await Promise.all(
    waiting.map((workflowId) => admin.cancelWorkflow({ workflowId })),
  );
  expect(canceled.map((answer) => answer.ok && answer.value.state)).toEqual(
    waiting.map(() => 'CANCELED'),
  );
  // Nobody holds a connection to them any more.
  await expect.poll(() => sockets.size).toBe(0);
  expect(await running()).toBe(0);
});

test('a canceled attach is undone, is FAILED for clients of the reference, and can be done again', async () => {
  const apiEndpoint = endpointOf(1);
  const keyId = await simulator.importKey(apiEndpoint, admin);
  await simulator.order('faults', { apiEndpoint, fault: { latencyMs: 300 } });
  const stream = await openEventStream(federation.url, token);
  const workflowId = await attach(apiEndpoint);
  await followUntil(admin, workflowId, ({ progress }) => progress.percent > 24);
  // It is in the middle for as long as the test looks at it.
  await simulator.order('faults', { apiEndpoint, fault: { latencyMs: 60_000 } });

  const viewer = await signIn(federation.url, 'viewer', VIEWER_PASSWORD);
  expect(await viewer.client.cancelWorkflow({ workflowId })).toMatchObject({
    ok: false,
    error: { status: 403 },
  });
  const answers = await Promise.all([1, 2].map(() => admin.cancelWorkflow({ workflowId })));
  const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error.status]));
  expect(refused).toEqual([409]);
  const message = 'canceled by admin; what it had begun is undone';
  const seen = await admin.getFleetWorkflow({ workflowId });
  expect(seen).toMatchObject({ ok: true, value: { state: 'CANCELED', msg: message } });
  const stages = seen.ok ? seen.value.stages : [];
  expect(stages[6]).toMatchObject({ name: 'load inventory', state: 'canceled' });
  expect(stages[7]).toMatchObject({ state: 'waiting' });
  const reference = await send(federation.url, 'GET', `/api/v2/workflows/${workflowId}`, bearer());
  expect(reference.json['workflow']).toMatchObject({ state: 'FAILED', msg: message });
  expect(JSON.stringify(reference.json)).not.toContain('CANCELED');
  await expect
    .poll(() => stream.events.map(({ event }) => event))
    .toContainEqual({ type: 'workflow', workflow: seen.ok ? seen.value : {} });
  stream.close();

  expect(await admin.listClusters({})).toMatchObject({ ok: true, value: { clusters: [] } });
  const { rows } = await federation.database.query(
    `select (select count(*)::int from federation.clusters) as clusters,
            (select state from federation.service_keys where id = '${keyId}') as key`,
  );
  expect(rows).toEqual([{ clusters: 0, key: 'claimed' }]);
  for (const [state, count] of [
    ['CANCELED', SILENT + 1],
    ['FAILED', 0],
  ] as const) {
    const page = await admin.listFleetWorkflows({ state });
    expect(page).toMatchObject({ ok: true, value: { total: count } });
  }

  await simulator.order('faults', { apiEndpoint });
  const again = (await followToEnd(admin, await attach(apiEndpoint))).at(-1);
  expect(again).toMatchObject({ state: 'COMPLETED', pubKeyId: keyId });
});

test('what has ended, or is nothing, is not canceled', async () => {
  const list = await admin.listFleetWorkflows({ state: 'COMPLETED', limit: '1' });
  const workflowId = list.ok ? (list.value.workflows[0]?.id ?? '') : '';
  expect(await admin.cancelWorkflow({ workflowId })).toMatchObject({
    ok: false,
    error: { status: 409, code: 10, message: `the workflow ${workflowId} has ended` },
  });
  const unknown = '00000000-0000-4000-8000-000000000000';
  expect(await admin.cancelWorkflow({ workflowId: unknown })).toMatchObject({
    ok: false,
    error: { status: 404 },
  });
  const malformed = '/api/v2/fleet/workflows/x/cancel';
  expect((await send(federation.url, 'POST', malformed, bearer())).status).toBe(400);
});
