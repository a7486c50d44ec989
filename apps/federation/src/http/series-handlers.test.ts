import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Series } from '@asterism/api-types/fleet-api/series-api';
import { IO_METRICS, SERIES_METRICS } from '@asterism/api-types/rules/series';
import { sampleFleet } from '../series/sample-fleet.ts';
import { createSeriesRecorder } from '../series/series-recorder.ts';
import { createSeriesStore } from '../store/series-store.ts';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

const MINUTE = 60_000;
const WAIT = { timeout: 30_000 };
const STEP = 15_000;

let fleet: TestFleet;
let api: TestApi;
/** When the fleet was sampled first: a full five minutes ago at least. */
let start: number;

/** Samples the fleet as it is now, as if it were another time. */
async function sampleAt(time: number): Promise<void> {
  const store = createSeriesStore(fleet.database.orm);
  await createSeriesRecorder({
    store,
    sample: () => sampleFleet({ ...fleet, followed: () => store.followed(new Date()) }),
    now: () => time,
  }).record();
}

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 2, volumes: [30, 20], isLiving: true });
  api = await startTestApi(fleet);
  await vi.waitUntil(() => nodesAt(0).every(isMeasured), WAIT);
  start = (Math.floor(Date.now() / (5 * MINUTE)) - 2) * 5 * MINUTE;
  await sampleAt(start);
  await sampleAt(start + STEP);
  await sampleAt(start + 3 * STEP);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});

const iso = (time: number): string => new Date(time).toISOString();
const clusterAt = (at: number): string => fleet.monitor.clusters()[at]?.id ?? '';
const nodesAt = (at: number) => fleet.monitor.snapshot(clusterAt(at)).nodes;
const isMeasured = ({ UUID }: { readonly UUID: string }): boolean =>
  fleet.exporters.node(clusterAt(0), UUID) !== undefined;
const ask = (person: string, question: object, range = { from: start, to: start + MINUTE }) =>
  api.as(person).getSeries({
    kind: 'cluster',
    subject: clusterAt(0),
    from: iso(range.from),
    to: iso(range.to),
    ...question,
  });
async function seriesOf(...asked: Parameters<typeof ask>): Promise<Series> {
  const answer = await ask(...asked);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

test('an admin reads how a cluster has developed, every 15 seconds, and what is not known is a gap', async () => {
  const id = clusterAt(0);
  const { step, from, values } = await seriesOf('admin', {});
  expect([step, from]).toEqual([15, iso(start)]);
  expect(Object.keys(values).toSorted()).toEqual([...SERIES_METRICS.cluster].toSorted());
  const volumes = fleet.inventory.totals(id).volumes;
  expect(values['volumes']).toEqual([volumes, volumes, null, volumes]);
  const used = Number(fleet.monitor.snapshot(id).info?.statistics.physicalUsedStorage);
  expect((values['physicalUsed']?.[0] ?? 0) / used).toBeCloseTo(1, 6);
  expect(values['stateFailed']?.[0]).toBe(fleet.inventory.totals(id).volumesByState.Failed ?? 0);
});

test('what a cluster reads and writes is what its nodes do, and is a gap while one of them is not measured', async () => {
  const [one] = nodesAt(0);
  const figures = async (range: { from: number; to: number }) => {
    const nodes = await Promise.all(
      nodesAt(0).map(({ UUID }) => seriesOf('admin', { kind: 'node', subject: UUID }, range)),
    );
    return { nodes, cluster: await seriesOf('admin', {}, range) };
  };
  const { nodes, cluster } = await figures({ from: start, to: start + STEP });
  expect(Object.keys(nodes[0]?.values ?? {}).toSorted()).toEqual([...IO_METRICS].toSorted());
  for (const metric of ['readIops', 'writeIops', 'readBandwidth', 'writeBandwidth']) {
    const sum = nodes.reduce((total, { values }) => total + (values[metric]?.[0] ?? 0), 0);
    expect((cluster.values[metric]?.[0] ?? 0) / sum).toBeCloseTo(1, 5);
  }
  const means = nodes.map(({ values }) => values['readLatency']?.[0] ?? 0);
  expect(cluster.values['readLatency']?.[0]).toBeGreaterThanOrEqual(Math.min(...means));
  expect(cluster.values['readLatency']?.[0]).toBeLessThanOrEqual(Math.max(...means));

  await fleet.control('exporter-fault', {
    apiEndpoint: fleet.clusters[0]?.apiEndpoints[0],
    nodeUUID: one?.UUID,
    fault: 'off',
  });
  await vi.waitFor(async () => {
    const asked = await api.as('admin').listExporters({ clusterId: clusterAt(0) });
    const off = asked.ok ? asked.value.exporters.find(({ state }) => state === 'Off') : undefined;
    const node = { clusterId: clusterAt(0), nodeId: one?.UUID, nodeName: one?.name };
    expect(off).toMatchObject(node);
    expect(off?.reason).toMatch(/refuses connections$/);
  }, WAIT);
  await sampleAt(start + 4 * STEP);
  const off = await figures({ from: start + 4 * STEP, to: start + 5 * STEP });
  expect(off.nodes[0]?.values['readIops']).toEqual([null]);
  expect(off.nodes[1]?.values['readIops']?.[0]).toBeGreaterThan(0);
  expect(off.cluster.values['readIops']).toEqual([null]);
  expect(off.cluster.values['connected']).toEqual([1]);
});

test('what a volume reads and writes is kept once somebody who may see it has asked', async () => {
  const listed = await api.as('viewer').listFleetVolumes({ limit: '50' });
  const volumes = listed.ok ? listed.value.volumes : [];
  const measured = volumes.find(
    ({ UUID, clusterId }) =>
      clusterId === clusterAt(0) &&
      (fleet.exporters.volume(clusterId, UUID)?.readRequests ?? 0) > 0,
  );
  const other = volumes.find(({ UUID }) => UUID !== measured?.UUID);
  const volume = { kind: 'volume', subject: measured?.UUID ?? '' };
  const time = start + 12 * STEP;
  const range = { from: time, to: time + STEP };
  expect(await ask('stranger', volume)).toMatchObject({ ok: false, error: { status: 404 } });
  await sampleAt(time - STEP);
  expect((await seriesOf('viewer', volume, range)).values).toEqual({});
  await sampleAt(time);
  const { values } = await seriesOf('viewer', volume, range);
  expect(Object.keys(values).toSorted()).toEqual([...IO_METRICS].toSorted());
  expect(values['readIops']?.[0]).toBeGreaterThan(0);
  const notAsked = { kind: 'volume', subject: other?.UUID };
  expect((await seriesOf('admin', notAsked, range)).values).toEqual({});
  const never = { kind: 'volume', subject: '00000000-0000-4000-8000-000000000000' };
  expect(await ask('viewer', never)).toMatchObject({ ok: false, error: { status: 404 } });
});

test('of exporters, and of what a node reads and writes, only cluster admins learn', async () => {
  const asked = await api.as('admin').listExporters({});
  expect(asked.ok && new Set(asked.value.exporters.map(({ clusterId }) => clusterId)).size).toBe(2);
  expect(await api.as('viewer').listExporters({})).toMatchObject({ error: { status: 403 } });
  const node = { kind: 'node', subject: nodesAt(0)[0]?.UUID };
  expect(await ask('viewer', node)).toMatchObject({ ok: false, error: { status: 404 } });
});

test('a longer range has coarser steps, of which each is a mean, and named metrics alone', async () => {
  await sampleAt(start + 5 * MINUTE);
  const range = { from: start - 24 * 60 * MINUTE, to: start + 5 * MINUTE };
  const { step, from, values } = await seriesOf('admin', { metrics: 'connected,volumes' }, range);
  expect([step, from]).toEqual([300, iso(range.from)]);
  expect(Object.keys(values).toSorted()).toEqual(['connected', 'volumes']);
  expect(values['connected']).toHaveLength(289);
  expect(values['connected']?.slice(-2)).toEqual([null, 1]);
});

test('who may see a project reads its history, and nobody else learns that it has one', async () => {
  const project = { kind: 'project', subject: 'default' };
  const { values } = await seriesOf('viewer', project);
  const seen = await api.as('viewer').listFleetVolumes({ limit: '1' });
  expect(values['volumes']?.[0]).toBe(seen.ok && seen.value.total);
  expect(values['size']?.[0]).toBeGreaterThan(0);
  expect(await ask('stranger', project)).toMatchObject({ ok: false, error: { status: 404 } });
  expect(await ask('viewer', {})).toMatchObject({ ok: false, error: { status: 404 } });
});

test('a subject that has no history has no values', async () => {
  const { values } = await seriesOf('admin', { kind: 'project', subject: 'never-was' });
  expect(values).toEqual({});
});

test.each([
  [{ from: 'yesterday' }, /from: must be a time/],
  [{ metrics: 'volumes,unheard' }, /metrics.*must be some of/],
  [{ kind: 'rack' }, /kind: must be one of cluster, node, project, volume/],
  [{ subject: '' }, /subject: must not be empty/],
  [{ to: iso(0) }, /to: must be after/],
])('a question with %j is refused with what is wrong', async (wrong, message) => {
  const query = new URLSearchParams({
    kind: 'cluster',
    subject: clusterAt(0),
    from: iso(start),
    to: iso(start + MINUTE),
    ...wrong,
  });
  const answer = await fetch(`${api.url}/api/v2/fleet/series?${query.toString()}`, {
    headers: { authorization: 'Bearer admin' },
  });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toMatch(message);
});

test('while a cluster does not answer, nothing but that is kept of it, and nothing of its projects', async () => {
  const id = clusterAt(1);
  await fleet.control('faults', {
    apiEndpoint: fleet.monitor.cluster(id)?.apiEndpoints[0],
    fault: { drop: true },
  });
  const isAway = () => expect(fleet.monitor.cluster(id)?.status).toBe('Disconnected');
  await vi.waitFor(isAway, WAIT);
  await sampleAt(start + 8 * STEP);
  const range = { from: start + 8 * STEP, to: start + 9 * STEP };
  const { values } = await seriesOf('admin', { subject: id }, range);
  expect(values['connected']).toEqual([0]);
  expect(values['volumes']).toEqual([null]);
  const project = await seriesOf('admin', { kind: 'project', subject: 'default' }, range);
  expect(project.values['volumes']).toEqual([null]);
});

test('a value beyond all numbers that was kept once is not known, and the others are', async () => {
  const time = start + 7 * MINUTE;
  await sampleAt(time);
  const range = { from: time, to: time + 2 * STEP };
  const before = await seriesOf('admin', { metrics: 'volumes' }, range);
  const values = new Float32Array(200).fill(Number.POSITIVE_INFINITY);
  await createSeriesStore(fleet.database.orm).add(15, { at: new Date(time + STEP), values });
  const { values: after } = await seriesOf('admin', { metrics: 'volumes' }, range);
  expect(after).toEqual({ volumes: [before.values['volumes']?.[0], null] });
  expect(after['volumes']?.[0]).toBeGreaterThan(0);
});
