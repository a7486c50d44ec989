import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiResult } from '@asterism/api-types/client/client';
import type { FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import { LENS_GROUPS, LOSS_EFFECTS } from '@asterism/api-types/rules/domain-loss';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

let fleet: TestFleet;
let api: TestApi;

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 2, volumes: 80 });
  api = await startTestApi(fleet);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});

const clusterId = (index = 0) => fleet.clusters[index]?.id ?? '';

async function valueOf<T>(answer: Promise<ApiResult<T>>): Promise<T> {
  const result = await answer;
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const lensOf = (domain: string, index = 0) =>
  valueOf(api.as('admin').getDomainLens({ clusterId: clusterId(index), domain }));
const volumesIn = async (group: (typeof LENS_GROUPS)[number], domain = ''): Promise<FleetVolumes> =>
  valueOf(
    api.as('admin').listDomainLensVolumes({ clusterId: clusterId(), domain, group, limit: '200' }),
  );

test('each figure of the lens leads to exactly the volumes that it counts', async () => {
  const nodes = fleet.monitor.snapshot(clusterId()).nodes;
  const lostNode = nodes.find(({ failureDomains }) => failureDomains.includes('rack-2'));
  const lens = await lensOf('rack-2');
  expect(lens).toMatchObject({ domains: ['rack-2'], unknownDomains: [] });
  for (const group of LENS_GROUPS) {
    const { total, volumes } = await volumesIn(group, 'rack-2');
    expect([group, total]).toEqual([group, lens.volumes[group]]);
    expect(volumes).toHaveLength(total);
  }
  const { volumes: unavailable } = await volumesIn('unavailable', 'rack-2');
  expect(unavailable.length).toBeGreaterThan(0);
  for (const { nodeList } of unavailable) expect(nodeList).toEqual([lostNode?.UUID]);
  const { volumes: degraded } = await volumesIn('degraded', 'rack-2');
  expect(degraded.length).toBeGreaterThan(0);
  for (const { nodeList, clusterId: its } of degraded) {
    expect(nodeList).toContain(lostNode?.UUID);
    expect(nodeList.length).toBeGreaterThan(1);
    expect(its).toBe(clusterId());
  }
});

test('a domain whose only replicas are there cannot go, and the reason counts the volumes', async () => {
  const { canGo, reasons, volumes } = await lensOf('rack-2');
  expect(canGo).toBe(false);
  expect(reasons[0]).toEqual({
    kind: 'unavailable',
    forbids: true,
    volumes: volumes['unavailable'],
  });
});

test('all domains together leave nothing available that is so now, and none takes nothing', async () => {
  const all = await lensOf('rack-1,rack-2,rack-3');
  expect(all.volumes).toMatchObject({ degraded: 0, endangered: 0 });
  const none = await lensOf('');
  for (const effect of LOSS_EFFECTS) expect(none.volumes[effect]).toBe(0);
  expect(none).toMatchObject({ domains: [], reasons: [] });
  expect(none.canGo).toBeUndefined();
});

test('a domain that is away makes another one worth more, and its nodes are named', async () => {
  const before = await lensOf('rack-2', 1);
  const apiEndpoint = fleet.clusters[1]?.apiEndpoints[0] ?? '';
  await fleet.control('node-away', { apiEndpoint, failureDomain: 'rack-1', isAway: true });
  await expect
    .poll(async () => (await lensOf('rack-2', 1)).volumes['unavailable'])
    .toBeGreaterThan(before.volumes['unavailable'] ?? 0);
  const { reasons } = await lensOf('rack-2', 1);
  const names = fleet.monitor
    .snapshot(clusterId(1))
    .nodes.filter(({ failureDomains }) => failureDomains.includes('rack-1'))
    .map(({ name }) => name);
  expect(reasons).toContainEqual({ kind: 'nodesAway', forbids: false, names });
  const gone = await lensOf('rack-1', 1);
  for (const effect of ['unavailable', 'endangered', 'degraded'] as const) {
    expect(gone.volumes[effect]).toBe(0);
  }
});

test('a domain that the cluster does not have is said to be unknown', async () => {
  expect(await lensOf('rack-9,rack-2')).toMatchObject({
    domains: ['rack-2'],
    unknownDomains: ['rack-9'],
  });
});

test('the lens is for cluster admins, and not found for a cluster that is not attached', async () => {
  const unknown = { clusterId: '7f0c1a52-0000-4000-8000-00000000dead', domain: 'rack-1' };
  for (const person of ['viewer', 'editor']) {
    const asked = { clusterId: clusterId(), domain: 'rack-1' };
    const refused = { error: { status: 403 } };
    expect(await api.as(person).getDomainLens(asked)).toMatchObject(refused);
    expect(
      await api.as(person).listDomainLensVolumes({ ...asked, group: 'sharing' }),
    ).toMatchObject(refused);
  }
  const notFound = { error: { status: 404 } };
  expect(await api.as('admin').getDomainLens(unknown)).toMatchObject(notFound);
  expect(
    await api.as('admin').listDomainLensVolumes({ ...unknown, group: 'degraded' }),
  ).toMatchObject(notFound);
});
