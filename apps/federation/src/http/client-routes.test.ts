import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FEDERATION_ID, startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

let fleet: TestFleet;
let api: TestApi;

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 2, volumes: [5, 5], transitionMs: 100 });
  api = await startTestApi(fleet);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});

const infoOf = (index: number) => fleet.monitor.snapshot(fleet.clusters[index]?.id ?? '').info;

describe('the fleet as one cluster', () => {
  test('says its version, who it is, and where volumes can be reached, also to a tenant', async () => {
    const editor = api.as('editor');
    expect(await editor.getVersion({})).toEqual({ ok: true, value: { apiVersion: 'v2.0' } });
    const info = await editor.getClusterInfo({});
    if (!info.ok) throw new Error(info.error.message);
    expect(info.value).toMatchObject({
      UUID: FEDERATION_ID,
      currentMaxReplicas: 3,
      encryptionStatus: { encryptionState: 'Disabled' },
      subsystemNQN: `nqn.2016-01.com.lightbitslabs:uuid:${FEDERATION_ID}`,
    });
    const nodes = await editor.listNodes({});
    if (!nodes.ok) throw new Error(nodes.error.message);
    const all = fleet.clusters.flatMap(({ id }) => fleet.monitor.snapshot(id).nodes);
    expect(nodes.value.nodes.map(({ UUID }) => UUID)).toEqual(all.map(({ UUID }) => UUID));
    expect(info.value.nvmeEndpoints).toEqual(all.map(({ nvmeEndpoint }) => nvmeEndpoint));
    expect(new Set(info.value.apiEndpoints)).toEqual(
      new Set([0, 1].flatMap((index) => infoOf(index)?.apiEndpoints ?? [])),
    );
    expect(JSON.stringify(info.value)).not.toContain('statistics');
  });

  test('describes itself alike to admins at GET /cluster', async () => {
    const [info, cluster] = await Promise.all([
      api.as('admin').getClusterInfo({}),
      api.as('admin').getCluster({}),
    ]);
    if (!info.ok || !cluster.ok) throw new Error('refused');
    const { nvmeEndpoints: _, ...shared } = info.value;
    expect(cluster.value).toMatchObject(shared);
  });
});

describe('what is connected', () => {
  const volumesOf = (index: number) => [
    ...fleet.inventory.volumesOf(fleet.clusters[index]?.id ?? ''),
  ];

  test('hosts of all clusters, each once, with their volumes; by NQN and by volume too', async () => {
    const admin = api.as('admin');
    const answer = await admin.listHosts({});
    if (!answer.ok) throw new Error(answer.error.message);
    const { connectedHosts } = answer.value;
    const pairs = [0, 1]
      .flatMap(volumesOf)
      .flatMap(({ UUID, connectedHosts: nqns }) => nqns.map((nqn) => `${nqn} ${UUID}`));
    expect(pairs.length).toBeGreaterThan(0);
    const listed = connectedHosts.flatMap(({ hostNQN, volumeUUIDs }) =>
      volumeUUIDs.map((UUID) => `${hostNQN} ${UUID}`),
    );
    expect(listed.toSorted()).toEqual(pairs.toSorted());
    const nqns = connectedHosts.map(({ hostNQN }) => hostNQN);
    expect(nqns).toEqual([...new Set(nqns)].toSorted());

    const [host] = connectedHosts;
    const { hostNQN = '', volumeUUIDs = [] } = host ?? {};
    expect(await admin.getHost({ hostNQN })).toEqual({ ok: true, value: host });
    const byVolume = await admin.listHosts({ volumeUUID: volumeUUIDs[0] ?? '' });
    expect(byVolume.ok && byVolume.value.connectedHosts.map((one) => one.hostNQN)).toContain(
      hostNQN,
    );
    expect(await admin.getHost({ hostNQN: 'nqn.2014-08.org:nobody' })).toMatchObject({
      error: { status: 404, code: 5 },
    });
  });

  test('one node of any cluster', async () => {
    const [node] = fleet.monitor.snapshot(fleet.clusters[1]?.id ?? '').nodes;
    const admin = api.as('admin');
    const { UUID = '' } = node ?? {};
    expect(await admin.getNode({ UUID: UUID.toUpperCase() })).toEqual({ ok: true, value: node });
    expect(await admin.getNode({ UUID: '7f0c1a52-0000-4000-8000-00000000dead' })).toMatchObject({
      error: { status: 404, code: 5 },
    });
  });
});

describe('projects and policies', () => {
  test('are listed by name, each once, however many clusters have them', async () => {
    const projects = await api.as('admin').listProjects({});
    const names = projects.ok ? projects.value.projects.map(({ name }) => name) : [];
    expect(names).toEqual([...new Set(names)].toSorted());
    expect(names).toContain('default');
    const policies = await api.as('admin').listPolicies({});
    const named = policies.ok ? policies.value.policies.map(({ name }) => name) : [];
    expect(named).toEqual([...new Set(named)].toSorted());
    expect(named.length).toBeGreaterThan(0);
  });

  test('one project is got by its name, else 404', async () => {
    const admin = api.as('admin');
    expect(await admin.getProject({ name: 'default' })).toMatchObject({
      ok: true,
      value: { name: 'default' },
    });
    expect(await admin.getProject({ name: 'nowhere' })).toMatchObject({
      error: { status: 404, code: 5 },
    });
  });

  test('a policy of any cluster is got by its UUID or name', async () => {
    const admin = api.as('admin');
    for (const { id } of fleet.clusters) {
      for (const { UUID, name } of fleet.monitor.snapshot(id).policies) {
        expect(await admin.getPolicy({ UUID })).toMatchObject({ value: { UUID, name } });
        expect(await admin.getPolicy({ name })).toMatchObject({ value: { name } });
      }
    }
    expect(await admin.getPolicy({ name: 'lead' })).toMatchObject({ error: { status: 404 } });
    expect(await admin.getPolicy({})).toMatchObject({ error: { status: 400 } });
  });

  test('a volume gets the policy of its own cluster, whichever cluster the UUID is of', async () => {
    const [first, second] = fleet.clusters.map(({ id }) => ({
      id,
      gold: fleet.monitor.snapshot(id).policies.find(({ name }) => name === 'gold'),
    }));
    expect(first?.gold?.UUID).not.toBe(second?.gold?.UUID);
    const created = await api.as('admin').createVolume({
      projectName: 'default',
      name: 'with-policy',
      size: '4 gib',
      replicaCount: 1,
      acl: { values: ['ALLOW_NONE'] },
      qosPolicyUUID: first?.gold?.UUID ?? '',
      placementRestrictions: [
        { labelValueKeyPairs: [{ key: 'ClusterID', value: second?.id ?? '' }] },
      ],
    });
    expect(created).toMatchObject({
      ok: true,
      value: { clusterId: second?.id, qosPolicyUUID: second?.gold?.UUID, qosPolicyName: 'gold' },
    });
    const { UUID } = created.ok ? created.value : { UUID: '' };
    const change = { UUID, qosPolicyUUID: first?.gold?.UUID ?? '', size: '5 gib' };
    await expect.poll(() => api.as('admin').updateVolume(change)).toMatchObject({ ok: true });
  });

  test('are for cluster admins', async () => {
    const editor = api.as('editor');
    const answers = await Promise.all([
      editor.listProjects({}),
      editor.getProject({ name: 'default' }),
      editor.listPolicies({}),
      editor.getPolicy({ name: 'gold' }),
      editor.listHosts({}),
    ]);
    for (const answer of answers) {
      expect(answer).toMatchObject({ error: { status: 403, code: 7 } });
    }
  });
});

describe("volumes below a project's path", () => {
  const create = (person: string, name: string, projectName = 'default') =>
    api.as(person).createProjectVolume({
      projectName,
      name,
      size: '4 gib',
      replicaCount: '2',
      acl: { values: ['ALLOW_NONE'] },
    });

  test('are the same volumes', async () => {
    const created = await create('editor', 'scoped-1');
    if (!created.ok) throw new Error(created.error.message);
    const { UUID } = created.value;
    const editor = api.as('editor');
    expect(await editor.getVolume({ UUID })).toMatchObject({ ok: true, value: { UUID } });
    const which = { projectName: 'default', UUID };
    expect(await editor.getProjectVolume(which)).toMatchObject({ ok: true, value: { UUID } });
    const list = await editor.listProjectVolumes({ projectName: 'default', name: 'scoped-1' });
    expect(list).toMatchObject({ ok: true, value: { volumes: [{ UUID }] } });
    await expect
      .poll(() => editor.updateProjectVolume({ ...which, size: '8 gib' }))
      .toMatchObject({ ok: true });
    await expect.poll(() => editor.deleteProjectVolume(which)).toMatchObject({ ok: true });
    await expect
      .poll(() => editor.getProjectVolume(which))
      .toMatchObject({ error: { status: 404 } });
  });

  test('the project of the path counts, whatever the body says', async () => {
    const answer = await fetch(`${api.url}/api/v2/projects/elsewhere/volumes`, {
      method: 'POST',
      headers: { authorization: 'Bearer editor' },
      body: JSON.stringify({
        projectName: 'default',
        name: 'x',
        size: '1 gib',
        replicaCount: 1,
        acl: { values: ['ALLOW_ANY'] },
      }),
    });
    expect(answer.status).toBe(403);
  });

  test('are seen by viewers of the project, changed by its admins, and 403 to others', async () => {
    const created = await create('admin', 'scoped-2');
    if (!created.ok) throw new Error(created.error.message);
    const which = { projectName: 'default', UUID: created.value.UUID };
    const viewer = api.as('viewer');
    const stranger = api.as('stranger');
    expect(await viewer.getProjectVolume(which)).toMatchObject({ ok: true });
    expect(await viewer.listProjectVolumes({ projectName: 'default' })).toMatchObject({ ok: true });
    const refusals = await Promise.all([
      create('viewer', 'scoped-3'),
      viewer.updateProjectVolume({ ...which, size: '8 gib' }),
      viewer.deleteProjectVolume(which),
      stranger.getProjectVolume(which),
      stranger.listProjectVolumes({ projectName: 'default' }),
      stranger.deleteProjectVolume(which),
      create('stranger', 'scoped-3'),
    ]);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ error: { status: 403, code: 7 } });
    }
    const elsewhere = { projectName: 'elsewhere', UUID: which.UUID };
    expect(await stranger.getProjectVolume(elsewhere)).toMatchObject({ error: { status: 404 } });
  });
});
