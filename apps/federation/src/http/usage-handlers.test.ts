import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import type { ApiResult } from '@asterism/api-types/client/client';
import {
  HOST_SORT_KEYS,
  type FleetHost,
  type HostSortKey,
} from '@asterism/api-types/fleet-api/fleet-host';
import { createStores } from '../store/stores.ts';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

let fleet: TestFleet;
let api: TestApi;

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 2, volumes: [60, 80], transitionMs: 100 });
  api = await startTestApi(fleet);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});

async function valueOf<T>(answer: Promise<ApiResult<T>>): Promise<T> {
  const result = await answer;
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const volumesOf = async (person: string): Promise<FleetVolumes['volumes']> =>
  (await valueOf(api.as(person).listFleetVolumes({ limit: '200' }))).volumes;
const hostsOf = (person: string, question = {}) =>
  valueOf(api.as(person).listFleetHosts({ limit: '200', ...question }));

const sumOf = (
  volumes: FleetVolumes['volumes'],
  of: (volume: FleetVolumes['volumes'][number]) => bigint,
) => String(volumes.reduce((sum, volume) => sum + of(volume), 0n));
const knows = (host: string) => (volume: FleetVolumes['volumes'][number]) =>
  volume.acl.values.includes(host) || volume.connectedHosts.includes(host);

describe('the hosts of the fleet', () => {
  test('are those that the volumes of all clusters allow or are connected to, counted by them', async () => {
    const volumes = await volumesOf('admin');
    const nqns = new Set(
      volumes.flatMap(({ acl, connectedHosts }) => [...acl.values, ...connectedHosts]),
    );
    nqns.delete('ALLOW_ANY');
    nqns.delete('ALLOW_NONE');
    const { hosts, total, facets } = await hostsOf('admin');
    expect(new Set(hosts.map(({ hostNQN }) => hostNQN))).toEqual(nqns);
    expect(total).toBe(nqns.size);
    for (const host of hosts) {
      const its = volumes.filter(knows(host.hostNQN));
      expect(host.volumes).toBe(its.length);
      expect(host.connectedVolumes).toBe(
        its.filter(({ connectedHosts }) => connectedHosts.includes(host.hostNQN)).length,
      );
      expect(host.capacity).toBe(String(its.reduce((sum, { size }) => sum + BigInt(size), 0n)));
      expect(new Set(host.clusterIds)).toEqual(new Set(its.map(({ clusterId }) => clusterId)));
      expect(host.projects).toEqual([...new Set(its.map((one) => one.projectName))].sort());
    }
    const { connected = 0, allowed = 0 } = facets.connection;
    expect(connected + allowed).toBe(total);
    expect(connected).toBe(hosts.filter(({ connection }) => connection === 'connected').length);
  });

  test('can be searched, filtered by each facet, sorted and paged', async () => {
    const all = await hostsOf('admin', { sort: 'volumes', order: 'desc' });
    const counts = all.hosts.map(({ volumes }) => volumes);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    const valueOfKey: Record<HostSortKey, (host: FleetHost) => string | number> = {
      host: () => '',
      connection: ({ connectedVolumes }) => -connectedVolumes,
      volumes: (host) => host.volumes,
      connectedVolumes: (host) => host.connectedVolumes,
      capacity: ({ capacity }) => Number(capacity),
      clusters: ({ clusterIds }) => clusterIds.length,
      projects: ({ projects }) => projects.length,
      nqn: ({ hostNQN }) => hostNQN,
      namedBy: ({ friendly }) => friendly?.setBy ?? '',
    };
    for (const sort of HOST_SORT_KEYS) {
      const { hosts } = await hostsOf('admin', { sort });
      const values = hosts.map(valueOfKey[sort]);
      expect(values).toEqual(values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
      const turned = await hostsOf('admin', { sort, order: 'desc' });
      expect(turned.hosts).toEqual(hosts.toReversed());
    }
    const page = await hostsOf('admin', {
      sort: 'volumes',
      order: 'desc',
      offset: '2',
      limit: '3',
    });
    expect(page.hosts).toEqual(all.hosts.slice(2, 5));
    for (const filter of ['connection', 'cluster', 'project'] as const) {
      for (const [value, count] of Object.entries(all.facets[filter])) {
        expect((await hostsOf('admin', { [filter]: value })).total).toBe(count);
      }
    }
    const [first] = all.hosts;
    const word = first?.hostNQN.toUpperCase() ?? '';
    expect((await hostsOf('admin', { search: word })).hosts).toContainEqual(first);
    expect((await hostsOf('admin', { search: `${word} no-such` })).total).toBe(0);
  });

  test('are narrowed by a line of conditions, clusters by their names, and a line that is not understood is refused', async () => {
    const { hosts, clusters } = await hostsOf('admin');
    const [cluster] = clusters;
    const expected = (isMeant: (host: (typeof hosts)[number]) => boolean) =>
      hosts.filter(isMeant).map(({ hostNQN }) => hostNQN);
    const found = async (query: string) =>
      (await hostsOf('admin', { query })).hosts.map(({ hostNQN }) => hostNQN);
    const onCluster = `cluster:"${cluster?.name.toUpperCase()}"`;
    expect(await found(`${onCluster} volumes>1`)).toEqual(
      expected((host) => host.volumes > 1 && host.clusterIds.includes(cluster?.clusterId ?? '')),
    );
    expect(await found('-connected>0 -project:default')).toEqual(
      expected((host) => host.connectedVolumes === 0 && !host.projects.includes('default')),
    );
    const [first] = hosts;
    expect(await found(`nqn=${first?.hostNQN.toUpperCase()}`)).toEqual([first?.hostNQN]);
    const { total, facets } = await hostsOf('admin', { query: 'volumes>1' });
    expect((facets.connection['connected'] ?? 0) + (facets.connection['allowed'] ?? 0)).toBe(total);
    const refused = await api.as('admin').listFleetHosts({ query: 'volumes>1 used>80%' });
    expect(refused).toMatchObject({ ok: false, error: { status: 400 } });
    expect(JSON.stringify(refused)).toContain('“used>80%”');
  });

  test('are for a viewer those of their project alone, in every number', async () => {
    const volumes = await volumesOf('viewer');
    const { hosts, facets } = await hostsOf('viewer');
    expect(Object.keys(facets.project)).toEqual(['default']);
    for (const host of hosts) {
      expect(host.volumes).toBe(volumes.filter(knows(host.hostNQN)).length);
      expect(host.projects).toEqual(['default']);
    }
    const seen = new Set(hosts.map(({ hostNQN }) => hostNQN));
    const hidden = (await hostsOf('admin')).hosts.find(({ hostNQN }) => !seen.has(hostNQN));
    const answer = await api.as('viewer').getFleetHost({ hostNQN: hidden?.hostNQN ?? 'nqn:none' });
    expect(answer).toMatchObject({ ok: false, error: { status: 404 } });
    expect((await hostsOf('stranger')).total).toBe(0);
  });

  test('have their volumes on all clusters, which are filtered and sorted as all volumes are', async () => {
    const { hosts } = await hostsOf('admin', { sort: 'volumes', order: 'desc' });
    const host = hosts[0]?.hostNQN ?? '';
    const its = (await volumesOf('admin')).filter(knows(host));
    const related = await valueOf(
      api.as('admin').listRelatedVolumes({ host, sort: 'size', limit: '200' }),
    );
    expect(new Set(related.volumes.map(({ UUID }) => UUID))).toEqual(
      new Set(its.map(({ UUID }) => UUID)),
    );
    const sizes = related.volumes.map(({ size }) => Number(size));
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    const [cluster = '', count] = Object.entries(related.facets.cluster)[0] ?? [];
    const narrowed = await valueOf(api.as('admin').listRelatedVolumes({ host, cluster }));
    expect(narrowed.total).toBe(count);
    const seen = await valueOf(api.as('viewer').listRelatedVolumes({ host, limit: '200' }));
    expect(seen.total).toBe(its.filter(({ projectName }) => projectName === 'default').length);
    expect(await api.as('admin').listRelatedVolumes({})).toMatchObject({
      ok: false,
      error: { status: 400 },
    });
  });

  test('keep the friendly name that a cluster admin gives, by which they are found and sorted', async () => {
    const { hosts } = await hostsOf('admin');
    const hostNQN = hosts.at(-1)?.hostNQN ?? '';
    const asked = { hostNQN, name: 'AAA Database 1' };
    for (const person of ['viewer', 'editor']) {
      const refused = await api.as(person).nameHost(asked);
      expect(refused).toMatchObject({ ok: false, error: { status: 403 } });
    }
    expect(await api.as('admin').nameHost(asked)).toMatchObject({ ok: true });
    const host = await valueOf(api.as('admin').getFleetHost({ hostNQN }));
    expect(host.friendly).toMatchObject({ name: 'AAA Database 1', setBy: 'admin' });
    expect((await hostsOf('admin')).hosts[0]?.hostNQN).toBe(hostNQN);
    expect(
      (await hostsOf('admin', { search: 'database' })).hosts.map((one) => one.hostNQN),
    ).toEqual([hostNQN]);
    for (const name of [' padded', 'x'.repeat(101)]) {
      const refused = await api.as('admin').nameHost({ hostNQN, name });
      expect(refused).toMatchObject({ ok: false, error: { status: 400 } });
    }
    await api.as('admin').nameHost({ hostNQN, name: '' });
    expect((await valueOf(api.as('admin').getFleetHost({ hostNQN }))).friendly).toBeUndefined();
  });

  test('are found with those first whose name or NQN fits best, page by page', async () => {
    const { hosts } = await hostsOf('admin');
    const nqns = hosts.slice(0, 4).map(({ hostNQN }) => hostNQN);
    const [first = ''] = nqns;
    const given = ['b ledger', `a-preledger ${first}`, 'ledger-2', 'Ledger'];
    const nameAll = (names: readonly string[]) =>
      Promise.all(
        nqns.map((hostNQN, at) => api.as('admin').nameHost({ hostNQN, name: names[at] ?? '' })),
      );
    await nameAll(given);
    const found = async (question: object) =>
      (await hostsOf('admin', { best: 'name', ...question })).hosts.map(
        ({ friendly, hostNQN }) => friendly?.name ?? hostNQN,
      );
    const byFit = ['Ledger', 'ledger-2', 'b ledger', `a-preledger ${first}`];
    expect(await found({ search: 'ledger' })).toEqual(byFit);
    expect(await found({ search: 'ledger', offset: '1', limit: '2' })).toEqual(byFit.slice(1, 3));
    expect(await found({ search: first })).toEqual(['b ledger', `a-preledger ${first}`]);
    await nameAll([]);
  });

  test('that a change of an ACL brings or takes are there at once', async () => {
    const [volume] = await volumesOf('admin');
    const hostNQN = 'nqn.2026-01.io.example:newcomer';
    const { UUID = '' } = volume ?? {};
    const setAcl = async (values: readonly string[]) => {
      const now = await valueOf(api.as('admin').getVolume({ UUID }));
      const acl = { values: [...values] };
      await valueOf(api.as('admin').updateVolume({ UUID, acl }, { ifMatch: now.ETag }));
    };
    await setAcl([hostNQN]);
    expect((await valueOf(api.as('admin').getFleetHost({ hostNQN }))).volumes).toBe(1);
    await expect
      .poll(async () => (await valueOf(api.as('admin').getVolume({ UUID }))).state)
      .toBe('Available');
    await setAcl(['ALLOW_NONE']);
    expect(await api.as('admin').getFleetHost({ hostNQN })).toMatchObject({
      ok: false,
      error: { status: 404 },
    });
  });
});

describe('the usage of the fleet', () => {
  test('by project is what the volumes that one may see add up to', async () => {
    const volumes = await volumesOf('admin');
    const { projects } = await valueOf(api.as('admin').listProjectUsage({}));
    for (const project of projects) {
      const its = volumes.filter(({ projectName }) => projectName === project.name);
      expect(project.volumes).toBe(its.length);
      expect(project.size).toBe(sumOf(its, ({ size }) => BigInt(size)));
      expect(project.provisioned).toBe(
        sumOf(its, ({ size, replicaCount }) => BigInt(size) * BigInt(replicaCount)),
      );
      expect(project.used).toBe(
        sumOf(its, ({ statistics }) => BigInt(statistics.logicalUsedStorage)),
      );
    }
    expect(projects.reduce((sum, one) => sum + one.volumes, 0)).toBe(volumes.length);
    const seen = await valueOf(api.as('viewer').listProjectUsage({}));
    expect(seen.projects.map(({ name }) => name)).toEqual(['default']);
    expect(seen.projects[0]?.volumes).toBe((await volumesOf('viewer')).length);
  });

  test('of one project has its clusters, hosts and policies, and shows all its people to cluster admins alone', async () => {
    const its = (await volumesOf('admin')).filter(({ projectName }) => projectName === 'default');
    const { users } = createStores(fleet.database.orm);
    for (const [name, role] of [
      ['viewer', 'default:viewer'],
      ['mallory', 'default:admin'],
      ['eve', 'other:admin'],
    ] as const) {
      await users.add({ name, passwordHash: 'x', roles: [role] });
    }
    const admins = await valueOf(api.as('admin').getProjectUsage({ projectName: 'default' }));
    expect(admins.byCluster.reduce((sum, one) => sum + one.volumes, 0)).toBe(its.length);
    expect(admins.policies).toEqual(
      Object.entries(Object.groupBy(its, ({ qosPolicyName }) => qosPolicyName))
        .filter(([name]) => name !== '')
        .map(([name, all = []]) => ({ name, volumes: all.length }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    );
    expect(admins.people.map(({ name }) => name)).toEqual(['mallory', 'viewer']);
    const viewers = await valueOf(api.as('viewer').getProjectUsage({ projectName: 'default' }));
    expect(viewers.people).toEqual([
      { name: 'viewer', roles: ['default:viewer'], disabled: false },
    ]);
    expect(viewers.hosts).toBe(admins.hosts);
    for (const [person, projectName] of [
      ['stranger', 'default'],
      ['admin', 'no-such-project'],
    ] as const) {
      const refused = await api.as(person).getProjectUsage({ projectName });
      expect(refused).toMatchObject({ ok: false, error: { status: 404 } });
    }
  });

  test('by QoS policy and by node is for cluster admins, and counts the volumes of each', async () => {
    const volumes = await volumesOf('admin');
    const { policies } = await valueOf(api.as('admin').listPolicyUsage({}));
    expect(policies.length).toBeGreaterThan(0);
    for (const { name, onClusters, volumes: count, differs } of policies) {
      const its = volumes.filter(({ qosPolicyName }) => qosPolicyName === name);
      expect(count).toBe(its.length);
      expect(differs).toBe(false);
      for (const { clusterId, volumes: there } of onClusters) {
        expect(there).toBe(its.filter((volume) => volume.clusterId === clusterId).length);
      }
    }
    const { nodes } = await valueOf(api.as('admin').listNodeUsage({}));
    for (const node of nodes) {
      const its = volumes.filter(({ nodeList }) => nodeList.includes(node.UUID));
      expect(node.volumes).toBe(its.length);
      expect(node.size).toBe(sumOf(its, ({ size }) => BigInt(size)));
      const primaries = volumes.filter(({ primaryNodeUUID }) => primaryNodeUUID === node.UUID);
      expect(node.primaries).toBe(primaries.length);
      const listed = async (person: string, relation: object): Promise<string[]> => {
        const question = { limit: '200', ...relation };
        const answer = await valueOf(api.as(person).listRelatedVolumes(question));
        expect(answer.total).toBe(answer.volumes.length);
        return answer.volumes.map(({ UUID }) => UUID).toSorted();
      };
      const uuidsOf = (some: typeof volumes) => some.map(({ UUID }) => UUID).toSorted();
      expect(await listed('admin', { node: node.UUID })).toEqual(uuidsOf(its));
      expect(await listed('admin', { primaryNode: node.UUID })).toEqual(uuidsOf(primaries));
      expect(await listed('viewer', { primaryNode: node.UUID })).toEqual(
        uuidsOf(primaries.filter(({ projectName }) => projectName === 'default')),
      );
      const isWell = ({ protectionState }: (typeof volumes)[number]) =>
        protectionState === 'FullyProtected' || protectionState === 'Unknown';
      const there = its.filter(({ protectionState }) => protectionState !== 'NotAvailable');
      const others = there.filter(({ nodeList }) => nodeList.length > 1);
      expect(node.ifItGoes).toEqual({
        unavailable: there.length - others.length,
        degraded: others.filter(isWell).length,
        endangered: others.filter((volume) => !isWell(volume)).length,
      });
    }
    expect(
      await api.as('admin').listRelatedVolumes({ host: 'a', node: nodes[0]?.UUID ?? '' }),
    ).toMatchObject({ ok: false, error: { status: 400 } });
    expect(nodes.reduce((sum, { primaries }) => sum + primaries, 0)).toBe(volumes.length);
    for (const answer of [
      await api.as('editor').listPolicyUsage({}),
      await api.as('editor').listNodeUsage({}),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { status: 403 } });
    }
  });
});

describe('what was made of a volume', () => {
  test('is its snapshots that are there to stay, and their clones, for whoever may see it', async () => {
    const projectName = 'default';
    const volume = (await volumesOf('viewer')).find(({ state }) => state === 'Available');
    const { UUID = '', size = '', clusterId = '' } = volume ?? {};
    const dependents = () => api.as('viewer').getVolumeDependents({ UUID });
    await expect.poll(async () => (await valueOf(dependents())).snapshots).toBeDefined();
    const { snapshots: before } = await valueOf(dependents());
    const editor = api.as('editor');
    const kept = await valueOf(
      editor.createSnapshot({ projectName, name: 'kept', sourceVolumeUUID: UUID }),
    );
    const which = { projectName, UUID: kept.UUID };
    const isAvailable = { ok: true, value: { state: 'Available' } };
    await expect.poll(() => editor.getSnapshot(which)).toMatchObject(isAvailable);
    await valueOf(
      editor.createVolume({
        name: 'clone-of-kept',
        projectName,
        size,
        replicaCount: 1,
        acl: { values: ['ALLOW_NONE'] },
        sourceSnapshotUUID: kept.UUID,
      }),
    );
    expect(await valueOf(dependents())).toMatchObject({
      snapshots: { total: (before?.total ?? 0) + 1, newest: kept.creationTime },
      clones: { total: 1, named: [{ name: 'clone-of-kept' }] },
      clusters: [{ clusterId, status: 'Connected' }],
    });
    const others = await api.as('stranger').getVolumeDependents({ UUID });
    expect(others).toMatchObject({ ok: false, error: { status: 404 } });
    await expect.poll(() => editor.deleteSnapshot(which)).toMatchObject({ ok: true });
    expect(await valueOf(dependents())).toMatchObject({
      snapshots: { total: before?.total },
      clones: { total: 0 },
    });
  });
});
