import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

let fleet: TestFleet;
let api: TestApi;
const projectName = 'default';

beforeAll(async () => {
  fleet = await startTestFleet({
    clusters: 3,
    volumes: 5,
    transitionMs: 100,
    timings: { snapshotRefresh: 200 },
  });
  api = await startTestApi(fleet);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});

const clusterId = (index: number): string => fleet.clusters[index]?.id ?? '';
const endpoint = (index: number): string => fleet.clusters[index]?.apiEndpoints[0] ?? '';
const isAvailable = { ok: true, value: { state: 'Available' } };
const refused = (status: number, code: number, text = '') => {
  const message: unknown = expect.stringContaining(text);
  return { ok: false, error: { status, code, message } };
};

let counter = 0;
async function volumeOn(index: number): Promise<Volume> {
  const created = await api.as('admin').createVolume({
    name: `volume-${(counter += 1)}`,
    projectName,
    size: '1 GiB',
    replicaCount: 1,
    acl: { values: ['ALLOW_ANY'] },
    placementRestrictions: [
      { labelValueKeyPairs: [{ key: 'ClusterID', value: clusterId(index) }] },
    ],
  });
  if (!created.ok) throw new Error(created.error.message);
  const { UUID } = created.value;
  await expect.poll(() => api.as('admin').getVolume({ UUID })).toMatchObject(isAvailable);
  return created.value;
}
async function snapshotOf(volume: Volume, name: string, person = 'editor'): Promise<Snapshot> {
  const sourceVolumeUUID = volume.UUID;
  const created = await api.as(person).createSnapshot({ projectName, name, sourceVolumeUUID });
  if (!created.ok) throw new Error(created.error.message);
  const { UUID } = created.value;
  await expect
    .poll(() => api.as('admin').getSnapshot({ projectName, UUID }))
    .toMatchObject(isAvailable);
  return created.value;
}
const listed = async (person: string, query: object = {}): Promise<Snapshot[]> => {
  const answer = await api.as(person).listSnapshots({ projectName, ...query });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.snapshots;
};

describe('a snapshot', () => {
  test('is made on the cluster of its volume, and found by UUID and by name', async () => {
    const volume = await volumeOn(1);
    const created = await api.as('editor').createSnapshot({
      projectName,
      name: 'first',
      sourceVolumeName: volume.name,
      description: 'before the change',
      retentionTime: '2h',
    });
    expect(created).toMatchObject({
      ok: true,
      value: { clusterId: clusterId(1), sourceVolumeUUID: volume.UUID, retentionTime: '7200s' },
    });
    const { UUID } = created.ok ? created.value : { UUID: '' };
    const viewer = api.as('viewer');
    expect(await viewer.getSnapshot({ projectName, UUID })).toMatchObject({
      ok: true,
      value: { UUID, name: 'first', clusterId: clusterId(1) },
    });
    expect(await viewer.getSnapshot({ projectName, Name: 'first' })).toMatchObject({
      ok: true,
      value: { UUID },
    });
    expect(await listed('viewer', { Name: 'first' })).toMatchObject([{ UUID }]);
  });

  test('has a name that is unique in its project over the fleet', async () => {
    await snapshotOf(await volumeOn(0), 'only-one');
    const again = await api.as('editor').createSnapshot({
      projectName,
      name: 'only-one',
      sourceVolumeUUID: (await volumeOn(2)).UUID,
    });
    expect(again).toMatchObject(refused(409, 6, 'name'));
  });

  test('of twenty at once with one name exactly one is made', async () => {
    const volumes = await Promise.all([volumeOn(0), volumeOn(1)]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        api.as('editor').createSnapshot({
          projectName,
          name: 'contended',
          sourceVolumeUUID: volumes[i % 2]?.UUID,
        }),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await listed('admin', { Name: 'contended' })).toHaveLength(1);
  });

  test('is deleted on its cluster, with If-Match honoured, and then gone', async () => {
    const { UUID, ETag } = await snapshotOf(await volumeOn(2), 'short-lived');
    const editor = api.as('editor');
    const stale = await editor.deleteSnapshot({ projectName, UUID }, { ifMatch: `${ETag}9` });
    expect(stale).toMatchObject(refused(412, 9));
    expect(await editor.deleteSnapshot({ projectName, name: 'short-lived' })).toMatchObject({
      ok: true,
      value: {},
    });
    await expect
      .poll(() => editor.getSnapshot({ projectName, UUID }))
      .toMatchObject(refused(404, 5));
    expect(await editor.deleteSnapshot({ projectName, UUID })).toMatchObject(refused(404, 5));
  });

  test('is refused with 400 or 404 and the name of the field when the request names it wrongly', async () => {
    const editor = api.as('editor');
    expect(await editor.getSnapshot({ projectName })).toMatchObject(refused(400, 3, 'UUID'));
    expect(await editor.getSnapshot({ projectName, Name: 'nothing' })).toMatchObject(
      refused(404, 5, 'nothing'),
    );
    expect(await editor.listSnapshots({ projectName, limit: '0' })).toMatchObject(
      refused(400, 3, 'limit'),
    );
    expect(await editor.createSnapshot({ projectName, name: 'x' })).toMatchObject(
      refused(400, 3, 'sourceVolumeUUID'),
    );
    expect(
      await editor.createSnapshot({ projectName, name: 'x', sourceVolumeName: 'nothing' }),
    ).toMatchObject(refused(404, 5, 'sourceVolumeName'));
    expect(
      await editor.createSnapshot({ projectName, name: 'a b', sourceVolumeName: 'x' }),
    ).toMatchObject(refused(400, 3, 'name'));
  });

  test('pages come in the order of UUIDs, over all clusters, each snapshot once', async () => {
    const all = await listed('admin');
    expect(new Set(all.map((one) => one.clusterId)).size).toBeGreaterThan(1);
    const walked: Snapshot[] = [];
    for (;;) {
      const page = await listed('admin', { limit: '2', offsetUUID: walked.at(-1)?.UUID });
      if (page.length === 0) break;
      walked.push(...page);
    }
    expect(walked.map(({ UUID }) => UUID)).toEqual(all.map(({ UUID }) => UUID));
    expect(all.map(({ UUID }) => UUID)).toEqual(all.map(({ UUID }) => UUID).toSorted());
  });

  test('is seen by viewers of the project, changed by its admins, and 403 to others', async () => {
    const volume = await volumeOn(0);
    const { UUID } = await snapshotOf(volume, 'guarded');
    const create = { projectName, name: 'not-mine', sourceVolumeUUID: volume.UUID };
    const rollback = { projectName, UUID: volume.UUID, srcSnapshotUUID: UUID };
    const viewer = api.as('viewer');
    const stranger = api.as('stranger');
    const refusals = await Promise.all([
      viewer.createSnapshot(create),
      viewer.deleteSnapshot({ projectName, UUID }),
      viewer.rollbackVolume(rollback),
      stranger.listSnapshots({ projectName }),
      stranger.getSnapshot({ projectName, UUID }),
      stranger.createSnapshot(create),
      stranger.deleteSnapshot({ projectName, UUID }),
      stranger.rollbackVolume(rollback),
    ]);
    for (const refusal of refusals) expect(refusal).toMatchObject(refused(403, 7));
    const elsewhere = { projectName: 'elsewhere', UUID };
    expect(await stranger.getSnapshot(elsewhere)).toMatchObject(refused(404, 5));
    expect(await viewer.getSnapshot({ projectName, UUID })).toMatchObject({ ok: true });
  });
});

describe('the index of the fleet', () => {
  const found = async (person: string, question: object) => {
    const answer = await api.as(person).listFleetSnapshots(question);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  };

  test('has a snapshot from when it is made, and until its cluster has deleted it', async () => {
    const volume = await volumeOn(1);
    const asked = { volume: volume.UUID };
    expect(await found('viewer', asked)).toMatchObject({ total: 0 });
    const pollSoon = vi.spyOn(fleet.monitor, 'pollSoon');
    const created = await api.as('editor').createSnapshot({
      projectName,
      name: 'indexed',
      sourceVolumeUUID: volume.UUID,
      retentionTime: '1h',
    });
    const UUID = created.ok ? created.value.UUID : '';
    const creationTime = created.ok ? created.value.creationTime : '';
    expect(await found('viewer', asked)).toMatchObject({
      total: 1,
      snapshots: [
        {
          UUID,
          clusterId: clusterId(1),
          expires: new Date(Date.parse(creationTime) + 3_600_000).toISOString(),
        },
      ],
    });
    // It is followed from now on, and not only found by a walk.
    expect(pollSoon).toHaveBeenCalledWith(clusterId(1));
    pollSoon.mockRestore();
    await expect
      .poll(() => found('viewer', { ...asked, state: 'Available' }))
      .toMatchObject({ total: 1 });
    await api.as('editor').deleteSnapshot({ projectName, UUID });
    const left = await found('viewer', asked);
    expect(left.snapshots.map(({ state }) => state)).not.toContain('Available');
    await expect.poll(() => found('viewer', asked)).toMatchObject({ total: 0 });
  });

  test('finds what was made or deleted on the cluster itself, and publishes it', async () => {
    const volume = await volumeOn(0);
    const cluster = fleet.clusters[0];
    if (cluster === undefined) throw new Error('there is no cluster');
    const client = fleet.clusterClients.client(cluster, {
      subject: 'somebody else',
      roles: ['system:cluster-admin'],
    });
    const since = fleet.events.length;
    const made = await client.createSnapshot({
      projectName,
      name: 'made-elsewhere',
      sourceVolumeUUID: volume.UUID,
    });
    if (!made.ok) throw new Error(made.error.message);
    const asked = { search: 'made-elsewhere' };
    await expect.poll(() => found('viewer', asked)).toMatchObject({ total: 1 });
    expect(fleet.events.slice(since)).toContainEqual(
      expect.objectContaining({ type: 'snapshots', clusterId: cluster.id, isChanged: true }),
    );
    await client.deleteSnapshot({ projectName, UUID: made.value.UUID });
    await expect.poll(() => found('viewer', asked)).toMatchObject({ total: 0 });
  });

  test('answers everybody with the snapshots of their projects alone, in facets and totals too', async () => {
    await snapshotOf(await volumeOn(2), 'of-default');
    const all = await found('admin', {});
    const own = await found('viewer', {});
    expect(own.total).toBeGreaterThan(0);
    expect(Object.keys(own.facets.project)).toEqual([projectName]);
    expect(own.total).toBe(all.facets.project[projectName]);
    const line = { query: `name:OF-default age<1h -expires<1y cluster:${fleet.clusters[2]?.name}` };
    expect(await found('viewer', line)).toMatchObject({ snapshots: [{ name: 'of-default' }] });
    expect(await found('stranger', line)).toMatchObject({ total: 0 });
    expect(await found('stranger', {})).toMatchObject({
      snapshots: [],
      total: 0,
      totals: { size: '0', stored: '0' },
      facets: { cluster: {}, project: {}, state: {} },
    });
    expect(own.clusters.every(({ asOf }) => asOf !== undefined)).toBe(true);
  });

  test('refuses a question that it does not understand, and whoever is not signed in', async () => {
    for (const [question, field] of [
      ['sort=colour', 'sort'],
      ['state=Available,Sideways', 'state'],
      ['query=age:2d', 'query'],
    ] as const) {
      const asked = await fetch(`${api.url}/api/v2/fleet/snapshots?${question}`, {
        headers: { authorization: 'Bearer admin' },
      });
      expect([asked.status, await asked.text()]).toEqual([400, expect.stringContaining(field)]);
    }
    expect((await fetch(`${api.url}/api/v2/fleet/snapshots`)).status).toBe(401);
  });
});

describe('a volume', () => {
  test('is cloned where its snapshot is, wherever else there is more room', async () => {
    for (const index of [0, 1, 2]) {
      const snapshot = await snapshotOf(await volumeOn(index), `to-clone-${index}`);
      const clone = await api.as('editor').createVolume({
        name: `clone-${index}`,
        projectName,
        size: '2 GiB',
        replicaCount: 1,
        acl: { values: ['ALLOW_ANY'] },
        ...(index === 0
          ? { sourceSnapshotUUID: snapshot.UUID }
          : { sourceSnapshotName: snapshot.name }),
      });
      expect(clone).toMatchObject({
        ok: true,
        value: { clusterId: clusterId(index), sourceSnapshotUUID: snapshot.UUID },
      });
    }
  });

  test('is not cloned elsewhere, nor of nothing', async () => {
    const snapshot = await snapshotOf(await volumeOn(0), 'stays');
    const wish = {
      name: 'clone-elsewhere',
      projectName,
      size: '2 GiB',
      replicaCount: 1,
      acl: { values: ['ALLOW_ANY'] },
    };
    const elsewhere = await api.as('editor').createVolume({
      ...wish,
      sourceSnapshotUUID: snapshot.UUID,
      placementRestrictions: [{ labelValueKeyPairs: [{ key: 'ClusterID', value: clusterId(1) }] }],
    });
    expect(elsewhere).toMatchObject(refused(400, 3, 'placementRestrictions'));
    const ofNothing = await api
      .as('editor')
      .createVolume({ ...wish, sourceSnapshotName: 'nothing' });
    expect(ofNothing).toMatchObject(refused(400, 3, 'sourceSnapshotName'));
  });

  test('is rolled back to its snapshot, and to no other', async () => {
    const volume = await volumeOn(1);
    const other = await snapshotOf(await volumeOn(1), 'of-another');
    const snapshot = await snapshotOf(volume, 'the-past');
    const editor = api.as('editor');
    const which = { projectName, UUID: volume.UUID };
    await expect
      .poll(() => editor.updateProjectVolume({ ...which, size: '3 GiB' }))
      .toMatchObject({ ok: true });
    await expect.poll(() => editor.getVolume(which)).toMatchObject(isAvailable);
    expect(await editor.rollbackVolume({ ...which, srcSnapshotUUID: other.UUID })).toMatchObject(
      refused(400, 3, 'srcSnapshotUUID'),
    );
    expect(await editor.rollbackVolume({ ...which, srcSnapshotName: snapshot.name })).toMatchObject(
      { ok: true, value: {} },
    );
    expect(await editor.getVolume(which)).toMatchObject({
      ok: true,
      value: { size: String(1024 ** 3) },
    });
    await expect.poll(() => editor.getVolume(which)).toMatchObject(isAvailable);
  });
});

describe('a cluster that cannot be reached', () => {
  test('is answered for with what was last read of it, and holds nobody up', async () => {
    const volume = await volumeOn(2);
    const there = await snapshotOf(volume, 'out-of-reach');
    const here = await snapshotOf(await volumeOn(0), 'in-reach');
    const before = await listed('admin');
    await fleet.control('faults', { apiEndpoint: endpoint(2), fault: { stall: true } });
    try {
      const startedAt = performance.now();
      const [list, one, byName, unknown] = await Promise.all([
        listed('admin'),
        api.as('viewer').getSnapshot({ projectName, UUID: here.UUID }),
        api.as('viewer').getSnapshot({ projectName, Name: 'out-of-reach' }),
        api.as('viewer').getSnapshot({ projectName, Name: 'nobody-knows' }),
      ]);
      // Long before a call to it would end.
      expect(performance.now() - startedAt).toBeLessThan(9_000);
      expect(list.map(({ UUID }) => UUID)).toEqual(before.map(({ UUID }) => UUID));
      expect(one).toMatchObject({ ok: true, value: { UUID: here.UUID } });
      expect(byName).toMatchObject({ ok: true, value: { UUID: there.UUID } });
      // That it is nowhere cannot be said while a cluster does not answer.
      expect(unknown).toMatchObject(refused(503, 14, fleet.clusters[2]?.name));
      const taken = await api.as('editor').createSnapshot({
        projectName,
        name: 'out-of-reach',
        sourceVolumeUUID: (await volumeOn(0)).UUID,
      });
      expect(taken).toMatchObject(refused(409, 6));
      await fleet.control('stop', { apiEndpoint: endpoint(2) });
      await expect.poll(() => fleet.monitor.cluster(clusterId(2))?.status).toBe('Disconnected');
      const indexed = await api.as('viewer').listFleetSnapshots({ search: 'out-of-reach' });
      expect(indexed).toMatchObject({ ok: true, value: { snapshots: [{ UUID: there.UUID }] } });
      const editor = api.as('editor');
      expect(await editor.deleteSnapshot({ projectName, UUID: there.UUID })).toMatchObject(
        refused(503, 14),
      );
      expect(
        await editor.createSnapshot({ projectName, name: 'late', sourceVolumeUUID: volume.UUID }),
      ).toMatchObject(refused(503, 14));
    } finally {
      await fleet.control('faults', { apiEndpoint: endpoint(2) });
      await fleet.control('start', { apiEndpoint: endpoint(2) });
    }
  });
});
