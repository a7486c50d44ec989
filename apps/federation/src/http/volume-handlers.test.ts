import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { OperationInput } from '@asterism/api-types/common/operation';
import type { volumeOperations } from '@asterism/api-types/cluster-api/volume-operations';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

type Create = OperationInput<(typeof volumeOperations)['createVolume']>;

let fleet: TestFleet;
let api: TestApi;
let first: string;
let second: string;
let firstEndpoint: string;

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 2, volumes: [30, 60], transitionMs: 150 });
  api = await startTestApi(fleet);
  [first = '', second = ''] = fleet.clusters.map((cluster) => cluster.id);
  firstEndpoint = fleet.clusters[0]?.apiEndpoints[0] ?? '';
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});
afterEach(() => fleet.resume());

let counter = 0;
const wish = (facts: Partial<Create> = {}): Create => ({
  name: `new-${(counter += 1)}`,
  size: '1 GiB',
  replicaCount: 1,
  acl: { values: ['ALLOW_ANY'] },
  projectName: 'default',
  ...facts,
});
const on = (clusterId: string): Pick<Create, 'placementRestrictions'> => ({
  placementRestrictions: [{ labelValueKeyPairs: [{ key: 'ClusterID', value: clusterId }] }],
});
async function created(facts: Partial<Create> = {}, person = 'admin') {
  const answer = await api.as(person).createVolume(wish(facts));
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}
const isAvailable = (UUID: string) =>
  expect
    .poll(async () => api.as('admin').getVolume({ UUID }))
    .toMatchObject({ ok: true, value: { state: 'Available' } });

describe('creating a volume', () => {
  test('places it on the cluster that is named, and it is there at once', async () => {
    fleet.freeze();
    const volume = await created(on(second));
    expect(volume).toMatchObject({ clusterId: second, state: 'Creating' });
    const listed = await api.as('admin').listVolumes({ UUID: volume.UUID });
    expect(listed).toMatchObject({ ok: true, value: { volumes: [{ UUID: volume.UUID }] } });
    fleet.resume();
    await isAvailable(volume.UUID);
    expect((await api.as('admin').getVolume({ UUID: volume.UUID })).ok).toBe(true);
  });

  test('without a cluster it goes to the one with the lowest ratio', async () => {
    const ratios = await api.as('admin').listFleetClusters({});
    if (!ratios.ok) throw new Error(ratios.error.message);
    const [lowest] = ratios.value.clusters.toSorted(
      (a, b) =>
        Number(a.provisionedToEffectiveStorageRatio) - Number(b.provisionedToEffectiveStorageRatio),
    );
    expect((await created()).clusterId).toBe(lowest?.id);
  });

  test('the cluster never sees ClusterID, but does see the failure domain', async () => {
    const domain = fleet.monitor.snapshot(first).nodes[0]?.failureDomains[0] ?? '';
    const volume = await created({
      placementRestrictions: [
        {
          operator: 'In',
          labelValueKeyPairs: [
            { key: 'ClusterID', value: first },
            { key: 'FD', value: domain },
          ],
        },
      ],
    });
    expect(volume.placementRestrictions).toEqual([
      { operator: 'In', labelValueKeyPairs: [{ key: 'FD', value: domain }] },
    ]);
  });

  test.each([
    ['an unknown cluster', on('7f0c1a52-0000-4000-8000-00000000dead'), 400, 'no attached cluster'],
    ['too many replicas anywhere', { replicaCount: 9 }, 400, 'replicaCount'],
    ['more than any cluster has', { size: '900 PiB' }, 503, 'free'],
  ] as const)('%s is refused', async (_what, facts, status, text) => {
    const answer = await api.as('admin').createVolume(wish(facts));
    expect(answer).toMatchObject({ ok: false, error: { status } });
    expect(answer.ok || answer.error.message).toContain(text);
  });

  test('a name is unique in its project over the fleet', async () => {
    const name = 'only-one';
    await created({ name, ...on(first) });
    const again = await api.as('admin').createVolume(wish({ name, ...on(second) }));
    expect(again).toMatchObject({ ok: false, error: { status: 409, code: 6 } });
  });

  test('a name is free again as soon as its volume is deleted, or has another name', async () => {
    const { UUID } = await created({ name: 'again', ...on(first) });
    await isAvailable(UUID);
    expect(await api.as('admin').updateVolume({ UUID, newName: 'again-2' })).toMatchObject({
      ok: true,
    });
    await isAvailable(UUID);
    expect(await api.as('admin').updateVolume({ UUID, newName: 'again' })).toMatchObject({
      ok: true,
    });
    await isAvailable(UUID);
    expect(await api.as('admin').deleteVolume({ UUID })).toMatchObject({ ok: true });
    await created({ name: 'again', ...on(second) });
  });

  test('of fifty at once with one name exactly one is created', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        api.as('admin').createVolume(wish({ name: 'contended', ...on(i % 2 ? first : second) })),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const refusals = answers.filter((answer) => !answer.ok).map((answer) => answer.error);
    expect(refusals.every(({ status, code }) => status === 409 && code === 6)).toBe(true);
    const counts = await Promise.all(
      fleet.clusters.map(async (cluster) => {
        const admin = { subject: 'test', roles: ['system:cluster-admin'] };
        const there = await fleet.clusterClients
          .client(cluster, admin)
          .listVolumes({ name: 'contended' });
        return there.ok ? there.value.volumes.length : Number.NaN;
      }),
    );
    expect(counts.toSorted((a, b) => a - b)).toEqual([0, 1]);
  });

  test('is for those who may change the project', async () => {
    expect((await created({}, 'editor')).projectName).toBe('default');
    for (const person of ['viewer', 'stranger']) {
      expect(await api.as(person).createVolume(wish())).toMatchObject({
        error: { status: 403, code: 7 },
      });
    }
    expect(await api.as('nobody').createVolume(wish())).toMatchObject({ error: { status: 401 } });
  });
});

describe('one volume', () => {
  test('is found by UUID, and by name in its project', async () => {
    const { UUID, name } = await created();
    const byName = await api.as('viewer').getVolume({ UUID: '', name, projectName: 'default' });
    expect(byName).toMatchObject({ ok: true, value: { UUID, name } });
    expect(await api.as('viewer').getVolume({ UUID: UUID.toUpperCase() })).toMatchObject({
      ok: true,
      value: { UUID },
    });
  });

  test.each([
    ['admin', { UUID: '7f0c1a52-0000-4000-8000-00000000dead' }, 404],
    ['admin', { UUID: '' }, 400],
    ['admin', { UUID: '', name: 'nothing', projectName: 'default' }, 404],
    ['admin', { UUID: '', name: 'nothing' }, 400],
    ['viewer', { UUID: '', name: 'x', projectName: 'elsewhere' }, 403],
  ])('%s asking for %j is answered %i', async (person, which, status) => {
    expect(await api.as(person).getVolume(which)).toMatchObject({ ok: false, error: { status } });
  });

  test('of a foreign project is not there', async () => {
    const { UUID } = await created();
    expect(await api.as('stranger').getVolume({ UUID })).toMatchObject({
      error: { status: 404, code: 5 },
    });
  });

  test('is Deleting after it is deleted, and then gone', async () => {
    const { UUID } = await created();
    await isAvailable(UUID);
    fleet.freeze();
    expect(await api.as('editor').deleteVolume({ UUID })).toEqual({ ok: true, value: {} });
    const deleting = await api.as('admin').getVolume({ UUID });
    expect(deleting).toMatchObject({ ok: true, value: { state: 'Deleting' } });
    const listed = await api.as('admin').listVolumes({ UUID });
    expect(listed).toEqual({ ok: true, value: { volumes: [] } });
    const shown = await api.as('admin').listVolumes({ UUID, showAll: 'true' });
    expect(shown).toMatchObject({ value: { volumes: [{ UUID }] } });
    fleet.resume();
    await expect
      .poll(async () => api.as('admin').getVolume({ UUID }))
      .toMatchObject({ error: { status: 404 } });
  });
});

describe('changing a volume', () => {
  test('shows at once, and is followed until it has ended', async () => {
    const { UUID, ETag } = await created();
    await isAvailable(UUID);
    const now = await api.as('editor').getVolume({ UUID });
    const ifMatch = now.ok ? now.value.ETag : ETag;
    fleet.freeze();
    const done = await api.as('editor').updateVolume({ UUID, size: '2 GiB' }, { ifMatch });
    expect(done).toEqual({ ok: true, value: {} });
    expect(await api.as('editor').getVolume({ UUID })).toMatchObject({
      value: { state: 'Updating', size: String(2 * 1024 ** 3) },
    });
    fleet.resume();
    await isAvailable(UUID);
  });

  test('with a stale ETag is 412 with code 9', async () => {
    const { UUID } = await created();
    await isAvailable(UUID);
    for (const answer of [
      await api.as('admin').updateVolume({ UUID, size: '2 GiB' }, { ifMatch: 'stale' }),
      await api.as('admin').deleteVolume({ UUID }, { ifMatch: 'stale' }),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { status: 412, code: 9 } });
    }
  });

  test('while it is busy is 503 and names the cluster', async () => {
    fleet.freeze();
    const { UUID } = await created(on(first));
    const busy = await api.as('admin').updateVolume({ UUID, size: '2 GiB' });
    expect(busy).toMatchObject({ error: { status: 503, code: 14 } });
    expect(busy.ok || busy.error.message).toContain(fleet.clusters[0]?.name);
  });

  test('a second delete is refused by the state', async () => {
    const { UUID } = await created();
    await isAvailable(UUID);
    fleet.freeze();
    await api.as('admin').deleteVolume({ UUID });
    expect(await api.as('admin').deleteVolume({ UUID })).toMatchObject({ error: { status: 400 } });
  });

  test('to a name that another cluster has in the project is 409', async () => {
    const { name } = await created(on(first));
    const { UUID } = await created(on(second));
    await isAvailable(UUID);
    expect(await api.as('admin').updateVolume({ UUID, newName: name })).toMatchObject({
      error: { status: 409, code: 6 },
    });
    const fresh = `renamed-${UUID}`;
    expect(await api.as('admin').updateVolume({ UUID, newName: fresh })).toMatchObject({
      ok: true,
    });
    expect(await api.as('admin').getVolume({ UUID })).toMatchObject({ value: { name: fresh } });
  });

  test('is not for a viewer, and not for strangers to know of', async () => {
    const { UUID } = await created();
    expect(await api.as('viewer').updateVolume({ UUID, size: '2 GiB' })).toMatchObject({
      error: { status: 403 },
    });
    expect(await api.as('viewer').deleteVolume({ UUID })).toMatchObject({ error: { status: 403 } });
    expect(await api.as('stranger').deleteVolume({ UUID })).toMatchObject({
      error: { status: 404 },
    });
  });

  test('is refused in a project that one may only see, whether there is such a volume or not', async () => {
    const { UUID } = await created();
    api.people.set('sees-one-changes-other', ['default:viewer', 'elsewhere:admin']);
    const principal = api.as('sees-one-changes-other');
    for (const which of [{ UUID }, { UUID, projectName: 'default' }]) {
      expect(await principal.deleteVolume(which)).toMatchObject({ error: { status: 403 } });
    }
    const unknown = crypto.randomUUID();
    expect(await principal.deleteVolume({ UUID: unknown, projectName: 'default' })).toMatchObject({
      error: { status: 403 },
    });
    expect(await principal.deleteVolume({ UUID: unknown })).toMatchObject({
      error: { status: 404 },
    });
  });
});

describe('the list of volumes', () => {
  test('pages through every cluster without a gap or a repeat', async () => {
    const seen: string[] = [];
    let offsetUUID = '';
    for (;;) {
      const page = await api.as('admin').listVolumes({ limit: '7', offsetUUID });
      if (!page.ok) throw new Error(page.error.message);
      if (page.value.volumes.length === 0) break;
      seen.push(...page.value.volumes.map((volume) => volume.UUID));
      offsetUUID = seen.at(-1) ?? '';
    }
    const all = await api.as('admin').listVolumes({ limit: '5000' });
    expect(all.ok && all.value.volumes.map((volume) => volume.UUID)).toEqual(seen);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(80);
  });

  test('can be narrowed by failure domain', async () => {
    const domain = fleet.monitor.snapshot(first).nodes[0]?.failureDomains[0] ?? '';
    const nodes = new Set(
      fleet.clusters
        .flatMap(({ id }) => fleet.monitor.snapshot(id).nodes)
        .filter((node) => node.failureDomains.includes(domain))
        .map((node) => node.UUID),
    );
    const list = await api.as('admin').listVolumes({ failureDomain: domain });
    if (!list.ok) throw new Error(list.error.message);
    expect(list.value.volumes.length).toBeGreaterThan(0);
    for (const volume of list.value.volumes) {
      expect(volume.nodeList.some((node) => nodes.has(node))).toBe(true);
    }
  });

  test.each([
    ['viewer', {}, 400],
    ['viewer', { projectName: 'elsewhere' }, 403],
    ['admin', { name: '../etc' }, 400],
    ['admin', { name: 'x'.repeat(254) }, 400],
    ['admin', { limit: '0' }, 400],
    ['admin', { limit: '-1' }, 400],
    ['admin', { limit: 'abc' }, 400],
    ['admin', { offsetUUID: 'abc' }, 400],
    ['nobody', {}, 401],
  ])('%s asking for %j is answered %i', async (person, query, status) => {
    expect(await api.as(person).listVolumes(query)).toMatchObject({ error: { status } });
  });

  test('shows a viewer their project alone', async () => {
    const list = await api.as('viewer').listVolumes({ projectName: 'default' });
    if (!list.ok) throw new Error(list.error.message);
    expect(new Set(list.value.volumes.map((volume) => volume.projectName))).toEqual(
      new Set(['default']),
    );
  });
});

describe('while a cluster is down', () => {
  test('its volumes are still shown, and cannot be changed', async () => {
    const { UUID } = await created(on(first));
    await isAvailable(UUID);
    await fleet.control('stop', { apiEndpoint: firstEndpoint });
    // Before the monitor has noticed, and after.
    const early = await api.as('admin').updateVolume({ UUID, size: '2 GiB' });
    expect(early).toMatchObject({ ok: false, error: { status: 503, code: 14 } });
    await expect.poll(() => fleet.monitor.cluster(first)?.status).toBe('Disconnected');
    expect(await api.as('admin').getVolume({ UUID })).toMatchObject({ ok: true });
    expect(await api.as('admin').listVolumes({ UUID })).toMatchObject({
      value: { volumes: [{ UUID }] },
    });
    for (const answer of [
      await api.as('admin').updateVolume({ UUID, size: '2 GiB' }),
      await api.as('admin').deleteVolume({ UUID }),
      await api.as('admin').createVolume(wish(on(first))),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { status: 503, code: 14 } });
    }
    expect((await created()).clusterId).toBe(second);
    await fleet.control('start', { apiEndpoint: firstEndpoint });
    await expect.poll(() => fleet.monitor.cluster(first)?.status).toBe('Connected');
  });

  test('that it lets nobody in does not sign people out', async () => {
    const { UUID } = await created(on(first));
    await isAvailable(UUID);
    await fleet.control('remove-credential', { apiEndpoint: firstEndpoint, pubKeyId: 'key-1' });
    expect(await api.as('admin').updateVolume({ UUID, size: '2 GiB' })).toMatchObject({
      error: { status: 503, code: 14 },
    });
    await expect.poll(() => fleet.monitor.cluster(first)?.status).toBe('Unauthorized');
    await fleet.control('import-credential', {
      apiEndpoint: firstEndpoint,
      pubKeyId: 'key-1',
      pubKey: fleet.pemOf('key-1'),
    });
    await expect.poll(() => fleet.monitor.cluster(first)?.status).toBe('Connected');
  });
});

test('nothing was thrown on the way', () => {
  expect(api.unexpected).toEqual([]);
});
