import { brotliDecompressSync, zstdDecompressSync } from 'node:zlib';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWER_CHECK_PATH, answerVerdicts } from '@asterism/api-types/fleet-api/answer-check';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

const PAGE = '/api/v2/fleet/volumes?limit=20&offset=0&order=asc&sort=name';

let fleet: TestFleet;
let api: TestApi;

beforeAll(async () => {
  // Nothing changes by itself.
  const timings = { probe: 600_000, refresh: 600_000, refreshMax: 600_000, follow: 600_000 };
  fleet = await startTestFleet({ clusters: 2, volumes: [30, 30], timings });
  api = await startTestApi(fleet);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** The bytes as they are sent. */
const get = (person: string, headers: Record<string, string> = {}, path = PAGE): Promise<Got> =>
  new Promise((resolve, reject) => {
    const options = { headers: { authorization: `Bearer ${person}`, ...headers } };
    request(`${api.url}${path}`, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        }),
      );
    })
      .on('error', reject)
      .end();
  });

const etagOf = async (person: string): Promise<string> =>
  String((await get(person)).headers['etag']);

/** Whether each of these people, with this ETag, has what they would be answered now. */
async function check(answers: readonly (readonly [person: string, etag: string])[]) {
  const answer = await fetch(`${api.url}${ANSWER_CHECK_PATH}`, {
    method: 'POST',
    headers: { 'x-from-bff': 'yes', 'content-type': 'application/json' },
    body: JSON.stringify({
      answers: answers.map(([token, etag]) => ({ token, etag, url: PAGE })),
    }),
  });
  return answerVerdicts.parse(await answer.json()).isCurrent;
}

async function rename(name: string): Promise<void> {
  const page = await api.as('admin').listFleetVolumes({ limit: '1' });
  const [volume] = page.ok ? page.value.volumes : [];
  if (volume === undefined) throw new Error('there is no volume');
  fleet.inventory.put(volume.clusterId, { ...volume, name });
}

test('a page of volumes is compressed for who takes that, and has an ETag of its own in each form', async () => {
  const plain = await get('admin');
  const zstd = await get('admin', { 'accept-encoding': 'gzip, deflate, br, zstd' });
  const brotli = await get('admin', { 'accept-encoding': 'gzip, br;q=0.5, zstd;q=0' });
  expect([plain, zstd, brotli].map(({ headers }) => headers['content-encoding'])).toEqual([
    undefined,
    'zstd',
    'br',
  ]);
  expect(zstdDecompressSync(zstd.body)).toEqual(plain.body);
  expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
  expect(zstd.body.length).toBeLessThan(plain.body.length / 3);
  expect(new Set([plain, zstd, brotli].map(({ headers }) => headers['etag'])).size).toBe(3);
  for (const { headers } of [plain, zstd, brotli]) {
    expect(headers).toMatchObject({ vary: 'Accept-Encoding', 'cache-control': 'no-store' });
  }
});

test('who has an answer is told so in place of it, until it changes', async () => {
  const etag = await etagOf('admin');
  const again = await get('admin', { 'if-none-match': `"other", W/${etag}` });
  expect(again).toMatchObject({ status: 304, headers: { etag } });
  expect(again.body).toHaveLength(0);
  await rename('a-name-that-is-new');
  expect(await get('admin', { 'if-none-match': etag })).toMatchObject({ status: 200 });
});

test('other reads of the fleet have ETags too; the paths of the reference are as they were', async () => {
  const encodings = { 'accept-encoding': 'zstd' };
  const summary = await get('admin', encodings, '/api/v2/fleet/clusters');
  expect(summary.headers).toMatchObject({ 'content-encoding': 'zstd' });
  const ifNoneMatch = { ...encodings, 'if-none-match': String(summary.headers['etag']) };
  expect(await get('admin', ifNoneMatch, '/api/v2/fleet/clusters')).toMatchObject({ status: 304 });
  const volumes = await get('admin', ifNoneMatch, '/api/v2/volumes');
  expect(volumes.status).toBe(200);
  for (const name of ['content-encoding', 'etag', 'vary']) {
    expect(volumes.headers).not.toHaveProperty(name);
  }
});

test('a BFF learns of answers whether they are what each of its people would be given now', async () => {
  const [admin, viewer] = [await etagOf('admin'), await etagOf('viewer')];
  expect(admin).not.toBe(viewer);
  const zstd = `${admin.slice(0, -1)}-zstd"`;
  expect(
    await check([
      ['admin', admin],
      ['admin', zstd],
      ['viewer', viewer],
      // What is another's, what nobody has asked for with these roles, and who is nobody.
      ['viewer', admin],
      ['admin', viewer],
      ['stranger', admin],
      ['nobody', admin],
      ['admin', '"never-given"'],
    ]),
  ).toEqual([true, true, true, false, false, false, false, false]);

  api.people.set('viewer', ['system:cluster-admin']);
  expect(await check([['viewer', viewer]])).toEqual([false]);
  // They see now what other admins see.
  expect(await check([['viewer', admin]])).toEqual([true]);
  api.people.delete('viewer');
  expect(await check([['viewer', admin]])).toEqual([false]);
  api.people.set('viewer', ['default:viewer']);
});

test('no answer is current once anything in it has changed', async () => {
  const cluster = fleet.clusters[0];
  if (cluster === undefined) throw new Error('there is no cluster');
  const changes: Readonly<Record<string, () => unknown>> = {
    'a volume': () => rename('another-name'),
    'the name of a cluster': () => fleet.monitor.watch({ ...cluster, name: 'aaa' }),
    'rows that cannot be read': () =>
      fleet.monitor.noteUnreadable(cluster.id, 'volumes', {
        unreadable: 1,
        firstFault: 'odd',
        lastUuid: '',
        text: 0,
      }),
    'a cluster that is gone': () => fleet.monitor.unwatch(cluster.id),
  };
  for (const [what, change] of Object.entries(changes)) {
    let before = '';
    // What the change before has set going comes to an end.
    await expect
      .poll(async () => check([['admin', (before = await etagOf('admin'))]]))
      .toEqual([true]);
    await change();
    expect({ what, isCurrent: await check([['admin', before]]) }).toEqual({
      what,
      isCurrent: [false],
    });
    expect(await etagOf('admin')).not.toBe(before);
  }
});
