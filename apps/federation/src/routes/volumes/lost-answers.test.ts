import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLossyFront, type LossyFront } from '../../test-support/lossy-front.ts';
import { startTestApi, type TestApi } from '../../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../../test-support/test-fleet.ts';

let front: LossyFront;
let fleet: TestFleet;
let api: TestApi;

beforeAll(async () => {
  fleet = await startTestFleet({
    clusters: 1,
    transitionMs: 50,
    async reachedAt(info) {
      front = await startLossyFront(info.apiEndpoint);
      return front;
    },
  });
  api = await startTestApi(fleet);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
  await front.close();
});

const create = (name: string, size = '1 GiB') =>
  api.as('admin').createVolume({
    name,
    size,
    replicaCount: 1,
    acl: { values: ['ALLOW_ANY'] },
    projectName: 'default',
  });
const available = async (name: string): Promise<string> => {
  const created = await create(name);
  if (!created.ok) throw new Error(created.error.message);
  const { UUID } = created.value;
  await expect
    .poll(async () => api.as('admin').getVolume({ UUID }))
    .toMatchObject({ value: { state: 'Available' } });
  return UUID;
};
const named = async (name: string) => {
  const list = await api.as('admin').listVolumes({ name });
  return list.ok ? list.value.volumes : [];
};

test('a create whose answer is lost is told as done, once', async () => {
  front.loseNext('POST');
  const answer = await create('lost-create');
  expect(answer).toMatchObject({ ok: true, value: { name: 'lost-create' } });
  expect(await named('lost-create')).toHaveLength(1);
  expect(await create('lost-create')).toMatchObject({ error: { status: 409, code: 6 } });
});

test('a create whose answer and whose reading are lost is told as not known', async () => {
  front.loseNext('POST');
  front.loseNext('GET');
  const answer = await create('not-known');
  const isToldTruly =
    answer.ok || (answer.error.status === 504 && answer.error.message.includes('not known'));
  expect(isToldTruly).toBe(true);
  await expect.poll(() => named('not-known')).toHaveLength(1);
});

test('an update whose answer is lost is told as done when the volume shows it', async () => {
  const UUID = await available('lost-update');
  front.loseNext('PUT');
  const answer = await api.as('admin').updateVolume({
    UUID,
    size: '3 GiB',
    labels: [{ key: 'a', value: 'b' }],
  });
  expect(answer).toEqual({ ok: true, value: {} });
  expect(await api.as('admin').getVolume({ UUID })).toMatchObject({
    value: { size: String(3 * 1024 ** 3), labels: [{ key: 'a', value: 'b' }] },
  });
});

test('a delete whose answer is lost is told as done', async () => {
  const UUID = await available('lost-delete');
  front.loseNext('DELETE');
  expect(await api.as('admin').deleteVolume({ UUID })).toEqual({ ok: true, value: {} });
  await expect
    .poll(async () => api.as('admin').getVolume({ UUID }))
    .toMatchObject({ error: { status: 404 } });
});

test('a stale ETag is 412 also where the cluster answers 400, and a state that forbids is not', async () => {
  front.answerAsOldGateway();
  const UUID = await available('old-gateway');
  const read = await api.as('admin').getVolume({ UUID });
  const ifMatch = read.ok ? read.value.ETag : '';
  expect(await api.as('admin').deleteVolume({ UUID }, { ifMatch: 'stale' })).toMatchObject({
    error: { status: 412, code: 9 },
  });
  expect(await api.as('admin').deleteVolume({ UUID }, { ifMatch })).toEqual({
    ok: true,
    value: {},
  });
  const again = await api.as('admin').deleteVolume({ UUID });
  expect(again).toMatchObject({ ok: false });
  expect([400, 404]).toContain(again.ok || again.error.status);
});
