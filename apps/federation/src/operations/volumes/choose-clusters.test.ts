import { afterAll, beforeAll, expect, test } from 'vitest';
import { rankPlacements, type PlacementCluster } from '@asterism/api-types/rules/placement';
import { formatBytes } from '@asterism/api-types/rules/size';
import * as fc from 'fast-check';
import { clusterInfo } from '@asterism/api-types/cluster-api/cluster-info';
import { listFleetClusters } from '../clusters/describe-cluster.ts';
import { chooseClusters } from './choose-clusters.ts';
import { startTestApi, type TestApi } from '../../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../../test-support/test-fleet.ts';

let fleet: TestFleet;
let api: TestApi;

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 2, volumes: [6, 3] });
  api = await startTestApi(fleet);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});

const volume = { replicaCount: 3, projectName: 'default' };
const create = (name: string, size: string) =>
  api.as('admin').createVolume({ ...volume, name, size, acl: { values: ['ALLOW_ANY'] } });

/** The clusters as the fleet API shows them, to which the console's preview applies the rule. */
async function shownClusters(): Promise<PlacementCluster[]> {
  const [clusters, projects, policies] = await Promise.all([
    api.as('admin').listFleetClusters({}),
    api.as('admin').listFleetProjects({}),
    api.as('admin').listFleetPolicies({}),
  ]);
  if (!clusters.ok || !projects.ok || !policies.ok) throw new Error('the fleet cannot be read');
  const namesOn = (all: readonly { name: string; clusterIds: string[] }[], id: string) =>
    all.filter(({ clusterIds }) => clusterIds.includes(id)).map(({ name }) => name);
  return clusters.value.clusters.map((cluster) =>
    Object.assign(cluster, {
      projects: namesOn(projects.value.projects, cluster.id),
      policies: namesOn(policies.value.policies, cluster.id),
    }),
  );
}
const wanted = (size: bigint) => ({ ...volume, size, qosPolicyName: '' });

test('a volume goes where the rule places it by what the fleet API shows', async () => {
  const [best] = rankPlacements(await shownClusters(), wanted(1024n ** 3n));
  const created = await create('placed', '1 GiB');
  expect(created).toMatchObject({ ok: true, value: { clusterId: best?.cluster.id } });
});

test('a volume that fits nowhere is refused with what each cluster has and what is needed', async () => {
  const refused = await create('too-large', '900 PiB');
  expect(refused).toMatchObject({ ok: false, error: { status: 503 } });
  const placements = rankPlacements(await shownClusters(), wanted(900n * 1024n ** 5n));
  expect(placements.map(({ obstacles }) => obstacles)).toMatchObject([
    [{ kind: 'notEnoughSpace' }],
    [{ kind: 'notEnoughSpace' }],
  ]);
  const message = refused.ok ? '' : refused.error.message;
  for (const { name, statistics } of await shownClusters()) {
    const free = formatBytes(statistics?.estimatedFreeLogicalStorage ?? '');
    expect(message).toContain(`${name} has ${free} free, the volume needs 2700 PiB for 3 copies`);
  }
});

test('a project that no cluster has is a mistake of the request', async () => {
  const refused = await api.as('admin').createVolume({
    ...volume,
    projectName: 'nowhere',
    name: 'lost',
    size: '1 GiB',
    acl: { values: ['ALLOW_ANY'] },
  });
  expect(refused).toMatchObject({
    ok: false,
    error: { status: 400, message: 'projectName: no attached cluster has a project "nowhere"' },
  });
});

test('for any fleet and volume, the federation takes the clusters that the preview ranks first, in its order', () => {
  const bytes = fc.bigInt({ min: 0n, max: 2n ** 50n });
  const facts = fc.record({
    effective: bytes,
    free: bytes,
    provisioned: bytes,
    replicas: fc.integer({ min: 1, max: 3 }),
    status: fc.constantFrom('Connected' as const, 'Connected' as const, 'Disconnected' as const),
  });
  const fleets = fc.array(facts, { minLength: 2, maxLength: 5 });
  const [template] = fleet.clusters;
  if (template === undefined) throw new Error('the fleet is empty');

  fc.assert(
    fc.property(fleets, bytes, fc.integer({ min: 1, max: 3 }), (all, size, replicaCount) => {
      const known = all.map((one, n) => ({
        facts: one,
        attached: { ...template, id: `c-${n}`, name: `cluster-${n % 3}`, status: one.status },
      }));
      const of = (id: string) => known.find(({ attached }) => attached.id === id);
      const monitor = {
        ...fleet.monitor,
        clusters: () => known.map(({ attached }) => attached),
        cluster: (id: string) => of(id)?.attached,
        snapshot: (id: string) => ({
          ...fleet.monitor.snapshot('none'),
          info: clusterInfo.parse({
            UUID: template.id,
            currentMaxReplicas: of(id)?.facts.replicas,
            statistics: {
              effectivePhysicalStorage: String(of(id)?.facts.effective),
              estimatedFreeLogicalStorage: String(of(id)?.facts.free),
            },
          }),
        }),
      };
      const inventory = {
        ...fleet.inventory,
        totals: (id: string) => ({
          ...fleet.inventory.totals('none'),
          provisioned: of(id)?.facts.provisioned ?? 0n,
        }),
      };
      const asked = { name: 'v', size: `${size + 4096n}`, replicaCount, projectName: 'default' };
      const request = { ...asked, acl: { values: ['ALLOW_ANY'] }, labels: [] };
      const chosen = chooseClusters({ monitor, inventory }, request, []);

      const shown = listFleetClusters({ monitor, inventory }).map((cluster) =>
        Object.assign(cluster, { projects: [], policies: [] }),
      );
      const needed = ((size + 4096n + 4095n) / 4096n) * 4096n;
      const fitting = rankPlacements(shown, { ...wanted(needed), replicaCount })
        .filter(({ obstacles }) => obstacles.length === 0)
        .map(({ cluster }) => cluster.id);
      expect(chosen.ok ? chosen.value.map(({ id }) => id) : []).toEqual(fitting);
    }),
  );
});
