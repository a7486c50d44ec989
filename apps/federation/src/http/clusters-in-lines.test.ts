import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

let fleet: TestFleet;
let api: TestApi;

beforeAll(async () => {
  fleet = await startTestFleet({
    clusters: 4,
    volumes: [3, 4, 5, 6],
    names: ['lb-1', 'lb-01', 'lb-east', 'lb-east'],
  });
  api = await startTestApi(fleet);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});

const idAt = (index: number): string => fleet.clusters[index]?.id ?? '';

/** What a line finds: how many volumes of which clusters, of all and of those of a node. */
async function found(query: string): Promise<Readonly<Record<string, number>>> {
  const client = api.as('admin');
  const all = await client.listFleetVolumes({ query, limit: '1' });
  if (!all.ok) throw new Error(all.error.message);
  const { cluster } = all.value.facets;
  for (const { id } of fleet.clusters) {
    for (const { UUID: node } of fleet.monitor.snapshot(id).nodes) {
      const ofNode = await client.listRelatedVolumes({ node, query, limit: '1' });
      if (!ofNode.ok) throw new Error(ofNode.error.message);
      expect(Object.keys(cluster)).toEqual(
        expect.arrayContaining(Object.keys(ofNode.value.facets.cluster)),
      );
    }
  }
  return cluster;
}

test('a line means the cluster of exactly that name, not one that is sorted beside it', async () => {
  expect(await found('cluster:lb-1')).toEqual({ [idAt(0)]: 3 });
  expect(await found('cluster:LB-01')).toEqual({ [idAt(1)]: 4 });
  expect(await found('-cluster:lb-1 -cluster:lb-east')).toEqual({ [idAt(1)]: 4 });
  expect(await found('cluster:lb-001')).toEqual({});
});

test('of clusters with one name a line means all, and each as it is shown or by its UUID', async () => {
  const east = { [idAt(2)]: 5, [idAt(3)]: 6 };
  expect(await found('cluster:lb-east')).toEqual(east);
  for (const index of [2, 3]) {
    const id = idAt(index);
    const only = { [id]: east[id] };
    expect(await found(`cluster:"lb-east (${id.slice(0, 4)})"`)).toEqual(only);
    expect(await found(`cluster:${id.toUpperCase()}`)).toEqual(only);
  }
});
