import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answerCheck, type CheckedAnswer } from '@asterism/api-types/fleet-api/answer-check';
import { NEWEST_EVENT_HEADER } from '@asterism/api-types/fleet-api/newest-event-header';
import { createBrowser, type Answered, type Browser } from '../test-support/browser.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';
import { sendJson, tokenOf, type Answer } from '../test-support/upstream.ts';

const PAGE = '/api/v2/fleet/volumes?limit=20&offset=0&order=asc&sort=name';
const ZSTD = { 'accept-encoding': 'gzip, zstd' };

let bff: TestBff;
let admin: Browser;
let viewer: Browser;
/** What the federation would answer now. */
let current = '';
let checks: CheckedAnswer[][] = [];

const etagOf = (text: string): string => `"${text}-zstd"`;

/** As the federation does, whoever asks. */
const answerPage: Answer = ({ headers }, response) => {
  const json = JSON.stringify({ volumes: [current] });
  const body = headers['accept-encoding'] === 'zstd' ? zstdCompressSync(json) : Buffer.from(json);
  const isEncoded = headers['accept-encoding'] === 'zstd';
  if (headers['if-none-match'] === etagOf(current)) {
    response.writeHead(304, { etag: etagOf(current) });
    return void response.end();
  }
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': body.length,
    etag: etagOf(current),
    vary: 'Accept-Encoding',
    ...(isEncoded ? { 'content-encoding': 'zstd' } : {}),
  });
  return void response.end(body);
};

const verdictOn: Answer = (request, response, { body }) => {
  expect(request.headers['x-asterism-feed-proof']).toMatch(/^\d+\.[\w-]{43}$/);
  const { answers } = answerCheck.parse(JSON.parse(body));
  checks.push(answers);
  const isCurrent = answers.map(({ etag }) => etag === etagOf(current));
  sendJson(response, 200, { isCurrent, newestEvent: 'f.42' });
};

beforeAll(async () => {
  bff = await startTestBff({ metrics: { host: '127.0.0.1', port: 0 } });
  [admin, viewer] = [createBrowser(bff), createBrowser(bff)];
  await admin.login('admin');
  await viewer.login('viewer');
});
afterAll(() => bff.close());

let page = 0;
beforeEach(() => {
  // What a test before has had kept is not current.
  current = `page-${(page += 1)}`;
  checks = [];
  bff.upstream.answer(answerPage);
  bff.upstream.answerCheck(verdictOn);
  bff.upstream.recorded.splice(0);
});

const read = (
  person: Browser,
  headers: Record<string, string> = {},
  path = PAGE,
): Promise<Answered> => person.send('GET', path, { headers: { ...ZSTD, ...headers } });
const shown = async (person: Browser): Promise<unknown> => JSON.parse((await read(person)).text);
const sent = (): number => bff.upstream.recorded.length;

describe('a page of the fleet that was read before', () => {
  test('comes from memory when the federation says that it is still right', async () => {
    const first = await read(admin);
    const second = await read(admin);
    expect(JSON.parse(second.text)).toEqual({ volumes: [current] });
    const { headers } = second;
    for (const name of ['content-type', 'content-encoding', 'etag', 'vary', 'cache-control']) {
      expect([name, headers.get(name)]).toEqual([name, first.headers.get(name)]);
    }
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get(NEWEST_EVENT_HEADER)).toBe('f.42');
    expect(headers.get('content-security-policy')).toBe(
      first.headers.get('content-security-policy'),
    );
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent()).toBe(1);
    expect(checks).toEqual([[{ token: tokenOf('admin'), url: PAGE, etag: etagOf(current) }]]);
  });

  test('is read again as soon as the federation would answer something else', async () => {
    await read(admin);
    current = 'changed';
    expect(await shown(admin)).toEqual({ volumes: ['changed'] });
    expect(await shown(admin)).toEqual({ volumes: ['changed'] });
    expect(sent()).toBe(2);
  });

  test('is never taken from somebody with other rights, and is asked about in each one’s name', async () => {
    await read(admin);
    checks = [];
    current = 'of the viewer';
    // Even by a federation that finds everything current.
    bff.upstream.answerCheck((_request, response, { body }) => {
      const { answers } = answerCheck.parse(JSON.parse(body));
      checks.push(answers);
      sendJson(response, 200, { isCurrent: answers.map(() => true) });
    });
    expect(await shown(viewer)).toEqual({ volumes: ['of the viewer'] });
    expect(checks).toEqual([]);
    await read(viewer);
    expect(checks.flat().map(({ token }) => token)).toEqual([tokenOf('viewer')]);
  });

  test('ends the session of somebody whom the federation does not know any more', async () => {
    const other = createBrowser(bff);
    await other.login('admin');
    await read(other);
    bff.upstream.answerCheck((_request, response) =>
      sendJson(response, 200, { isCurrent: [false] }),
    );
    bff.upstream.answer((_request, response) => sendJson(response, 401, {}));
    expect((await read(other)).status).toBe(401);
    bff.upstream.answer(answerPage);
    bff.upstream.answerCheck(verdictOn);
    expect((await read(other)).status).toBe(401);
  });

  test.each<[string, Answer | undefined]>([
    ['knows no such question', undefined],
    ['fails', (_request, response) => sendJson(response, 500, {})],
    ['breaks off', (_request, response) => response.destroy()],
    ['says something else', (_request, response) => sendJson(response, 200, { isCurrent: 'yes' })],
    ['says too little', (_request, response) => sendJson(response, 200, { isCurrent: [] })],
  ])('is read again when the federation %s', async (_what, how) => {
    await read(admin);
    bff.upstream.answerCheck(how);
    expect(await shown(admin)).toEqual({ volumes: [current] });
    expect(sent()).toBe(2);
  });

  test('is asked about anew by everybody who comes while the question is under way', async () => {
    await read(admin);
    const arrived = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    bff.upstream.answerCheck((request, response, recorded) => {
      arrived.resolve();
      // What the first is told was right when it was asked.
      void held.promise.then(() => sendJson(response, 200, { isCurrent: [true] }));
      checks.push(answerCheck.parse(JSON.parse(recorded.body)).answers);
      bff.upstream.answerCheck(verdictOn);
      void request;
    });
    const early = read(admin);
    await arrived.promise;
    const before = current;
    current = 'changed meanwhile';
    const late = [shown(admin), shown(admin), shown(admin)];
    await expect
      .poll(async () => (await fetch(bff.metricsUrl)).text())
      .toContain('asterism_bff_requests_under_way 4');
    held.resolve();
    expect(JSON.parse((await early).text)).toEqual({ volumes: [before] });
    for (const one of await Promise.all(late)) expect(one).toEqual({ volumes: [current] });
  });

  test('is not asked about for a browser that leaves before its turn comes', async () => {
    await read(admin);
    await read(viewer);
    checks = [];
    const arrived = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    bff.upstream.answerCheck((request, response, recorded) => {
      arrived.resolve();
      bff.upstream.answerCheck(verdictOn);
      void held.promise.then(() => verdictOn(request, response, recorded));
    });
    const early = read(admin);
    await arrived.promise;
    const underWay = (count: number) =>
      expect
        .poll(async () => (await fetch(bff.metricsUrl)).text())
        .toContain(`asterism_bff_requests_under_way ${count}\n`);
    const leaving = new AbortController();
    const left = fetch(bff.url + PAGE, {
      headers: { ...ZSTD, cookie: `__Host-Http-sid=${viewer.cookie()}` },
      signal: leaving.signal,
    });
    await underWay(2);
    leaving.abort();
    await expect(left).rejects.toThrow('aborted');
    await underWay(1);
    const late = read(admin);
    await underWay(2);
    held.resolve();
    for (const one of [await early, await late]) expect(one.status).toBe(200);
    expect(checks.flat().map(({ token }) => token)).toEqual([tokenOf('admin'), tokenOf('admin')]);
    expect(sent()).toBe(2);
  });

  test('is not sent to a browser that has it', async () => {
    const etag = (await read(admin)).headers.get('etag') ?? '';
    for (const one of [
      await read(admin, { 'if-none-match': etag }),
      await read(admin, { 'if-none-match': etag }),
    ]) {
      expect(one).toMatchObject({ status: 304, text: '' });
      expect([one.headers.get('etag'), one.headers.get('cache-control')]).toEqual([
        etag,
        'no-store',
      ]);
    }
    expect(sent()).toBe(1);
  });
});

describe('other reads of the fleet', () => {
  const summary = '/api/v2/fleet/summary';

  test('say what the browser takes and has, and pass on that it has it', async () => {
    const first = await read(admin, {}, summary);
    expect(first.headers.get('content-encoding')).toBe('zstd');
    const etag = first.headers.get('etag') ?? '';
    expect(await read(admin, { 'if-none-match': etag }, summary)).toMatchObject({ status: 304 });
    expect(bff.upstream.recorded.at(-1)?.headers).toMatchObject({
      'accept-encoding': 'zstd',
      'if-none-match': etag,
    });
  });

  test('pass on no other words of the browser', async () => {
    await read(admin, { 'accept-encoding': 'canary', 'if-none-match': 'canary' }, summary);
    const { headers = {} } = bff.upstream.recorded[0] ?? {};
    expect(Object.keys(headers)).not.toContain('accept-encoding');
    expect(Object.keys(headers)).not.toContain('if-none-match');
  });

  test('are refused when the answer is encoded or left out although nobody asked for that', async () => {
    bff.upstream.answer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'br' });
      response.end('x');
    });
    expect((await read(admin, {}, summary)).status).toBe(502);
    bff.upstream.answer((_request, response) => {
      response.writeHead(304);
      response.end();
    });
    expect((await read(admin, {}, summary)).status).toBe(502);
  });
});

test('what a cluster has at its own paths is asked for without encodings', async () => {
  await read(admin, { 'if-none-match': '"x"' }, '/api/v2/volumes');
  const { headers = {} } = bff.upstream.recorded[0] ?? {};
  expect(Object.keys(headers)).not.toContain('accept-encoding');
  expect(Object.keys(headers)).not.toContain('if-none-match');
});
