import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiResult } from '@asterism/api-types/client/client';
import { startLossyFront, type Loss, type LossyFront } from '../../test-support/lossy-front.ts';
import { startTestApi, type TestApi } from '../../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../../test-support/test-fleet.ts';
import { OUTCOME_TIMINGS } from '../apply-on-cluster.ts';

let front: LossyFront;
let fleet: TestFleet;
let api: TestApi;
const projectName = 'default';
/** A read may take as long as in production: a busy machine takes its time. Only the pauses are shorter. */
const TIMINGS = { ...OUTCOME_TIMINGS, first: 10, most: 100, settled: 100 };

beforeAll(async () => {
  fleet = await startTestFleet({
    clusters: 1,
    transitionMs: 50,
    callMs: 2_500,
    async reachedAt(info) {
      front = await startLossyFront(info.apiEndpoint);
      return front;
    },
  });
  api = await startTestApi(fleet, TIMINGS);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
  await front.close();
});

const admin = () => api.as('admin');
const create = (name: string, size = '1 GiB') =>
  admin().createVolume({
    name,
    size,
    replicaCount: 1,
    acl: { values: ['ALLOW_ANY'] },
    projectName,
  });
const isAvailable = { value: { state: 'Available' } };
async function available(name: string): Promise<string> {
  const created = await create(name);
  if (!created.ok) throw new Error(created.error.message);
  const { UUID } = created.value;
  await expect.poll(() => admin().getVolume({ UUID })).toMatchObject(isAvailable);
  return UUID;
}
async function snapshotOf(sourceVolumeUUID: string, name: string): Promise<string> {
  const created = await admin().createSnapshot({ projectName, name, sourceVolumeUUID });
  if (!created.ok) throw new Error(created.error.message);
  const { UUID } = created.value;
  await expect.poll(() => admin().getSnapshot({ projectName, UUID })).toMatchObject(isAvailable);
  return UUID;
}
/** The cluster's own word: how many volumes of that name it has. */
async function onCluster(name: string): Promise<number> {
  const [cluster] = fleet.clusters;
  if (cluster === undefined) throw new Error('there is no cluster');
  const client = fleet.clusterClients.client(cluster, {
    subject: 't',
    roles: ['system:cluster-admin'],
  });
  const listed = await client.listVolumes({ projectName, name });
  return listed.ok ? listed.value.volumes.length : -1;
}

const schedulePolicy = {
  snapshotSchedulePolicy: { hourlySchedule: { hoursInCycle: 4 } },
  retentionTime: '48h',
};
const createPolicy = (resourceUUID: string, name: string) =>
  admin().createResourcePolicy({ projectName, name, resourceUUID, schedulePolicy });
async function policyOf(resourceUUID: string, name: string): Promise<string> {
  const created = await createPolicy(resourceUUID, name);
  if (!created.ok) throw new Error(created.error.message);
  return created.value.UUID;
}

/** Writes of every kind, each on a thing of its own that is ready for it. */
async function prepareWrites(prefix: string) {
  const volume = (name: string) => available(`${prefix}-${name}`);
  const [updated, deleted, source, kept, dropped] = await Promise.all([
    volume('update'),
    volume('delete'),
    volume('source'),
    volume('kept').then(async (UUID) => ({
      UUID,
      snapshot: await snapshotOf(UUID, `${prefix}-kept`),
    })),
    volume('dropped').then((UUID) => snapshotOf(UUID, `${prefix}-dropped`)),
  ]);
  const [changed, removed] = await Promise.all([
    policyOf(source, `${prefix}-changed`),
    policyOf(source, `${prefix}-removed`),
  ]);
  const created = `${prefix}-created`;
  const given = `${prefix}-given`;
  const taken = `${prefix}-taken`;
  const update = { UUID: updated, size: '3 GiB', labels: [{ key: 'a', value: 'b' }] };
  const rollback = { projectName, UUID: kept.UUID, srcSnapshotUUID: kept.snapshot };
  return [
    { method: 'POST', about: created, send: () => create(created) },
    { method: 'PUT', about: updated, send: () => admin().updateVolume(update) },
    { method: 'DELETE', about: deleted, send: () => admin().deleteVolume({ UUID: deleted }) },
    {
      method: 'POST',
      about: taken,
      send: () => admin().createSnapshot({ projectName, name: taken, sourceVolumeUUID: source }),
    },
    {
      method: 'DELETE',
      about: dropped,
      send: () => admin().deleteSnapshot({ projectName, UUID: dropped }),
    },
    { method: 'PUT', about: kept.UUID, send: () => admin().rollbackVolume(rollback) },
    { method: 'POST', about: given, send: () => createPolicy(source, given) },
    {
      method: 'PUT',
      about: changed,
      send: () =>
        admin().updateResourcePolicy({ projectName, UUID: changed, description: 'often' }),
    },
    {
      method: 'DELETE',
      about: removed,
      send: () => admin().deleteResourcePolicy({ projectName, UUID: removed }),
    },
  ];
}

const LOSSES: readonly Loss[] = [
  'reset',
  'no answer',
  'cut',
  '500',
  '502 of a proxy',
  '504 of a proxy',
  'invalid data',
];
/** A cluster that never answers has no more than eight calls at once: then fewer are sent. */
const SENT_WITHOUT_ANSWER = 6;
const prepared = (kind: string) =>
  Promise.all(
    LOSSES.map(async (loss, index) => {
      const writes = await prepareWrites(`${kind}-${index}`);
      return { loss, writes: loss === 'no answer' ? writes.slice(0, SENT_WITHOUT_ANSWER) : writes };
    }),
  );

/** What each answer says became of its write. */
const outcomesOf = (answers: readonly ApiResult<unknown>[]) =>
  answers.map((answer) =>
    answer.ok ? 'done' : (answer.error.info?.reason ?? answer.error.message),
  );

test('each write that was carried out is reported as done, however its answer is lost', async () => {
  for (const { loss, writes } of await prepared('done')) {
    for (const { method, about } of writes) front.spoil({ method, about, loss });
    const answers = await Promise.all(writes.map(({ send }) => send()));
    expect([loss, ...outcomesOf(answers)]).toEqual([loss, ...writes.map(() => 'done')]);
  }
  expect(await Promise.all(LOSSES.map((_, index) => onCluster(`done-${index}-created`)))).toEqual(
    LOSSES.map(() => 1),
  );
});

test('each write that was not carried out is reported as not done, and works when it is repeated', async () => {
  for (const [index, { loss, writes }] of (await prepared('not')).entries()) {
    for (const { method, about } of writes) front.spoil({ method, about, loss, isDone: false });
    const answers = await Promise.all(writes.map(({ send }) => send()));
    expect([loss, ...outcomesOf(answers)]).toEqual([loss, ...writes.map(() => 'NOT_APPLIED')]);
    expect(await onCluster(`not-${index}-created`)).toBe(0);
    const again = await Promise.all(writes.map(({ send }) => send()));
    expect([loss, ...outcomesOf(again)]).toEqual([loss, ...writes.map(() => 'done')]);
  }
});

/** Those that need not be waited for. */
const LOUD = LOSSES.filter((loss) => loss !== 'no answer');

test('of many creates whose answers are lost there is each volume once, and each is reported as done', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `many-${index}`);
  for (const [index, name] of names.entries()) {
    front.spoil({ method: 'POST', about: `"${name}"`, loss: LOUD[index % 6] ?? 'reset' });
  }
  const answers = await Promise.all(names.map((name) => create(name)));
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  expect(await Promise.all(names.map(onCluster))).toEqual(names.map(() => 1));
  expect(await create('many-0')).toMatchObject({ error: { status: 409, code: 6 } });
});

test('a create whose name the cluster has given to another volume is reported as a name that is taken', async () => {
  const [cluster] = fleet.clusters;
  if (cluster === undefined) throw new Error('there is no cluster');
  const there = fleet.clusterClients.client(cluster, {
    subject: 't',
    roles: ['system:cluster-admin'],
  });
  front.spoil({ method: 'POST', about: 'taken-there', loss: '500' });
  const acl = { values: ['ALLOW_NONE'] };
  const made = there.createVolume({
    name: 'taken-there',
    size: '2 GiB',
    replicaCount: 1,
    acl,
    projectName,
  });
  expect(await made).toMatchObject({ ok: false });
  front.spoil({ method: 'POST', about: 'taken-there', loss: '500' });
  expect(await create('taken-there')).toMatchObject({ error: { status: 409, code: 6 } });
});

test('what cannot be read again is reported as not known, to people and to programs', async () => {
  const UUID = await available('not-known');
  for (let read = 0; read < 500; read += 1) {
    front.spoil({ method: 'GET', about: UUID, loss: 'reset' });
  }
  front.spoil({ method: 'PUT', about: UUID, loss: 'reset' });
  const answer = await fetch(`${api.url}/api/v2/volumes/${UUID}`, {
    method: 'PUT',
    headers: { authorization: 'Bearer admin' },
    body: JSON.stringify({ size: '5 GiB' }),
  });
  expect(answer.status).toBe(504);
  const message: unknown = expect.stringContaining('not known');
  expect(await answer.json()).toEqual({
    error: message,
    code: 4,
    message,
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'OUTCOME_UNKNOWN',
        domain: 'asterism',
        metadata: { what: 'volume', clusterId: fleet.clusters[0]?.id },
      },
    ],
  });
  // It has been read by now, or will be: never is the old state reported as the one after the change.
  const read = await admin().getVolume({ UUID });
  expect(
    read.ok && read.value.state === 'Available' && read.value.size !== String(5 * 1024 ** 3),
  ).toBe(false);
  front.forget();
  await expect
    .poll(() => admin().getVolume({ UUID }))
    .toMatchObject({ value: { state: 'Available', size: String(5 * 1024 ** 3) } });
});

test('a volume is found by its name as soon as its cluster has it', async () => {
  const [cluster] = fleet.clusters;
  if (cluster === undefined) throw new Error('there is no cluster');
  const there = fleet.clusterClients.client(cluster, {
    subject: 't',
    roles: ['system:cluster-admin'],
  });
  const acl = { values: ['ALLOW_NONE'] };
  const which = { UUID: '', name: 'made-there', projectName };
  expect(await admin().getVolume(which)).toMatchObject({ error: { status: 404, code: 5 } });
  const made = await there.createVolume({
    name: 'made-there',
    size: '1 GiB',
    replicaCount: 1,
    acl,
    projectName,
  });
  expect(made).toMatchObject({ ok: true });
  expect(await admin().getVolume(which)).toMatchObject({ value: { name: 'made-there' } });
  front.spoil({ method: 'GET', about: 'nobody-knows', loss: 'reset' });
  const unread = await admin().getVolume({ UUID: '', name: 'nobody-knows', projectName });
  expect(unread).toMatchObject({ error: { status: 503, code: 14 } });
});

test('a stale ETag is 412 also where the cluster answers 400, and a state that forbids is not', async () => {
  front.answerAsOldGateway();
  const UUID = await available('old-gateway');
  const read = await admin().getVolume({ UUID });
  const ifMatch = read.ok ? read.value.ETag : '';
  expect(await admin().deleteVolume({ UUID }, { ifMatch: 'stale' })).toMatchObject({
    error: { status: 412, code: 9 },
  });
  expect(await admin().deleteVolume({ UUID }, { ifMatch })).toEqual({ ok: true, value: {} });
  const again = await admin().deleteVolume({ UUID });
  expect(again).toMatchObject({ ok: false });
  expect([400, 404]).toContain(again.ok || again.error.status);
});
