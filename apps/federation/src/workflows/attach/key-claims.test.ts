import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { createAddressPolicy } from '../../cluster-client/address-policy.ts';
import { createClusterClients } from '../../cluster-client/create-cluster-clients.ts';
import { followToEnd } from '../../test-support/follow-workflow.ts';
import {
  ADMIN_PASSWORD,
  signIn,
  startTestFederation,
  type FederationClient,
  type TestFederation,
} from '../../test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from '../../test-support/test-simulator.ts';
import { portOf, replyJson, startTlsServer } from '../../test-support/tls-server.ts';

let federation: TestFederation;
let simulator: TestSimulator;
let admin: FederationClient;

beforeAll(async () => {
  simulator = await startTestSimulator(3, 20);
  federation = await startTestFederation();
  ({ client: admin } = await signIn(federation.url, 'admin', ADMIN_PASSWORD));
});
afterAll(async () => {
  await federation.close();
  await simulator.close();
});

const endpoints = (): string[] => simulator.clusters.map(({ apiEndpoint }) => apiEndpoint);

async function startAttach(apiEndpoint: string): Promise<string> {
  const started = await admin.attachCluster({ apiEndpoint });
  if (!started.ok) throw new Error(started.error.message);
  return started.value.workflowId;
}

async function end(workflowId: string): Promise<FleetWorkflow> {
  const last = (await followToEnd(admin, workflowId)).at(-1);
  if (last === undefined) throw new Error('nothing was seen');
  return last;
}

const attach = async (apiEndpoint: string): Promise<FleetWorkflow> =>
  end(await startAttach(apiEndpoint));

async function offered(): Promise<string> {
  const key = await admin.getServiceCredentials({});
  return key.ok ? key.value.pubKeyId : '';
}

async function attachedIds(): Promise<string[]> {
  const clusters = await admin.listClusters({});
  return clusters.ok ? clusters.value.clusters.map(({ id }) => id) : [];
}

/** What a cluster answers to a token that another one was sent. */
async function replay(token: string, apiEndpoint: string) {
  const tlsFingerprint = simulator.clusters[0]?.fingerprint256 ?? '';
  const clusterClients = createClusterClients({
    policy: createAddressPolicy({ networks: ['127.0.0.0/8'], ports: [{ from: 1, to: 65_535 }] }),
    signer: { sign: async () => token },
  });
  const target = { apiEndpoints: [apiEndpoint], tlsFingerprint, keyId: '' };
  const answer = await clusterClients.client(target, { subject: '', roles: [] }).getCluster({});
  await clusterClients.close();
  return answer;
}

/** Nothing is attached before a test. */
beforeEach(async () => {
  for (const cid of await attachedIds()) await admin.detachCluster({ cid });
  await vi.waitFor(async () => {
    if ((await attachedIds()).length > 0) throw new Error('some are attached still');
  }, 30_000);
});

test('of three clusters with one key that are attached at once, one is attached and the others say why', async () => {
  const keyId = await simulator.importKey(endpoints()[0] ?? '', admin);
  for (const apiEndpoint of endpoints().slice(1)) await simulator.importKey(apiEndpoint, admin);
  const ended = await Promise.all((await Promise.all(endpoints().map(startAttach))).map(end));
  const attached = ended.filter(({ state }) => state === 'COMPLETED');
  const failed = ended.filter(({ state }) => state === 'FAILED');
  expect([attached.length, failed.length]).toEqual([1, 2]);
  for (const workflow of failed) {
    expect(workflow.msg).toContain(`authenticate: Key ${keyId} is already used for `);
    expect(workflow.msg).toContain('get the next key from the federation, import it here');
    expect(workflow.msg).toContain(`lbcli delete credential --project-name=system --id=${keyId}`);
    const reason = workflow.msg.slice('authenticate: '.length);
    expect(workflow.stages[2]?.failure).toEqual({ kind: 'key-taken', reason });
  }
  expect(await attachedIds()).toEqual([attached[0]?.clusterId]);
  const volumes = await admin.listFleetVolumes({});
  expect(volumes).toMatchObject({ ok: true, value: { total: 20 } });

  const [next = ''] = failed.map((each) => each.attachClusterRequest?.apiEndpoint);
  expect(await simulator.importKey(next, admin)).not.toBe(keyId);
  expect((await attach(next)).state).toBe('COMPLETED');
});

test('a key that a cluster has accepted is not offered for another one after the attach has failed', async () => {
  const [b = ''] = endpoints();
  const keyId = await simulator.importKey(b, admin);
  await simulator.order('faults', { apiEndpoint: b, fault: { latencyMs: 800 } });
  const started = await startAttach(b);
  await expect
    .poll(async () => {
      const seen = await admin.getFleetWorkflow({ workflowId: started });
      return seen.ok ? seen.value.pubKeyId : '';
    })
    .toBe(keyId);
  await simulator.order('faults', { apiEndpoint: b, fault: { status: 403 } });
  expect(await end(started)).toMatchObject({ state: 'FAILED', pubKeyId: keyId });
  await simulator.order('faults', { apiEndpoint: b });
  expect(await offered()).not.toBe(keyId);

  const hostile = await startTlsServer((_request, response) =>
    replyJson(response, { error: 'no', code: 16, message: 'no' }, 401),
  );
  expect((await attach(hostile.endpoint)).state).toBe('FAILED');
  expect(hostile.tokens.length).toBeGreaterThan(0);
  for (const authorization of hostile.tokens) {
    const replayed = await replay(authorization.replace('Bearer ', ''), b);
    expect(replayed).toMatchObject({ ok: false, error: { status: 401 } });
  }
  await hostile.close();

  // The same cluster may have it.
  expect(await attach(b)).toMatchObject({ state: 'COMPLETED', pubKeyId: keyId });
});

test('a cluster that is attached by two of its endpoints at once is attached once', async () => {
  const [apiEndpoint = ''] = endpoints();
  const port = Number(apiEndpoint.split(':')[1]);
  const front = createServer((socket) => {
    const onward = connect(port, '127.0.0.1');
    pipeline(socket, onward, socket, () => {});
  }).listen(0, '127.0.0.1');
  await once(front, 'listening');
  const other = `127.0.0.1:${portOf(front)}`;
  const keyId = await simulator.importKey(apiEndpoint, admin);
  const ended = await Promise.all(
    (await Promise.all([apiEndpoint, other].map(startAttach))).map(end),
  );
  expect(ended.map(({ state }) => state).toSorted()).toEqual(['COMPLETED', 'FAILED']);
  const failed = ended.find(({ state }) => state === 'FAILED');
  expect(failed?.msg).toMatch(/being attached already|is attached already/);
  expect(await attachedIds()).toEqual([simulator.clusters[0]?.clusterUUID]);
  const cluster = await admin.getFleetCluster({ clusterId: (await attachedIds())[0] ?? '' });
  expect(cluster).toMatchObject({ ok: true, value: { pubKeyId: keyId, volumes: 20 } });
  front.close();
});

test('each cluster is offered a key of its own, and the attach signs in with it', async () => {
  const claim = async (index: number) => {
    const { apiEndpoint = '', fingerprint256 = '' } = simulator.clusters[index] ?? {};
    const owner = { apiEndpoint, tlsFingerprint: fingerprint256 };
    const [key, same] = await Promise.all([
      admin.claimServiceKey(owner),
      admin.claimServiceKey(owner),
    ]);
    if (!key.ok) throw new Error(key.error.message);
    expect(same).toEqual(key);
    return { owner, ...key.value };
  };
  const [one, other] = [await claim(1), await claim(2)];
  expect(other.pubKeyId).not.toBe(one.pubKeyId);
  expect([one.pubKeyId, other.pubKeyId]).not.toContain(await offered());
  const { owner, pubKeyId, pubKey } = one;
  const { apiEndpoint } = owner;
  await simulator.order('import-credential', { apiEndpoint, pubKeyId, pubKey });
  expect(await admin.probeEndpoint(owner)).toMatchObject({
    ok: true,
    value: { keyAccepted: true },
  });
  const started = await admin.attachCluster(owner);
  expect(await end(started.ok ? started.value.workflowId : '')).toMatchObject({
    state: 'COMPLETED',
    pubKeyId,
  });
});

test('a key that a failed attach of an earlier release has used is not offered again', async () => {
  const keyId = 'cf-of-an-earlier-release';
  await federation.database.query(
    `insert into federation.service_keys (id, public_key, created_at) values ($1, '', '2026-01-01')`,
    [keyId],
  );
  expect(await offered()).toBe(keyId);
  await federation.database.query(
    `insert into federation.workflows
       (id, type, state, stage, stages, target, key_id, started_by, started_by_roles, ended_at)
     values (gen_random_uuid(), 'attach cluster', 'FAILED', 'load inventory', '[]', '', $1, 'admin', '{}', now())`,
    [keyId],
  );
  expect(await offered()).not.toBe(keyId);
});
