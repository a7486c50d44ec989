import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { startIntrudingFront, type IntrudingFront } from '../../test-support/conflicting-front.ts';
import { startTestApi, type TestApi } from '../../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../../test-support/test-fleet.ts';

let fleet: TestFleet;
let api: TestApi;
let front: IntrudingFront;
/** A volume of the second cluster, which the first one lists as its own too. */
let volume: Volume;
let intruder = '';
const logged: string[] = [];

beforeAll(async () => {
  const lines = new Writable({
    write(line, _, done) {
      logged.push(String(line));
      done();
    },
  });
  const fronts = new Map<string, IntrudingFront>();
  fleet = await startTestFleet({
    clusters: 2,
    log: pino({ level: 'warn' }, lines),
    async reachedAt({ apiEndpoint, clusterUUID }) {
      const started = await startIntrudingFront(apiEndpoint);
      fronts.set(clusterUUID, started);
      return started;
    },
  });
  api = await startTestApi(fleet);
  const [first = '', second = ''] = fleet.clusters.map(({ id }) => id);
  intruder = first;
  const created = await api.as('admin').createVolume({
    name: 'mine',
    size: '1 GiB',
    replicaCount: 1,
    acl: { values: ['ALLOW_NONE'] },
    projectName: 'default',
    placementRestrictions: [
      { operator: 'In', labelValueKeyPairs: [{ key: 'ClusterID', value: second }] },
    ],
  });
  if (!created.ok) throw new Error(created.error.message);
  volume = created.value;
  const started = fronts.get(intruder);
  if (started === undefined) throw new Error('The first cluster has no front.');
  front = started;
  front.claim({ ...volume, name: 'shadow', state: 'Available', size: '4096' });
});
afterAll(async () => {
  await api.close();
  await fleet.close();
  await front.close();
});

test('a cluster that lists the volume of another is found out: in the log, and where the fleet is shown', async () => {
  await vi.waitFor(
    async () => {
      const shown = await api.as('admin').getFleetCluster({ clusterId: intruder });
      expect(shown).toMatchObject({ value: { status: 'Connected', volumes: 0 } });
      expect(shown.ok && shown.value.error).toContain(volume.UUID);
    },
    { timeout: 20_000 },
  );
  const about = logged.filter((line) => line.includes(intruder) && line.includes(volume.UUID));
  expect(about).toHaveLength(1);
  expect(fleet.events).toContainEqual({ type: 'cluster', clusterId: intruder, change: 'updated' });
});

test('what is read of the volume and done to it goes to the cluster that has it', async () => {
  const admin = api.as('admin');
  const { UUID, clusterId } = volume;
  const state = async () => {
    const read = await admin.getVolume({ UUID });
    return read.ok ? read.value : read.error.status;
  };
  await expect
    .poll(state, { timeout: 20_000 })
    .toMatchObject({ name: 'mine', state: 'Available', clusterId });
  const list = await admin.listVolumes({ UUID });
  expect(list).toMatchObject({ value: { volumes: [{ name: 'mine', clusterId }] } });

  expect(await admin.updateVolume({ UUID, size: '2 GiB' })).toEqual({ ok: true, value: {} });
  await expect
    .poll(state, { timeout: 20_000 })
    .toMatchObject({ size: String(2 ** 31), state: 'Available', clusterId });

  expect(await admin.deleteVolume({ UUID })).toEqual({ ok: true, value: {} });
  expect(front.taken).toEqual([]);
});
