import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEventStream } from '../test-support/event-stream.ts';
import { followToEnd, followUntil } from '../test-support/follow-workflow.ts';
import {
  ADMIN_PASSWORD,
  bearer,
  signIn,
  startTestFederation,
  VIEWER_PASSWORD,
  type FederationClient,
  type TestFederation,
} from '../test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from '../test-support/test-simulator.ts';
import { makeCertificate, startTlsServer, type TestServer } from '../test-support/tls-server.ts';

/** As many attaches as run at once, and more that wait. */
const WORKERS = 64;
const UNANSWERED = WORKERS + 8;

let federation: TestFederation;
let simulator: TestSimulator;
let admin: FederationClient;
let token: string;
/** They accept a request and never answer. */
const unanswering: TestServer[] = [];
/** Requests to them that are open. */
let openRequests = 0;

beforeAll(async () => {
  simulator = await startTestSimulator(2, 10_000);
  federation = await startTestFederation();
  ({ client: admin, token } = await signIn(federation.url, 'admin', ADMIN_PASSWORD));
  const certificate = await makeCertificate();
  for (let count = 0; count < UNANSWERED; count += 1) {
    const server = await startTlsServer(
      (_request, response) => {
        openRequests += 1;
        response.once('close', () => {
          openRequests -= 1;
        });
      },
      { certificate },
    );
    unanswering.push(server);
  }
});
afterAll(async () => {
  await federation.close();
  await Promise.all(unanswering.map((server) => server.close()));
  await simulator.close();
});

const endpointOf = (index: number): string => simulator.clusters[index]?.apiEndpoint ?? '';
const idOf = (index: number): string => simulator.clusters[index]?.clusterUUID ?? '';

async function attach(apiEndpoint: string): Promise<string> {
  const started = await admin.attachCluster({ apiEndpoint });
  if (!started.ok) throw new Error(started.error.message);
  return started.value.workflowId;
}

async function startDetach(index: number): Promise<string> {
  const started = await admin.detachCluster({ cid: idOf(index) });
  if (!started.ok) throw new Error(started.error.message);
  const list = await admin.listFleetWorkflows({});
  return (
    (list.ok ? list.value.workflows : []).find(({ type }) => type === 'detach cluster')?.id ?? ''
  );
}

test('attaches to endpoints that do not answer delay no detach, and are canceled at once', async () => {
  await simulator.importKey(endpointOf(0), admin);
  await followToEnd(admin, await attach(endpointOf(0)));
  // Without an unused key nothing would be sent to them.
  await admin.getServiceCredentials({});
  const waiting = await Promise.all(unanswering.map(({ endpoint }) => attach(endpoint)));
  const countOf = async (state: 'PENDING' | 'RUNNING') => {
    const page = await admin.listFleetWorkflows({ state, limit: '1' });
    return page.ok ? page.value.total : -1;
  };
  await expect.poll(() => countOf('RUNNING')).toBe(WORKERS);
  await expect.poll(() => openRequests).toBeGreaterThan(0);

  const detached = (await followToEnd(admin, await startDetach(0))).at(-1);
  expect(detached?.state).toBe('COMPLETED');
  // It ended before some that were requested earlier have started.
  expect(await countOf('PENDING')).toBeGreaterThan(0);

  const canceled = await Promise.all(
    waiting.map((workflowId) => admin.cancelWorkflow({ workflowId })),
  );
  expect(canceled.map((answer) => answer.ok && answer.value.state)).toEqual(
    waiting.map(() => 'CANCELED'),
  );
  await expect.poll(() => openRequests).toBe(0);
  expect([await countOf('RUNNING'), await countOf('PENDING')]).toEqual([0, 0]);
});

test('a canceled attach is undone, is FAILED for clients of the reference, and can be done again', async () => {
  const apiEndpoint = endpointOf(1);
  const keyId = await simulator.importKey(apiEndpoint, admin);
  await simulator.order('faults', { apiEndpoint, fault: { latencyMs: 300 } });
  const stream = await openEventStream(federation.url, token);
  const workflowId = await attach(apiEndpoint);
  await followUntil(admin, workflowId, ({ progress }) => progress.percent > 24);
  // It stays in the middle while the test reads it.
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
  const reference = await federation.send('GET', `/api/v2/workflows/${workflowId}`, bearer(token));
  expect(reference.json['workflow']).toMatchObject({ state: 'FAILED', msg: message });
  expect(JSON.stringify(reference.json)).not.toContain('CANCELED');
  // How long it usually takes is read, and not in events.
  const { usual: _, ...canceled } = seen.ok ? seen.value : {};
  await expect
    .poll(() => stream.events.map(({ event }) => event))
    .toContainEqual({ type: 'workflow', workflow: canceled });
  stream.close();

  expect(await admin.listClusters({})).toMatchObject({ ok: true, value: { clusters: [] } });
  const { rows } = await federation.database.query(
    `select (select count(*)::int from federation.clusters) as clusters,
            (select state from federation.service_keys where id = '${keyId}') as key`,
  );
  expect(rows).toEqual([{ clusters: 0, key: 'claimed' }]);
  for (const [state, count] of [
    ['CANCELED', UNANSWERED + 1],
    ['FAILED', 0],
  ] as const) {
    const page = await admin.listFleetWorkflows({ state });
    expect(page).toMatchObject({ ok: true, value: { total: count } });
  }

  await simulator.order('faults', { apiEndpoint });
  const again = (await followToEnd(admin, await attach(apiEndpoint))).at(-1);
  expect(again).toMatchObject({ state: 'COMPLETED', pubKeyId: keyId });
});

test('a workflow that has gone too far to be undone is not canceled, and the answer says why', async () => {
  const cluster = await admin.getFleetCluster({ clusterId: idOf(1) });
  const keyId = cluster.ok ? cluster.value.pubKeyId : '';
  const cancel = async (type: string, key: string) => {
    const { rows } = await federation.database.query(
      `insert into federation.workflows
         (id, type, state, stages, target, cluster_id, key_id, started_by, started_by_roles)
       values (gen_random_uuid(), $1, 'RUNNING', '[]', 'north', $2, $3, 'admin', '{}') returning id`,
      [type, idOf(1), key],
    );
    return admin.cancelWorkflow({ workflowId: String(rows[0]?.['id']) });
  };
  expect(await cancel('attach cluster', keyId)).toMatchObject({
    ok: false,
    error: {
      status: 409,
      message: expect.stringMatching(/is attached already: detach it/) as unknown,
    },
  });
  // The cluster was attached again since: this detach is of the earlier one.
  expect(await cancel('detach cluster', 'the key before')).toMatchObject({
    ok: false,
    error: { status: 409, message: expect.stringMatching(/north is detached already/) as unknown },
  });
  await federation.database.query(`delete from federation.workflows where target = 'north'`);
  expect(await cancel('detach cluster', keyId)).toMatchObject({
    ok: true,
    value: { state: 'CANCELED', clusterId: idOf(1) },
  });
  expect(await admin.getFleetCluster({ clusterId: idOf(1) })).toMatchObject({
    ok: true,
    value: { status: 'Connected' },
  });
});

test('a workflow that has ended, or does not exist, is not canceled', async () => {
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
  expect((await federation.send('POST', malformed, bearer(token))).status).toBe(400);
});
