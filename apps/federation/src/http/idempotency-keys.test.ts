import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLossyFront, type LossyFront } from '../test-support/lossy-front.ts';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';
import { send } from '../test-support/test-federation.ts';

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
  api = await startTestApi(fleet, { within: 2_000, each: 1_000, first: 10, most: 50, settled: 50 });
});
afterAll(async () => {
  await api.close();
  await fleet.close();
  await front.close();
});

let count = 0;
const newKey = (): string => `key-${String((count += 1)).padStart(20, '0')}`;
const wish = (name: string, size = '1 GiB') => ({
  name,
  size,
  replicaCount: 1,
  acl: { values: ['ALLOW_ANY'] },
  projectName: 'default',
});
/** Creates the volume, with the header as it is given. */
const post = (
  header: string | undefined,
  body: object,
  path = '/api/v2/volumes',
  person = 'admin',
) =>
  send(
    api.url,
    'POST',
    path,
    {
      authorization: `Bearer ${person}`,
      ...(header === undefined ? {} : { 'idempotency-key': header }),
    },
    JSON.stringify(body),
  );
const create = (key: string, body: object) => post(`"${key}"`, body);
async function countOf(name: string): Promise<number> {
  const listed = await api.as('admin').listVolumes({ projectName: 'default', name });
  return listed.ok ? listed.value.volumes.length : -1;
}
async function stateOf(UUID: string): Promise<string> {
  const read = await api.as('admin').getVolume({ UUID });
  return read.ok ? read.value.state : 'gone';
}
const reasonIn = (text: string): string | undefined => /"reason":"(\w+)"/.exec(text)?.[1];

test('two requests with one key at once create one volume, and get the same bytes', async () => {
  const key = newKey();
  const [first, second] = await Promise.all([
    create(key, wish('twice')),
    create(key, wish('twice')),
  ]);
  expect([first?.status, second?.status]).toEqual([200, 200]);
  expect(second?.text).toBe(first?.text);
  expect(await countOf('twice')).toBe(1);
  // Also later, when the volume is no longer Creating.
  expect((await create(key, wish('twice'))).text).toBe(first?.text);
});

test('without a key, and with another one, the name is taken', async () => {
  expect((await create(newKey(), wish('taken'))).status).toBe(200);
  expect((await post(undefined, wish('taken'))).status).toBe(409);
  expect((await create(newKey(), wish('taken'))).status).toBe(409);
});

test('a key holds one content: with another one it is refused by name, and nothing is created', async () => {
  const key = newKey();
  expect((await create(key, wish('content'))).status).toBe(200);
  const other = await create(key, wish('content-2'));
  expect(other.status).toBe(400);
  expect(other.json).toMatchObject({ code: 3 });
  expect(other.text).toContain('"field":"Idempotency-Key"');
  expect(reasonIn(other.text)).toBe('IDEMPOTENCY_KEY_REUSED');
  expect(await countOf('content-2')).toBe(0);
});

test('a request that was refused has done nothing, and is made anew with the same key', async () => {
  const key = newKey();
  front.spoil({ method: 'POST', about: 'refused', loss: '502 of a proxy', isDone: false });
  const refused = await create(key, wish('refused'));
  expect(reasonIn(refused.text)).toBe('NOT_APPLIED');
  expect((await create(key, wish('refused'))).status).toBe(200);
  expect(await countOf('refused')).toBe(1);
});

test('the project’s path takes a key too, and is another request', async () => {
  const key = newKey();
  const path = '/api/v2/projects/default/volumes';
  const first = await post(`"${key}"`, wish('scoped'), path);
  expect(first.status).toBe(200);
  expect((await post(`"${key}"`, wish('scoped'), path)).text).toBe(first.text);
  expect((await create(key, wish('scoped'))).status).toBe(409);
});

test('a key is one person’s, and who has lost the right gets no answer of before', async () => {
  const key = newKey();
  const as = (person: string) => post(`"${key}"`, wish('mine'), '/api/v2/volumes', person);
  api.people.set('leaver', ['default:admin']);
  expect((await as('leaver')).status).toBe(200);
  expect((await as('editor')).status).toBe(409);
  api.people.set('leaver', ['default:viewer', 'elsewhere:admin']);
  expect((await as('leaver')).status).toBe(403);
});

test.each([
  ['without quotes', 'abcdefghijklmnop'],
  ['empty', ''],
  ['too short', '"abc"'],
  ['too long', `"${'a'.repeat(65)}"`],
  ['with a blank', '"abcdefgh ijklmnop"'],
  ['with a quote', '"abcdefgh"ijklmnop"'],
  ['given twice', '"abcdefghijklmnop", "abcdefghijklmnop"'],
  ['with parameters', '"abcdefghijklmnop";a=1'],
])('a key %s is refused by name, and nothing is created', async (_what, header) => {
  const refused = await post(header, wish('malformed'));
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('"field":"Idempotency-Key"');
  expect(await countOf('malformed')).toBe(0);
});

test('other operations ignore the header, whatever it is', async () => {
  const answer = await send(api.url, 'GET', '/api/v2/volumes', {
    authorization: 'Bearer admin',
    'idempotency-key': 'x',
  });
  expect(answer.status).toBe(200);
});

/** As a federation that died before it could write what came of it. */
async function loseOutcome(key: string): Promise<void> {
  await fleet.database.query(
    `update federation.keyed_requests set answer = null, holder = gen_random_uuid(), held_until = now() - interval '1 second' where key = '${key}'`,
  );
}

test('when the outcome was lost with its process, the volume that is there is the answer', async () => {
  const key = newKey();
  const first = await create(key, wish('lost'));
  await loseOutcome(key);
  const again = await create(key, wish('lost'));
  expect(again.status).toBe(200);
  expect(again.json['UUID']).toBe(first.json['UUID']);
  expect(await countOf('lost')).toBe(1);
});

test('when the process died and there is no such volume, it is created now', async () => {
  const key = newKey();
  const first = await create(key, wish('before'));
  const UUID = String(first.json['UUID']);
  await expect.poll(() => stateOf(UUID)).toBe('Available');
  expect((await api.as('admin').deleteVolume({ UUID, projectName: 'default' })).ok).toBe(true);
  await expect.poll(() => stateOf(UUID)).toBe('gone');
  await loseOutcome(key);
  const again = await create(key, wish('before'));
  expect(again.status).toBe(200);
  expect(again.json['UUID']).not.toBe(UUID);
});

test('when it was not known whether the volume was created, the same key finds it', async () => {
  const key = newKey();
  front.spoil({ method: 'POST', about: 'silent', loss: 'reset' });
  for (let read = 0; read < 500; read += 1) {
    front.spoil({ method: 'GET', about: 'silent', loss: 'reset' });
  }
  const unknown = await create(key, wish('silent'));
  expect(unknown.status).toBe(504);
  expect(reasonIn(unknown.text)).toBe('OUTCOME_UNKNOWN');
  front.forget();
  const known = await create(key, wish('silent'));
  expect(known.status).toBe(200);
  expect(known.json).toMatchObject({ name: 'silent' });
  expect(await countOf('silent')).toBe(1);
});

test('a request that waits longer than it may is told that the first one is under way', async () => {
  const key = newKey();
  await create(key, wish('slow'));
  await fleet.database.query(
    `update federation.keyed_requests set answer = null, holder = gen_random_uuid(), held_until = now() + interval '1 minute' where key = '${key}'`,
  );
  const waiting = await create(key, wish('slow'));
  expect(waiting.status).toBe(409);
  expect(waiting.headers.get('retry-after')).toBe('1');
  expect(waiting.json).toMatchObject({ code: 10 });
  expect(reasonIn(waiting.text)).toBe('REQUEST_UNDER_WAY');
});
