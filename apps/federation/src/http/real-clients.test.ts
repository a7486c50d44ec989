import { afterAll, beforeAll, expect, test } from 'vitest';
import { CINDER, PROXMOX } from '../../../../e2e/conformance/clients/client-reads.ts';
import { readRecording } from '../../../../e2e/conformance/clients/recording.ts';
import { replay, type ReplayTarget } from '../../../../e2e/conformance/clients/replay.ts';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

let fleet: TestFleet;
let api: TestApi;

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 3, volumes: 20, transitionMs: 200 });
  api = await startTestApi(fleet);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});

/** The fleet, as it is for somebody with this token. */
const as = (token: string, project = 'default'): ReplayTarget => ({
  baseUrl: api.url,
  token,
  project,
});
const replayCinder = (target: ReplayTarget) => replay(readRecording('cinder'), CINDER, target);
const replayProxmox = (target: ReplayTarget) => replay(readRecording('proxmox'), PROXMOX, target);
const leftovers = () =>
  fleet.clusters.flatMap(({ id }) =>
    [...fleet.inventory.volumesOf(id)].filter(({ name }) => /^(volume-\w{8}-|vm-101-)/.test(name)),
  );

test.each(['editor', 'admin'])(
  "OpenStack Cinder's driver works on a fleet as it is, for the %s of its project",
  async (person) => {
    await replayCinder(as(person));
    await expect.poll(leftovers).toEqual([]);
  },
);

test('the Proxmox plugin works on a fleet as it is', async () => {
  await replayProxmox(as('admin'));
  await expect.poll(leftovers).toEqual([]);
});

test.each([
  ['viewer', 'default'],
  ['stranger', 'default'],
  ['editor', 'elsewhere'],
])('a %s gets no further in the project %s than a read', async (person, project) => {
  await expect(replayCinder(as(person, project))).rejects.toThrow(/answered 403/);
  await expect(replayProxmox(as(person, project))).rejects.toThrow(/answered 403/);
});
