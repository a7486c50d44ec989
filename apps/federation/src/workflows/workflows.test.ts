import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { followToEnd, followUntil } from '../test-support/follow-workflow.ts';
import {
  ADMIN_PASSWORD,
  bearer,
  signIn,
  startTestFederation,
  type FederationClient,
  type TestFederation,
} from '../test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from '../test-support/test-simulator.ts';

let federation: TestFederation;
let simulator: TestSimulator;
let admin: FederationClient;
let token: string;

beforeAll(async () => {
  simulator = await startTestSimulator(3, 2500);
  federation = await startTestFederation();
  ({ client: admin, token } = await signIn(federation.url, 'admin', ADMIN_PASSWORD));
});
afterAll(async () => {
  await federation.close();
  await simulator.close();
});

const endpointOf = (index: number): string => simulator.clusters[index]?.apiEndpoint ?? '';
const fingerprintOf = (index: number): string => simulator.clusters[index]?.fingerprint256 ?? '';

async function attach(apiEndpoint: string, tlsFingerprint?: string): Promise<string> {
  const pinned = tlsFingerprint === undefined ? {} : { tlsFingerprint };
  const answer = await admin.attachCluster({ apiEndpoint, ...pinned });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.workflowId;
}

async function attached(): Promise<string[]> {
  const answer = await admin.listClusters({});
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.clusters.map(({ id }) => id);
}

async function keyStates(): Promise<Record<string, unknown>> {
  const { rows } = await federation.database.query(
    'select id, state, private_key is null as gone from federation.service_keys',
  );
  return Object.fromEntries(
    rows.map(({ id, state, gone }) => [String(id), `${String(state)} ${String(gone)}`]),
  );
}

const lastOf = (seen: readonly FleetWorkflow[]): FleetWorkflow => {
  const last = seen.at(-1);
  if (last === undefined) throw new Error('nothing was seen');
  return last;
};

describe('attaching a cluster', () => {
  test('fails readably without the key on the cluster, and leaves nothing', async () => {
    const key = await admin.getServiceCredentials({});
    const workflow = lastOf(await followToEnd(admin, await attach(endpointOf(0))));
    const keyId = key.ok ? key.value.pubKeyId : '';
    expect(workflow).toMatchObject({ state: 'FAILED', type: 'attach cluster', startedBy: 'admin' });
    expect(workflow.endedAt).toBeDefined();
    const reason =
      `The cluster does not accept key ${keyId}. Import it with: lbcli create credential ` +
      `--project-name=system --id=${keyId} --type=rsa256pubkey <file>`;
    expect(workflow.msg).toBe(`authenticate: ${reason}`);
    expect(workflow.stages.map(({ state }) => state).slice(0, 4)).toEqual([
      'done',
      'done',
      'failed',
      'waiting',
    ]);
    expect(workflow.stages[2]?.failure).toEqual({ kind: 'key-refused', reason });
    expect(await attached()).toEqual([]);
    // It was sent a token, and it may come to trust the key: nobody else is offered it.
    expect(await keyStates()).toEqual({ [keyId]: 'claimed false' });
    const next = await admin.getServiceCredentials({});
    expect(next.ok ? next.value.pubKeyId : keyId).not.toBe(keyId);
  });

  test('with an idempotency key is the same workflow however often it is asked, also after its end', async () => {
    const request = { apiEndpoint: endpointOf(2) };
    const options = { idempotencyKey: 'attach-0123456789abcdef' };
    const [first, second] = await Promise.all([
      admin.attachCluster(request, options),
      admin.attachCluster(request, options),
    ]);
    const workflowId = first.ok ? first.value.workflowId : '';
    expect(second).toEqual(first);
    await followToEnd(admin, workflowId);
    expect(await admin.attachCluster(request, options)).toEqual(first);
    // As a process that died after it had started the workflow, and before it kept the answer.
    await federation.database.query(
      'update federation.keyed_requests set answer = null, held_until = now()',
    );
    expect(await admin.attachCluster(request, options)).toEqual(first);
    expect(await attach(endpointOf(2))).not.toBe(workflowId);
  });

  test('goes through its stages to the end, and percent never goes back', async () => {
    const keyId = await simulator.importKey(endpointOf(0), admin);
    const [workflowId, same] = await Promise.all([attach(endpointOf(0)), attach(endpointOf(0))]);
    expect(same).toBe(workflowId);
    const seen = await followToEnd(admin, workflowId);
    const percents = seen.map(({ progress }) => progress.percent);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(
      seen.every(({ state, progress }) => (progress.percent === 100) === (state === 'COMPLETED')),
    ).toBe(true);
    const [cluster] = simulator.clusters;
    expect(lastOf(seen)).toMatchObject({
      state: 'COMPLETED',
      msg: '',
      progress: { percent: 100, stage: 'done' },
      attachClusterRequest: { apiEndpoint: endpointOf(0) },
      target: cluster?.name,
      clusterId: cluster?.clusterUUID,
    });
    expect(lastOf(seen).stages.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'reach: done',
      'verify TLS: done',
      'authenticate: done',
      'read cluster: done',
      'check: done',
      'register: done',
      'load inventory: done',
      'done: done',
    ]);

    const clusters = await admin.listClusters({});
    expect(clusters.ok ? clusters.value.clusters : []).toMatchObject([
      {
        id: cluster?.clusterUUID,
        name: cluster?.name,
        apiEndpoints: [endpointOf(0)],
        clusterConnectionStatus: { accessConnectionStatus: 'Connected' },
      },
    ]);
    const fleet = await admin.getFleetCluster({ clusterId: cluster?.clusterUUID ?? '' });
    expect(fleet.ok ? fleet.value : {}).toMatchObject({
      tlsFingerprint: fingerprintOf(0),
      pubKeyId: keyId,
      volumes: 2500,
    });
    const next = await admin.getServiceCredentials({});
    expect(next.ok ? next.value.pubKeyId : keyId).not.toBe(keyId);
    expect(await keyStates()).toMatchObject({ [keyId]: 'bound false' });
  });

  test('fails readably when it is attached already, and changes nothing', async () => {
    const before = await attached();
    const [cluster] = simulator.clusters;
    const reason = `This is cluster ${cluster?.name} (${cluster?.clusterUUID}), which is attached already.`;
    const refused = lastOf(await followToEnd(admin, await attach(endpointOf(0))));
    expect(refused).toMatchObject({ state: 'FAILED', msg: `authenticate: ${reason}` });
    const failure = { kind: 'attached-already', clusterId: cluster?.clusterUUID, reason };
    expect(refused.stages.find(({ state }) => state === 'failed')?.failure).toEqual(failure);
    await simulator.importKey(endpointOf(0), admin);
    const checked = lastOf(await followToEnd(admin, await attach(endpointOf(0))));
    expect(checked).toMatchObject({ state: 'FAILED', msg: `check: ${reason}` });
    expect(checked.stages.find(({ state }) => state === 'failed')?.failure).toEqual(failure);
    expect(await attached()).toEqual(before);
    const fleet = await admin.listFleetVolumes({});
    expect(fleet.ok ? fleet.value.total : 0).toBe(2500);
  });

  test('sends no token to another certificate than the confirmed one', async () => {
    const workflow = lastOf(
      await followToEnd(admin, await attach(endpointOf(1), fingerprintOf(0))),
    );
    expect(workflow.state).toBe('FAILED');
    expect(workflow.msg).toMatch(
      /^verify TLS: The cluster presents a certificate with fingerprint /,
    );
    expect(workflow.msg).toContain(fingerprintOf(1));
    const reason = workflow.msg.slice('verify TLS: '.length);
    expect(workflow.stages[1]?.failure).toEqual({ kind: 'other-certificate', reason });
  });

  test('is tried again when it cannot be reached, and then fails readably', async () => {
    const apiEndpoint = endpointOf(2);
    await simulator.order('stop', { apiEndpoint });
    const workflow = lastOf(await followToEnd(admin, await attach(apiEndpoint)));
    expect(workflow).toMatchObject({
      state: 'FAILED',
      msg: `reach: ${apiEndpoint} refuses connections`,
    });
    const reason = `${apiEndpoint} refuses connections`;
    expect(workflow.stages[0]?.failure).toEqual({ kind: 'unreachable', reason });
    await simulator.order('start', { apiEndpoint });
  });

  test('leaves nothing half attached when it stops answering while its volumes are read', async () => {
    const apiEndpoint = endpointOf(1);
    const keyId = await simulator.importKey(apiEndpoint, admin);
    const before = await attached();
    await simulator.order('faults', { apiEndpoint, fault: { latencyMs: 300 } });
    const workflowId = await attach(apiEndpoint);
    await followUntil(admin, workflowId, ({ progress }) => progress.percent > 24);
    // It stays in the middle while the test reads it.
    await simulator.order('faults', { apiEndpoint, fault: { latencyMs: 2_000 } });
    const clusterId = simulator.clusters[1]?.clusterUUID ?? '';
    const early = await admin.detachCluster({ cid: clusterId });
    expect(early).toMatchObject({ ok: false, error: { status: 409, code: 10 } });
    // Asked for again it is the same one, unless it would be held to another certificate.
    expect(await attach(apiEndpoint, fingerprintOf(1))).toBe(workflowId);
    expect(
      await admin.attachCluster({ apiEndpoint, tlsFingerprint: fingerprintOf(0) }),
    ).toMatchObject({ ok: false, error: { status: 409, code: 10 } });
    await simulator.order('faults', { apiEndpoint, fault: { status: 403 } });
    const workflow = lastOf(await followToEnd(admin, workflowId));
    expect(workflow).toMatchObject({ state: 'FAILED' });
    expect(workflow.msg).toMatch(/^load inventory: /);
    await simulator.order('faults', { apiEndpoint });
    expect(await attached()).toEqual(before);
    expect(await keyStates()).toMatchObject({ [keyId]: 'claimed false' });
    expect(workflow.pubKeyId).toBe(keyId);
    const next = await admin.getServiceCredentials({});
    expect(next.ok ? next.value.pubKeyId : keyId).not.toBe(keyId);
    const { rows } = await federation.database.query('select id from federation.clusters');
    expect(rows.map(({ id }) => id)).toEqual(before);

    // And it can be attached after all, with the very same key.
    const again = lastOf(await followToEnd(admin, await attach(apiEndpoint, fingerprintOf(1))));
    expect(again).toMatchObject({ state: 'COMPLETED', pubKeyId: keyId });
  });

  test.each([
    ['169.254.169.254:443', 'apiEndpoint: address not permitted'],
    ['8.8.8.8:443', 'apiEndpoint: address not permitted'],
    ['127.0.0.1:80', 'apiEndpoint: address not permitted'],
    ['localhost:22', 'apiEndpoint: address not permitted'],
    ['https://x:443', 'apiEndpoint: must be <host>:<port>, without "https://"'],
    ['', 'apiEndpoint: must be <host>:<port>'],
  ])('is refused at once at "%s"', async (apiEndpoint, message) => {
    const answer = await admin.attachCluster({ apiEndpoint });
    expect(answer).toMatchObject({ ok: false, error: { status: 400, code: 3 } });
    expect(answer.ok ? '' : answer.error.message).toContain(message);
  });

  test("is refused at once at the federation's own port", async () => {
    const apiEndpoint = `127.0.0.1:${new URL(federation.url).port}`;
    expect(await admin.attachCluster({ apiEndpoint })).toMatchObject({ ok: false });
  });
});

describe('detaching a cluster', () => {
  test('works when the cluster is down, and retires its key', async () => {
    const [cluster] = simulator.clusters;
    const cid = cluster?.clusterUUID ?? '';
    await simulator.order('stop', { apiEndpoint: endpointOf(0) });
    const fleet = await admin.getFleetCluster({ clusterId: cid });
    const keyId = fleet.ok ? fleet.value.pubKeyId : '';
    expect(await admin.detachCluster({ cid: cid.toUpperCase() })).toEqual({ ok: true, value: {} });
    const list = await admin.listFleetWorkflows({});
    const newest = list.ok ? list.value.workflows[0] : undefined;
    const workflow = lastOf(await followToEnd(admin, newest?.id ?? ''));
    expect(workflow).toMatchObject({
      type: 'detach cluster',
      state: 'COMPLETED',
      target: cluster?.name,
      clusterId: cid,
    });
    expect(workflow).not.toHaveProperty('attachClusterRequest');
    expect(await attached()).not.toContain(cid);
    expect(await keyStates()).toMatchObject({ [keyId]: 'retired true' });
    const volumes = await admin.listFleetVolumes({ cluster: cid });
    expect(volumes.ok ? volumes.value.total : 1).toBe(0);
    await simulator.order('start', { apiEndpoint: endpointOf(0) });
  });

  test('is 404 when it is not attached, and 400 when its id is no UUID', async () => {
    const cid = '00000000-0000-4000-8000-000000000000';
    expect(await admin.detachCluster({ cid })).toMatchObject({
      ok: false,
      error: { status: 404, code: 5 },
    });
    expect(await admin.detachCluster({ cid: 'x' })).toMatchObject({
      ok: false,
      error: { status: 400, code: 3 },
    });
  });
});

describe('the list of workflows', () => {
  const list = (query: string) =>
    federation.send('GET', `/api/v2/workflows${query}`, bearer(token));

  async function pages(pageSize: string): Promise<string[][]> {
    const found: string[][] = [];
    let nextPageToken = '';
    do {
      const page = await admin.listWorkflows({ pageSize, nextPageToken });
      if (!page.ok) throw new Error(page.error.message);
      found.push(page.value.workflows.map(({ id }) => id));
      ({ nextPageToken } = page.value);
    } while (nextPageToken !== '');
    return found;
  }

  beforeAll(async () => {
    await federation.database.query(
      `insert into federation.workflows
         (id, type, state, stages, target, started_by, started_by_roles, ended_at)
       select gen_random_uuid(), 'detach cluster', 'COMPLETED', '[]', 'old', 'admin', '{}', now()
       from generate_series(1, 120)`,
    );
  });

  test('has the newest first, in pages, and only the last 100', async () => {
    const whole = (await pages('100')).flat();
    expect(whole).toHaveLength(100);
    expect(new Set(whole).size).toBe(100);
    expect((await pages('30')).map((page) => page.length)).toEqual([30, 30, 30, 10]);
    expect((await pages('30')).flat()).toEqual(whole);
    const all = await admin.listFleetWorkflows({ limit: '200' });
    const ids = all.ok ? all.value.workflows.map(({ id }) => id) : [];
    expect(ids.slice(0, 100)).toEqual(whole);
    expect(all.ok ? all.value.total : 0).toBeGreaterThan(120);
  });

  test('has 100 on a page for no page size, for 0 and for more', async () => {
    for (const query of ['', '?pageSize=0', '?pageSize=1000']) {
      const { json } = await list(query);
      expect(json['workflows']).toHaveLength(100);
      expect(json['nextPageToken']).toBe('');
    }
  });

  test.each([
    'pageSize=abc',
    'pageSize=-1',
    'pageSize=1.5',
    'nextPageToken=-_',
    'nextPageToken=AAAA',
  ])('refuses %s', async (query) => {
    const answer = await list(`?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json['message']).toContain(query.split('=', 1)[0]);
  });

  test('refuses a token that was tampered with', async () => {
    const page = await admin.listWorkflows({ pageSize: '1' });
    const given = Buffer.from(page.ok ? page.value.nextPageToken : '', 'base64');
    expect(given.length).toBeGreaterThan(0);
    for (const [at, byte] of given.entries()) {
      const changed = Buffer.from(given);
      changed[at] = byte ^ 1;
      const nextPageToken = changed.toString('base64');
      expect(await admin.listWorkflows({ nextPageToken })).toMatchObject({ ok: false });
    }
  });

  test('has only the workflows of one state when asked for it, with their number', async () => {
    const failed = await admin.listFleetWorkflows({ state: 'FAILED', limit: '2', offset: '1' });
    const workflows = failed.ok ? failed.value.workflows : [];
    expect(workflows.map(({ state }) => state)).toEqual(['FAILED', 'FAILED']);
    expect(failed.ok ? failed.value.total : 0).toBeGreaterThan(2);
  });

  test('is searched, filtered and sorted in the fleet extension, with counts for each filter', async () => {
    const found = await admin.listFleetWorkflows({
      search: 'ADMIN attach',
      type: 'attach cluster',
      state: 'FAILED,COMPLETED',
      sort: 'duration',
      limit: '200',
    });
    if (!found.ok) throw new Error(found.error.message);
    const { workflows, total, facets } = found.value;
    expect(workflows).toHaveLength(total);
    expect(new Set(workflows.map(({ type }) => type))).toEqual(new Set(['attach cluster']));
    expect((facets.state['FAILED'] ?? 0) + (facets.state['COMPLETED'] ?? 0)).toBe(total);
    const took = workflows.map(
      ({ startedAt = '', endedAt = '' }) => Date.parse(endedAt) - Date.parse(startedAt),
    );
    expect(took).toEqual(took.toSorted((a, b) => b - a));
  });

  test('answers 404 for an unknown workflow', async () => {
    const workflowId = '00000000-0000-4000-8000-000000000000';
    const unknown = { ok: false, error: { status: 404, code: 5 } };
    expect(await admin.getWorkflow({ workflowId })).toMatchObject(unknown);
    expect(await admin.getFleetWorkflow({ workflowId })).toMatchObject(unknown);
  });
});
