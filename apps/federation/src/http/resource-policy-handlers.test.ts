import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { snapshot, type Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import { NO_SNAPSHOT } from '../monitor/cluster-snapshot.ts';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';
import { uuidOf } from '../test-support/volumes.ts';

let fleet: TestFleet;
let api: TestApi;
const projectName = 'default';
const schedulePolicy = {
  snapshotSchedulePolicy: { hourlySchedule: { hoursInCycle: 4 } },
  retentionTime: '48h',
};

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 2, volumes: 30 });
  api = await startTestApi(fleet);
  // What a schedule has made is not known before.
  await vi.waitUntil(
    () => fleet.clusters.every(({ id }) => fleet.snapshots.asOf(id) !== undefined),
    10_000,
  );
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});

/** A volume of the project on one of the clusters. */
function volumeOn(index: number) {
  const volumes = [...fleet.inventory.volumesOf(fleet.clusters[index]?.id ?? '')];
  const volume = volumes.find(
    (one) => one.projectName === projectName && one.state === 'Available',
  );
  if (volume === undefined) throw new Error('the seed has no such volume');
  return volume;
}

test('a policy of a volume is kept on the cluster of the volume, and found from there', async () => {
  const editor = api.as('editor');
  const volume = volumeOn(1);
  const create = { projectName, name: 'every-4-hours', schedulePolicy };
  const created = await editor.createResourcePolicy({ ...create, resourceUUID: volume.UUID });
  expect(created).toMatchObject({
    ok: true,
    value: { name: 'every-4-hours', resourceUUID: volume.UUID },
  });
  const { UUID } = created.ok ? created.value : { UUID: '' };
  const which = { projectName, UUID };
  expect(await api.as('viewer').getResourcePolicy(which)).toMatchObject({ value: { UUID } });
  for (const query of [{}, { volumeUUID: volume.UUID }, { UUID }]) {
    expect(await editor.listResourcePolicies({ projectName, ...query })).toMatchObject({
      ok: true,
      value: { resourcePolicies: [{ UUID }] },
    });
  }
  expect(
    await editor.listResourcePolicies({ projectName, volumeUUID: volumeOn(0).UUID }),
  ).toMatchObject({ ok: true, value: { resourcePolicies: [] } });

  expect(await editor.updateResourcePolicy({ ...which, description: 'often' })).toEqual({
    ok: true,
    value: {},
  });
  expect(await editor.getResourcePolicy(which)).toMatchObject({ value: { description: 'often' } });
  expect(await editor.deleteResourcePolicy(which)).toEqual({ ok: true, value: {} });
  expect(await editor.getResourcePolicy(which)).toMatchObject({ error: { status: 404, code: 5 } });
  expect(await editor.deleteResourcePolicy(which)).toMatchObject({ error: { status: 404 } });
});

test('a wrong volume is named by its field', async () => {
  const editor = api.as('editor');
  const create = { projectName, name: 'x', schedulePolicy };
  const refusals = [
    [create, 400, 'resourceUUID'],
    [{ ...create, resourceName: 'nothing' }, 404, 'resourceName'],
    [{ ...create, resourceUUID: '7f0c1a52-0000-4000-8000-00000000dead' }, 404, 'resourceUUID'],
  ] as const;
  for (const [request, status, field] of refusals) {
    const answer = await editor.createResourcePolicy(request);
    expect(answer).toMatchObject({ error: { status } });
    expect(answer.ok || answer.error.message).toContain(`${field}: `);
  }
});

test('others than the admins of the project are refused', async () => {
  const which = { projectName, UUID: '7f0c1a52-0000-4000-8000-00000000dead' };
  const create = { projectName, name: 'x', schedulePolicy, resourceName: 'x' };
  const refusals = await Promise.all([
    api.as('viewer').createResourcePolicy(create),
    api.as('viewer').updateResourcePolicy(which),
    api.as('viewer').deleteResourcePolicy(which),
    api.as('stranger').listResourcePolicies({ projectName }),
    api.as('stranger').getResourcePolicy(which),
  ]);
  for (const refusal of refusals)
    expect(refusal).toMatchObject({ error: { status: 403, code: 7 } });
});

test('while a cluster cannot be reached, nobody is given a part for the whole', async () => {
  const apiEndpoint = fleet.clusters[1]?.apiEndpoints[0] ?? '';
  await fleet.control('faults', { apiEndpoint, fault: { drop: true } });
  try {
    const editor = api.as('editor');
    const answer = await editor.listResourcePolicies({ projectName });
    expect(answer).toMatchObject({ error: { status: 503, code: 14 } });
    expect(answer.ok || answer.error.message).toContain(fleet.clusters[1]?.name);
    expect(
      await editor.listResourcePolicies({ projectName, volumeUUID: volumeOn(0).UUID }),
    ).toMatchObject({ ok: true });
  } finally {
    await fleet.control('faults', { apiEndpoint });
    // A poll that was cut meanwhile has the cluster taken for gone until another is answered.
    const { id = '' } = fleet.clusters[1] ?? {};
    const mended = new Date();
    await vi.waitFor(() => {
      expect(fleet.monitor.cluster(id)?.status).toBe('Connected');
      expect(Number(fleet.monitor.snapshot(id).answeredAt)).toBeGreaterThan(mended.getTime());
    }, 10_000);
  }
});

test('the schedules of all clusters are one list with what each has made, as far as one may see them', async () => {
  const editor = api.as('editor');
  const [first, second] = [volumeOn(0), volumeOn(1)];
  for (const [at, { UUID }] of [first, second].entries()) {
    const created = await editor.createResourcePolicy({
      projectName,
      name: `${at === 0 ? 'later' : 'early'}-${UUID.slice(0, 8)}`,
      schedulePolicy: { ...schedulePolicy, retentionTime: '72h' },
      resourceUUID: UUID,
    });
    expect(created).toMatchObject({ ok: true });
  }
  const listed = await api.as('viewer').listFleetSchedules({});
  if (!listed.ok) throw new Error(listed.error.message);
  const { schedules, clusters, withoutSchedules } = listed.value;
  expect(schedules.map(({ name }) => name.split('-')[0])).toEqual(['early', 'later']);
  // None has made a snapshot yet.
  expect(new Set(schedules.map(({ made }) => made?.total))).toEqual(new Set([0]));
  expect(schedules.map(({ clusterId, resourceUUID }) => [clusterId, resourceUUID])).toEqual(
    expect.arrayContaining([
      [first.clusterId, first.UUID],
      [second.clusterId, second.UUID],
    ]),
  );
  expect(withoutSchedules).toEqual([]);
  expect(clusters.every(({ asOf }) => asOf !== undefined)).toBe(true);
  expect(await api.as('stranger').listFleetSchedules({})).toMatchObject({
    ok: true,
    value: { schedules: [] },
  });
});

test('what a schedule has made are the snapshots of its time and retention that are there to stay', async () => {
  const volume = volumeOn(0);
  const startTime = '2026-11-01T02:00:00Z';
  const policy = {
    snapshotSchedulePolicy: { hourlySchedule: { startTime, hoursInCycle: 4 } },
    retentionTime: '96h',
  };
  const which = { projectName, resourceUUID: volume.UUID };
  const created = await api
    .as('editor')
    .createResourcePolicy({ ...which, name: 'counted', schedulePolicy: policy });
  if (!created.ok) throw new Error(created.error.message);
  const taken = (n: number, facts: Partial<Snapshot>): void =>
    fleet.snapshots.put(volume.clusterId, {
      ...snapshot.parse({ UUID: uuidOf(n) }),
      name: `made-${n}`,
      projectName,
      sourceVolumeUUID: volume.UUID,
      state: 'Available',
      creationTime: '2026-11-01T06:00:20Z',
      retentionTime: '345600s',
      ...facts,
    });
  taken(1, {});
  taken(2, { creationTime: '2026-11-01T10:00:20Z' });
  taken(3, { creationTime: '2026-11-01T14:00:20Z', state: 'Deleting' });
  taken(4, { creationTime: '2026-11-01T15:00:20Z' });
  taken(5, { retentionTime: '3600s' });
  const listed = await api.as('viewer').listFleetSchedules({});
  if (!listed.ok) throw new Error(listed.error.message);
  const found = listed.value.schedules.find(({ UUID }) => UUID === created.value.UUID);
  expect(found?.made).toEqual({ total: 2, newest: '2026-11-01T10:00:20Z' });
});

test('a cluster that takes a while for each of its projects is not given up for that', async () => {
  const apiEndpoint = fleet.clusters[1]?.apiEndpoints[0] ?? '';
  const { projects } = fleet.monitor.snapshot(fleet.clusters[1]?.id ?? '');
  expect(projects.length).toBeGreaterThan(3);
  await fleet.control('faults', { apiEndpoint, fault: { latencyMs: 1000 } });
  try {
    const listed = await api.as('admin').listFleetSchedules({});
    if (!listed.ok) throw new Error(listed.error.message);
    expect(listed.value.clusters.map(({ asOf }) => asOf !== undefined)).toEqual([true, true]);
  } finally {
    await fleet.control('faults', { apiEndpoint });
  }
});

test('a cluster whose projects were never read is not said to have no schedules', async () => {
  const [first, second] = fleet.clusters;
  const monitor: TestFleet['monitor'] = {
    ...fleet.monitor,
    snapshot: (id) =>
      id === second?.id
        ? { ...fleet.monitor.snapshot(id), ...NO_SNAPSHOT }
        : fleet.monitor.snapshot(id),
  };
  const unread = await startTestApi({ ...fleet, monitor });
  try {
    const listed = await unread.as('admin').listFleetSchedules({});
    if (!listed.ok) throw new Error(listed.error.message);
    const known = listed.value.clusters.filter(({ asOf }) => asOf !== undefined);
    expect(known.map(({ clusterId }) => clusterId)).toEqual([first?.id]);
    expect(listed.value.withoutSchedules).toEqual([]);
  } finally {
    await unread.close();
  }
});

test('a cluster that offers no policies is told by 501 where it is the one that counts, and hides nothing of the others', async () => {
  const apiEndpoint = fleet.clusters[1]?.apiEndpoints[0] ?? '';
  const editor = api.as('editor');
  const { UUID } = volumeOn(0);
  const create = { projectName, name: 'beside', schedulePolicy, resourceUUID: UUID };
  const created = await editor.createResourcePolicy(create);
  const policy = created.ok ? created.value.UUID : '';
  await fleet.control('faults', { apiEndpoint, fault: { status: 501, path: '/resourcePolicies' } });
  try {
    const none = await editor.listResourcePolicies({ projectName, volumeUUID: volumeOn(1).UUID });
    expect(none).toMatchObject({ error: { status: 501, code: 12 } });
    expect(none.ok || none.error.message).toContain(fleet.clusters[1]?.name);
    expect(await editor.listResourcePolicies({ projectName, UUID: policy })).toMatchObject({
      value: { resourcePolicies: [{ UUID: policy }] },
    });
    expect(await editor.getResourcePolicy({ projectName, UUID: policy })).toMatchObject({
      ok: true,
    });
    // The other cluster offers them, though it has no such project.
    const elsewhere = { projectName: 'of-no-cluster' };
    expect(await api.as('admin').listResourcePolicies(elsewhere)).toMatchObject({
      value: { resourcePolicies: [] },
    });
    const resourceUUID = volumeOn(1).UUID;
    const there = { projectName, name: 'not-offered', schedulePolicy, resourceUUID };
    const refused = await editor.createResourcePolicy(there);
    expect(refused).toMatchObject({ error: { status: 501, code: 12 } });
    expect(refused.ok || refused.error.message).toContain(fleet.clusters[1]?.name);
    const unknown = { projectName, UUID: '7f0c1a52-0000-4000-8000-00000000dead' };
    expect(await editor.getResourcePolicy(unknown)).toMatchObject({ error: { status: 404 } });
  } finally {
    await fleet.control('faults', { apiEndpoint });
  }
});
