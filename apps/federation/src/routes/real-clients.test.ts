import { afterAll, beforeAll, expect, test } from 'vitest';
import { playCinder } from '../../../../e2e/conformance/clients/cinder.ts';
import { playProxmox } from '../../../../e2e/conformance/clients/proxmox.ts';
import type { ClientTarget } from '../../../../e2e/conformance/clients/script.ts';
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
const as = (token: string, project = 'default'): ClientTarget => ({
  baseUrl: api.url,
  headers: { authorization: `Bearer ${token}` },
  project,
  fetch,
});
const leftovers = () =>
  fleet.clusters.flatMap(({ id }) =>
    [...fleet.inventory.volumesOf(id)].filter(({ name }) =>
      /^(volume-\w{8}-|clone-|vm-100-)/.test(name),
    ),
  );

test.each(['editor', 'admin'])(
  "OpenStack Cinder's driver works on a fleet as it is, for the %s of its project",
  async (person) => {
    const exchanges = await playCinder(as(person));
    expect(exchanges.find(({ does }) => does === 'clone the snapshot')).toMatchObject({
      status: 200,
    });
    expect(
      exchanges.some(
        ({ does, status }) => does === 'wait for the end of the volume' && status === 404,
      ),
    ).toBe(true);
    expect(leftovers()).toEqual([]);
  },
);

test('the Proxmox plugin works on a fleet as it is', async () => {
  const exchanges = await playProxmox(as('admin'));
  expect(exchanges.find(({ does }) => does === 'roll back')).toMatchObject({ status: 200 });
  expect(leftovers()).toEqual([]);
});

test.each([
  ['viewer', 'default'],
  ['stranger', 'default'],
  ['editor', 'elsewhere'],
])('a %s gets no further in the project %s than a read', async (person, project) => {
  await expect(playCinder(as(person, project))).rejects.toThrow(/answered 403/);
  await expect(playProxmox(as(person, project))).rejects.toThrow(/answered 403/);
});
