import { afterAll, beforeAll, expect, test } from 'vitest';
import { rankPlacements, type PlacementCluster } from '@asterism/api-types/rules/placement';
import { formatBytes } from '@asterism/api-types/rules/size';
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
