import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { startSimulator, type Living, type Simulator } from '../simulator.ts';
import { createTestClient } from '../test-support/cluster-client.ts';
import { createManualClock } from '../test-support/manual-clock.ts';
import { volumeRequest } from '../test-support/running-cluster.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 10, 24, 0, 30);
const SNAPSHOTS = '/projects/default/snapshots';
const POLICIES = '/projects/default/resourcePolicies';
const snapshotsIn = z.object({
  snapshots: z.array(
    z.object({
      UUID: z.string(),
      name: z.string(),
      state: z.string(),
      creationTime: z.string(),
      retentionTime: z.string(),
      sourceVolumeUUID: z.string(),
    }),
  ),
});
const schedulesIn = z.object({
  resourcePolicies: z.array(z.object({ name: z.string(), resourceUUID: z.string() })),
});
const hourly = (retentionTime: string) => ({
  snapshotSchedulePolicy: { hourlySchedule: { hoursInCycle: 1 } },
  retentionTime,
});

/** A cluster without volumes, at half past midnight, on a clock of its own. */
async function cluster({
  volumes = 0,
  dataDir,
  living,
}: { volumes?: number; dataDir?: string; living?: Living } = {}) {
  const clock = createManualClock(START);
  const client = createTestClient();
  const start = () => startSimulator({ clusters: 1, volumes, seed: 7, clock, dataDir, living });
  let simulator: Simulator = await start();
  onTestFinished(async () => {
    await client.close();
    await simulator.close();
  });
  async function send(method: string, path: string, body?: object) {
    const [info] = simulator.clusters;
    const url = `https://${info?.apiEndpoint}/api/v2${path}`;
    return client.send(method, url, { token: info?.adminJwt, body });
  }
  return {
    clock,
    send,
    volume: async (): Promise<string> => {
      const created = await send('POST', '/volumes', volumeRequest());
      clock.advance(2000);
      return String(created.json['UUID']);
    },
    schedule: async (
      resourceUUID: string,
      retentionTime = '0s',
      name = 'often',
    ): Promise<string> => {
      const body = { name, resourceUUID, schedulePolicy: hourly(retentionTime) };
      return `${POLICIES}/${String((await send('POST', POLICIES, body)).json['UUID'])}`;
    },
    snapshots: async () => {
      const { json } = await send('GET', SNAPSHOTS);
      const { snapshots } = snapshotsIn.parse(json);
      return snapshots.toSorted((a, b) => a.creationTime.localeCompare(b.creationTime));
    },
    restart: async (offMs: number) => {
      await simulator.close();
      clock.advance(offMs);
      simulator = await start();
    },
  };
}

test('a schedule takes its snapshots when they are due, with its name and retention, and then no more', async () => {
  const { clock, volume, schedule, snapshots, send } = await cluster();
  const sourceVolumeUUID = await volume();
  const policy = await schedule(sourceVolumeUUID, '48h');
  clock.advance(29 * MINUTE);
  expect(await snapshots()).toEqual([]);
  clock.advance(MINUTE);
  const first = {
    name: 'often-20261124T010000Z',
    creationTime: '2026-11-24T01:00:00.000Z',
    retentionTime: '172800s',
    sourceVolumeUUID,
  };
  expect(await snapshots()).toMatchObject([{ ...first, state: 'Available' }]);
  clock.advance(HOUR);
  expect(await snapshots()).toMatchObject([first, { name: 'often-20261124T020000Z' }]);
  await send('DELETE', policy);
  clock.advance(3 * HOUR);
  expect(await snapshots()).toHaveLength(2);
});

test('some volumes of a living cluster have schedules from the start, which take snapshots, and none of another cluster', async () => {
  const living = await cluster({ volumes: 300, living: {} });
  const still = await cluster({ volumes: 300 });
  const schedulesOf = async ({ send }: typeof living) => {
    const { json } = await send('GET', POLICIES);
    return schedulesIn.parse(json).resourcePolicies;
  };
  const schedules = await schedulesOf(living);
  expect(await schedulesOf(still)).toEqual([]);
  const hourlyOne = schedules.find(({ name }) => name.endsWith('-hourly'));
  living.clock.advance(HOUR);
  expect(await living.snapshots()).toContainEqual(
    expect.objectContaining({
      name: `${hourlyOne?.name}-20261124T010000Z`,
      sourceVolumeUUID: hourlyOne?.resourceUUID,
    }),
  );
});

test('what nobody asked about for hours is taken at the times when it was due', async () => {
  const { clock, volume, schedule, snapshots } = await cluster();
  await schedule(await volume());
  clock.advance(3 * HOUR);
  expect((await snapshots()).map(({ creationTime }) => creationTime.slice(11, 16))).toEqual([
    '01:00',
    '02:00',
    '03:00',
  ]);
});

test('a schedule that is changed counts from then on, and one of a deleted volume is gone', async () => {
  const { clock, volume, schedule, snapshots, send } = await cluster();
  const volumeUUID = await volume();
  const policy = await schedule(volumeUUID);
  const dailySchedule = { startTime: '1970-01-01T05:00:00Z', daysInCycle: 1 };
  await send('PUT', policy, { schedulePolicy: { snapshotSchedulePolicy: { dailySchedule } } });
  clock.advance(4 * HOUR);
  expect(await snapshots()).toEqual([]);
  clock.advance(HOUR);
  expect(await snapshots()).toMatchObject([{ creationTime: '2026-11-24T05:00:00.000Z' }]);
  await send('DELETE', `/volumes/${volumeUUID}`);
  expect((await send('GET', policy)).status).toBe(404);
});

test('a snapshot is deleted when its retention is over, and not while a volume is made of it', async () => {
  const { clock, volume, schedule, snapshots, send } = await cluster();
  await schedule(await volume(), '90m');
  clock.advance(HOUR);
  const [first] = await snapshots();
  clock.advance(59 * MINUTE + 57_000);
  expect(await snapshots()).toHaveLength(2);
  const clone = volumeRequest({ sourceSnapshotUUID: first?.UUID });
  expect((await send('POST', '/volumes', clone)).status).toBe(200);
  clock.advance(1000);
  expect(await snapshots()).toHaveLength(2);
  clock.advance(1000);
  expect(await snapshots()).toMatchObject([{ name: 'often-20261124T020000Z' }]);
  clock.advance(2000);
  expect((await send('GET', `${SNAPSHOTS}/${first?.UUID}`)).status).toBe(404);
});

test('a busy volume has its snapshot once it is not busy any more', async () => {
  const { clock, volume, schedule, snapshots, send } = await cluster();
  const volumeUUID = await volume();
  await schedule(volumeUUID);
  clock.advance(30 * MINUTE - 2500);
  const body = { size: '8 gib', projectName: 'default' };
  expect((await send('PUT', `/volumes/${volumeUUID}`, body)).status).toBe(200);
  clock.advance(500);
  expect(await snapshots()).toEqual([]);
  clock.advance(500);
  expect(await snapshots()).toMatchObject([{ creationTime: '2026-11-24T01:00:00.500Z' }]);
});

test('after a restart a schedule goes on, makes up for nothing, and what is over by then is deleted', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'cluster-sim-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const { clock, volume, schedule, snapshots, restart } = await cluster({ dataDir });
  await schedule(await volume(), '4h');
  clock.advance(HOUR);
  expect(await snapshots()).toHaveLength(1);
  await restart(0);
  expect(await snapshots()).toHaveLength(1);
  await restart(2 * HOUR);
  expect(await snapshots()).toHaveLength(1);
  clock.advance(HOUR);
  expect((await snapshots()).map(({ creationTime }) => creationTime.slice(11, 16))).toEqual([
    '01:00',
    '04:00',
  ]);
  await restart(90 * MINUTE);
  expect((await snapshots()).map(({ creationTime }) => creationTime.slice(11, 16))).toEqual([
    '04:00',
  ]);
});

test('however much is due at once, a request waits for 50 snapshots at most, and none is left out', async () => {
  const { clock, send, snapshots } = await cluster({ volumes: 400 });
  const before = (await snapshots()).length;
  const { json } = await send('GET', '/volumes?projectName=default');
  const { volumes } = z
    .object({ volumes: z.array(z.object({ UUID: z.string(), state: z.string() })) })
    .parse(json);
  const some = volumes.filter(({ state }) => state === 'Available').slice(0, 120);
  expect(some).toHaveLength(120);
  for (const { UUID } of some) {
    const body = { name: `of-${UUID}`, resourceUUID: UUID, schedulePolicy: hourly('0s') };
    expect((await send('POST', POLICIES, body)).status).toBe(200);
  }
  clock.advance(HOUR);
  const counts: number[] = [];
  for (let time = 0; time < 4; time += 1) counts.push((await snapshots()).length - before);
  expect(counts).toEqual([50, 100, 120, 120]);
});
