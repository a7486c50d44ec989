import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEventStream } from '../test-support/event-stream.ts';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

let fleet: TestFleet;
let api: TestApi;

beforeAll(async () => {
  // Twice as long as this file may take: a poll of a cluster that never answers does not end in it.
  fleet = await startTestFleet({ clusters: 2, callMs: 600_000, timings: { grace: 1_000 } });
  api = await startTestApi(fleet);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});

test('a cluster whose poll hangs is overdue in heartbeats and answers, though it was connected; the others are not', async () => {
  const [hanging, other] = fleet.clusters;
  if (hanging === undefined || other === undefined) throw new Error('there are no two clusters');
  const stream = await openEventStream(api.url, 'admin');
  const overdue = () => stream.heartbeats.at(-1)?.overdue;
  await expect.poll(overdue).toEqual([]);
  const { apiEndpoint = '' } =
    fleet.simulator.clusters.find(({ clusterUUID }) => clusterUUID === hanging.id) ?? {};
  await fleet.control('faults', { apiEndpoint, fault: { stall: true } });
  await expect.poll(overdue, { timeout: 20_000 }).toEqual([hanging.id]);
  const before = fleet.monitor.snapshot(hanging.id).answeredAt;

  const read = await api.as('admin').listFleetClusters({});
  if (!read.ok) throw new Error(read.error.message);
  const facts = new Map(read.value.clusters.map((cluster) => [cluster.id, cluster]));
  expect(facts.get(hanging.id)).toMatchObject({
    status: 'Connected',
    overdue: true,
    answeredAt: before?.toISOString(),
  });
  expect(facts.get(other.id)).toMatchObject({ status: 'Connected', overdue: false });
  const ofOther = Date.parse(facts.get(other.id)?.answeredAt ?? '');
  expect(ofOther).toBeGreaterThan(before?.getTime() ?? 0);
  stream.close();
});
