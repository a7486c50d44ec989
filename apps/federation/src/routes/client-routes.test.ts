import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FEDERATION_ID, startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

let fleet: TestFleet;
let api: TestApi;

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 2, volumes: [5, 5], transitionMs: 100 });
  api = await startTestApi(fleet);
}, 60_000);
afterAll(async () => {
  await api.close();
  await fleet.close();
});

const infoOf = (index: number) => fleet.monitor.facts(fleet.clusters[index]?.id ?? '').info;

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
    const all = fleet.clusters.flatMap(({ id }) => fleet.monitor.facts(id).nodes);
    expect(nodes.value.nodes.map(({ UUID }) => UUID)).toEqual(all.map(({ UUID }) => UUID));
    expect(info.value.nvmeEndpoints).toEqual(all.map(({ nvmeEndpoint }) => nvmeEndpoint));
    expect(new Set(info.value.apiEndpoints)).toEqual(
      new Set([0, 1].flatMap((index) => infoOf(index)?.apiEndpoints ?? [])),
    );
    expect(JSON.stringify(info.value)).not.toContain('statistics');
  });

  test('tells admins the same of itself at GET /cluster', async () => {
    const [info, cluster] = await Promise.all([
      api.as('admin').getClusterInfo({}),
      api.as('admin').getCluster({}),
    ]);
    if (!info.ok || !cluster.ok) throw new Error('refused');
    const { nvmeEndpoints: _, ...shared } = info.value;
    expect(cluster.value).toMatchObject(shared);
  });
});

describe('projects and policies', () => {
  test('are told by name, each once, however many clusters have them', async () => {
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

  test('are for cluster admins', async () => {
    const editor = api.as('editor');
    const answers = await Promise.all([
      editor.listProjects({}),
      editor.getProject({ name: 'default' }),
      editor.listPolicies({}),
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
      .poll(() => editor.updateProjectVolume({ ...which, size: '8 gib' }), { timeout: 5_000 })
      .toMatchObject({ ok: true });
    await expect
      .poll(() => editor.deleteProjectVolume(which), { timeout: 5_000 })
      .toMatchObject({ ok: true });
    await expect
      .poll(() => editor.getProjectVolume(which), { timeout: 5_000 })
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
