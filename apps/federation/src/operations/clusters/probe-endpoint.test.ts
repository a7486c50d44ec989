import { afterEach, expect, test } from 'vitest';
import type { MonitorTimings } from '../../monitor/monitor-timings.ts';
import { startTestApi, type TestApi } from '../../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../../test-support/test-fleet.ts';

const VOLUMES = 12;
let fleet: TestFleet;
let api: TestApi;
let apiEndpoint: string;
let attachedId: string;

async function start(timings: Partial<MonitorTimings> = {}): Promise<void> {
  fleet = await startTestFleet({ clusters: 1, volumes: VOLUMES, timings });
  api = await startTestApi(fleet);
  const [cluster] = fleet.clusters;
  apiEndpoint = cluster?.apiEndpoints[0] ?? '';
  attachedId = cluster?.id ?? '';
}
afterEach(async () => {
  await api.close();
  await fleet.close();
});

async function lookalike() {
  const seen = await api.as('admin').probeEndpoint({ apiEndpoint });
  return seen.ok ? seen.value.lookalike : seen.error;
}
/** Has the same key imported as the cluster that was there before, so that it answers what that one is asked. */
const importItsKey = () =>
  fleet.control('import-credential', {
    apiEndpoint,
    pubKeyId: 'key-1',
    pubKey: fleet.pemOf('key-1'),
  });
const shown = async () => {
  const answer = await api.as('admin').getFleetCluster({ clusterId: attachedId });
  return answer.ok ? answer.value : answer.error;
};

test('an attached cluster is known by its UUID', async () => {
  await start();
  expect(await lookalike()).toMatchObject({
    clusterId: attachedId,
    hasAddress: true,
    hasCertificate: true,
    identity: 'same',
  });
});

test('one that was installed anew with the same certificate is distinguished from it, and their volumes are not mixed', async () => {
  await start();
  const before = [...fleet.inventory.volumesOf(attachedId)].map(({ UUID }) => UUID);
  await fleet.control('reinstall', { apiEndpoint, keepsCertificate: true });
  // It takes no key yet: only its certificate is known.
  expect(await lookalike()).toMatchObject({
    clusterId: attachedId,
    hasCertificate: true,
    identity: 'unknown',
  });
  await expect.poll(shown).toMatchObject({ status: 'Unauthorized' });

  await importItsKey();
  const found = await lookalike();
  expect(found).toMatchObject({ clusterId: attachedId, identity: 'other' });
  await expect.poll(shown).toMatchObject({
    status: 'Disconnected',
    error: expect.stringMatching(
      /^another cluster \(UUID .{36}\) answers at its address$/,
    ) as unknown,
  });
  const after = [...fleet.inventory.volumesOf(attachedId)].map(({ UUID }) => UUID);
  expect(after).toEqual(before);
});

test('what another cluster lists at the address of an attached one is not taken for its volumes', async () => {
  // The volumes are read again long before the cluster itself is polled again.
  await start({ probe: 600_000, refresh: 50 });
  const before = [...fleet.inventory.volumesOf(attachedId)].map(({ UUID }) => UUID);
  await fleet.control('reinstall', { apiEndpoint, keepsCertificate: true });
  await importItsKey();
  await expect
    .poll(() => fleet.monitor.snapshot(attachedId).error)
    .toContain('another cluster (UUID');
  expect([...fleet.inventory.volumesOf(attachedId)].map(({ UUID }) => UUID)).toEqual(before);
});

test('one with another certificate at the address of an attached cluster is asked for nothing', async () => {
  await start();
  await fleet.control('reinstall', { apiEndpoint });
  expect(await lookalike()).toEqual({
    clusterId: attachedId,
    name: fleet.clusters[0]?.name,
    hasAddress: true,
    hasCertificate: false,
    identity: 'unknown',
    reportedUUID: '',
  });
});
