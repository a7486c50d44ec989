import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationInput } from '@asterism/api-types/common/operation';
import type { volumeOperations } from '@asterism/api-types/cluster-api/volume-operations';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

type Create = OperationInput<(typeof volumeOperations)['createVolume']>;

let fleet: TestFleet;
let api: TestApi;
let clusterId: string;

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 1, volumes: 30 });
  api = await startTestApi(fleet);
  clusterId = fleet.clusters[0]?.id ?? '';
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});

const onCluster = (value: string): Pick<Create, 'placementRestrictions'> => ({
  placementRestrictions: [{ labelValueKeyPairs: [{ key: 'ClusterID', value }] }],
});

/** The error by which the creation of a volume with these fields is refused. */
async function refusalOf(facts: Partial<Create>) {
  const answer = await api.as('admin').createVolume({
    name: 'refused',
    size: '1 GiB',
    replicaCount: 1,
    acl: { values: ['ALLOW_ANY'] },
    projectName: 'default',
    ...facts,
  });
  if (answer.ok) throw new Error('the volume was created');
  return answer.error;
}

test.each([
  ['cannot be read', { replicaCount: 9 }, 'replicaCount'],
  [
    'the federation refuses',
    onCluster('7f0c1a52-0000-4000-8000-00000000dead'),
    'placementRestrictions',
  ],
] as const)(
  'a request that %s is answered with the field in the details',
  async (_, facts, field) => {
    expect(await refusalOf(facts)).toMatchObject({ status: 400, violations: [{ field }] });
  },
);

test('a request that its cluster refuses is answered in the words of the cluster, with the field in the details', async () => {
  const refused = await refusalOf({ size: '900 PiB', ...onCluster(clusterId) });
  expect(refused).toMatchObject({ status: 429, code: 8, violations: [{ field: 'size' }] });
  const description = refused.violations?.[0]?.description;
  expect(description).toMatch(/^900 PiB with all replicas do not fit, .* are left$/);
  expect(refused.message).toBe(`${fleet.clusters[0]?.name}: size: ${description}`);
});

test('a new name that is taken is refused at the field that gives it, in the same words as before', async () => {
  const listed = await api.as('admin').listVolumes({ projectName: 'default', limit: '2' });
  const [volume, other] = listed.ok ? listed.value.volumes : [];
  const rename = { UUID: volume?.UUID ?? '', newName: other?.name };
  const answer = await api.as('admin').updateVolume(rename);
  expect(answer).toMatchObject({
    ok: false,
    error: { status: 409, code: 6, violations: [{ field: 'newName' }] },
  });
  expect(answer.ok || answer.error.message).toMatch(/^name: a volume ".*" already exists in /);
});
