import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import {
  endlessVolumes,
  startHostileFront,
  type HostileFront,
} from '../test-support/hostile-front.ts';
import { startTestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';

const OWN_VOLUMES = 6;
const OTHERS_VOLUMES = 4;
const MEGABYTES = 'x'.repeat(6 * 1024 * 1024);

let fleet: TestFleet;
let api: Awaited<ReturnType<typeof startTestApi>>;
let front: HostileFront;
let hostile: string;
let other: string;

beforeAll(async () => {
  let isFirst = true;
  fleet = await startTestFleet({
    clusters: 2,
    volumes: [OWN_VOLUMES, OTHERS_VOLUMES],
    limits: { volumes: 3_000 },
    async reachedAt({ apiEndpoint, fingerprint256 }) {
      if (!isFirst) return { endpoint: apiEndpoint, fingerprint: fingerprint256 };
      isFirst = false;
      front = await startHostileFront(apiEndpoint);
      return front;
    },
  });
  api = await startTestApi(fleet);
  [hostile = '', other = ''] = fleet.clusters.map(({ id }) => id);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
  await front.close();
});

async function clusterOf(clusterId: string): Promise<FleetCluster> {
  const answer = await api.as('admin').getFleetCluster({ clusterId });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

/** All that a person sees is served, and the other cluster is as it was. */
async function othersAreServed(): Promise<void> {
  const admin = api.as('admin');
  const [volumes, nodes, projects, policies, clusters, ofOther, fleetVolumes] = await Promise.all([
    admin.listVolumes({}),
    admin.listNodes({}),
    admin.listProjects({}),
    admin.listPolicies({}),
    admin.listFleetClusters({}),
    clusterOf(other),
    admin.listFleetVolumes({ cluster: other }),
  ]);
  expect([volumes.ok, nodes.ok, projects.ok, policies.ok, clusters.ok]).not.toContain(false);
  expect(ofOther).toMatchObject({ status: 'Connected', error: '', unreadable: [] });
  expect(fleetVolumes.ok && fleetVolumes.value.total).toBe(OTHERS_VOLUMES);
}

/** Also its volumes have to be its own: a walk that was going on may have taken pages from before and after. */
const untilWell = () =>
  expect
    .poll(() => clusterOf(hostile))
    .toMatchObject({ status: 'Connected', error: '', volumes: OWN_VOLUMES });

beforeEach(async () => {
  front.behave();
  await untilWell();
});

describe('a cluster that sends invalid data is marked, the others are served, and it is well again when it behaves', () => {
  const rows = (n: number) => Array.from({ length: n }, (_, at) => ({ UUID: uuidOf(at) }));

  test.each<[string, string, Parameters<HostileFront['answer']>[1], string, string]>([
    ['a page of HTML for itself', 'cluster', '<html>', 'no JSON', 'Disconnected'],
    ['nothing for itself', 'cluster', '', 'no JSON', 'Disconnected'],
    [
      'a name of 6 MB for itself',
      'cluster',
      (response) => response.end(JSON.stringify({ UUID: hostile, clusterName: MEGABYTES })),
      'more than 4194304 bytes in one answer',
      'Disconnected',
    ],
    [
      'volumes without end',
      'volumes',
      endlessVolumes(1000, 100),
      'more than 3000 volumes',
      'Disconnected',
    ],
    [
      'the same volumes for ever',
      'volumes',
      JSON.stringify({ volumes: rows(3) }),
      'it lists the same volumes again and again',
      'Disconnected',
    ],
    [
      'a page without end',
      'volumes',
      (response) => {
        const write = (): void => {
          while (!response.destroyed && response.write(MEGABYTES));
        };
        response.on('drain', write);
        write();
      },
      'more than 8388608 bytes in one answer',
      'Disconnected',
    ],
    [
      '6,000 nodes',
      'nodes',
      JSON.stringify({ nodes: rows(6000) }),
      'more than 256 nodes in one answer',
      'Connected',
    ],
    ['a list in a list in a list of projects', 'projects', '['.repeat(9000), 'deep', 'Connected'],
  ])('%s', async (_what, path, answer, reason, status) => {
    const before = await clusterOf(hostile);
    front.answer(path, answer);
    await expect
      .poll(async () => {
        const { status: now, error, invalidDataSince = '' } = await clusterOf(hostile);
        return `${now} since ${invalidDataSince.slice(0, 2)}: ${error}`;
      })
      .toMatch(new RegExp(`^${status} since 20: sends invalid data: `));
    const marked = await clusterOf(hostile);
    expect(marked.error).toContain(reason);
    expect(marked.volumes).toBe(OWN_VOLUMES);
    expect(marked.nodes).toEqual(before.nodes);
    await othersAreServed();
    const asViewer = await api.as('viewer').listFleetVolumes({});
    expect(
      asViewer.ok && asViewer.value.clusters.find((one) => one.clusterId === hostile),
    ).toMatchObject({ error: 'the cluster sends invalid data' });
    front.behave();
    await untilWell();
    expect((await clusterOf(hostile)).invalidDataSince).toBeUndefined();
  });
});

describe('a row that cannot be read is left out, counted and shown', () => {
  test('of volumes, of nodes and of snapshots', async () => {
    const bad = { UUID: uuidOf(7), name: MEGABYTES };
    front.answer('volumes', (response, url) => {
      const isFirst = url.searchParams.get('offsetUUID') === null;
      response.end(JSON.stringify({ volumes: isFirst ? [volumeOf(1), bad, volumeOf(9)] : [] }));
    });
    front.answer(
      'nodes',
      JSON.stringify({ nodes: [{ UUID: uuidOf(1), name: 'n1' }, { name: 2 }] }),
    );
    front.answer('projects/default/snapshots', JSON.stringify({ snapshots: [{ UUID: '<b>' }] }));
    const firstFault = `${uuidOf(7)}: name has or is more than 253`;
    await expect
      .poll(() => clusterOf(hostile))
      .toMatchObject({ volumes: 2, nodes: [{ name: 'n1' }] });
    const snapshots = await api.as('admin').listSnapshots({ projectName: 'default' });
    expect(snapshots.ok).toBe(true);
    const marked = await clusterOf(hostile);
    expect(marked).toMatchObject({ status: 'Connected', error: '' });
    expect(marked.unreadable).toEqual(
      expect.arrayContaining([
        { list: 'volumes', rows: 1, firstFault },
        {
          list: 'nodes',
          rows: 1,
          firstFault: 'one without a UUID: name is not of the type string',
        },
        { list: 'snapshots', rows: 1, firstFault: 'one without a UUID: UUID must be a valid UUID' },
      ]),
    );
    await othersAreServed();
    const asViewer = await api.as('viewer').listFleetVolumes({});
    const seen = asViewer.ok ? asViewer.value.clusters : [];
    expect(seen.find((one) => one.clusterId === hostile)?.unreadable).toContainEqual({
      list: 'volumes',
      rows: 1,
      firstFault: '',
    });
    front.behave();
    await expect.poll(async () => (await clusterOf(hostile)).volumes).toBe(OWN_VOLUMES);
    await api.as('admin').listSnapshots({ projectName: 'default' });
    await expect.poll(async () => (await clusterOf(hostile)).unreadable).toEqual([]);
  });
});
