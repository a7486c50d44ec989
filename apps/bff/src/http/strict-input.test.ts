import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decodeDetails } from '@asterism/api-types/common/error-details';
import { errorBody } from '@asterism/api-types/common/failure';
import { createBrowser, type Answered, type Browser } from '../test-support/browser.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';

const UUID = '11111111-1111-4111-8111-111111111111';
const VOLUME = {
  name: 'v1',
  size: '10 GiB',
  replicaCount: 2,
  acl: { values: ['ALLOW_ANY'] },
  projectName: 'default',
};

let bff: TestBff;
let browser: Browser;

beforeAll(async () => {
  bff = await startTestBff();
  browser = createBrowser(bff);
  await browser.login('admin');
});
afterAll(() => bff.close());
beforeEach(() => void bff.upstream.recorded.splice(0));

const create = (body: unknown, headers: Record<string, string> = {}) =>
  browser.send('POST', '/api/v2/volumes', { body, headers });
const bodyOf = ({ text }: Answered) => errorBody.parse(JSON.parse(text));
const message = (answer: Answered): string => bodyOf(answer).message;

describe('a body', () => {
  test('that is valid is forwarded as it was sent', async () => {
    expect((await create({ ...VOLUME, compression: 'true' })).status).toBe(200);
    expect(JSON.parse(bff.upstream.recorded[0]?.body ?? '')).toEqual({
      ...VOLUME,
      compression: 'true',
    });
  });

  test.each([
    [{ ...VOLUME, colour: 'red' }, 'colour: is not known to this request'],
    [
      { ...VOLUME, acl: { values: ['ALLOW_ANY'], all: true } },
      'acl.all: is not known to this request',
    ],
    [
      { ...VOLUME, labels: [{ key: 'a', value: 'b', c: 1 }] },
      'labels[0].c: is not known to this request',
    ],
    [{ ...VOLUME, UUID }, 'UUID: is not known to this request'],
    [{ ...VOLUME, state: 'Available', x: 1 }, /state: .*; x: /],
    [{ ...VOLUME, size: 10 }, /^size: must be a string/],
    [{ ...VOLUME, name: undefined }, 'name: is required'],
    [{ ...VOLUME, name: '../etc' }, /^name: /],
    [{ ...VOLUME, replicaCount: 4 }, 'replicaCount: must be 1, 2 or 3'],
    [{ ...VOLUME, projectName: null }, /^projectName: /],
    [[VOLUME], 'The body must be a JSON object.'],
    ['null', 'The body must be a JSON object.'],
    ['"x"', 'The body must be a JSON object.'],
    ['{"name":', 'The body is not valid JSON.'],
    ['{"name":NaN}', 'The body is not valid JSON.'],
    ['{} {}', 'The body is not valid JSON.'],
    ['\ufeff{}', 'The body is not valid JSON.'],
    ['{"__proto__":{"isAdmin":true}}', '__proto__: is not known to this request'],
    ['{"acl":{"constructor":{}}}', 'constructor: is not known to this request'],
    [
      `{"labels":${'['.repeat(40)}${']'.repeat(40)}}`,
      'The body is nested more than 32 levels deep.',
    ],
    [`{"labels":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, /nested more than 32/],
  ])('%j is 400', async (body, wrong) => {
    const answer = await create(body);
    expect(answer.status).toBe(400);
    expect(message(answer)).toMatch(wrong);
    expect(bff.upstream.recorded).toEqual([]);
  });

  test('that breaks several rules is refused with each field in the details, known or unknown', async () => {
    const answer = await create({ ...VOLUME, size: 10, colour: 'red' });
    const rule = 'must be a string, such as "10 GiB" or a number of bytes';
    expect(message(answer)).toBe(`colour: is not known to this request; size: ${rule}`);
    expect(decodeDetails(bodyOf(answer).details)).toEqual({
      violations: [
        { field: 'colour', description: 'is not known to this request' },
        { field: 'size', description: rule },
      ],
    });
  });

  test('that is missing is refused with every required field', async () => {
    const answer = await browser.send('POST', '/api/v2/volumes');
    expect(message(answer)).toContain('name: is required');
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'text/json',
    'application/json; charset=utf-16',
    'application/jsonp',
    '',
  ])('of the type "%s" is 415', async (type) => {
    expect((await create(VOLUME, { 'content-type': type })).status).toBe(415);
    expect(bff.upstream.recorded).toEqual([]);
  });

  test('may declare its charset as UTF-8', async () => {
    const type = 'application/json; charset=UTF-8';
    expect((await create(VOLUME, { 'content-type': type })).status).toBe(200);
  });

  test('that is not UTF-8 is 400', async () => {
    const response = await fetch(`${bff.url}/api/v2/volumes`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        cookie: `__Host-Http-sid=${browser.cookie()}`,
      },
      body: Buffer.from('{"name":"\u00ff"}', 'latin1'),
    });
    expect(response.status).toBe(400);
  });

  test('above 64 KiB is 413', async () => {
    const answer = await create({ ...VOLUME, name: 'x'.repeat(70_000) });
    expect(answer.status).toBe(413);
    expect(bodyOf(answer)).toMatchObject({ code: 3 });
    expect(bff.upstream.recorded).toEqual([]);
  });

  test('that is compressed is 415 without being decompressed', async () => {
    const response = await fetch(`${bff.url}/api/v2/volumes`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'sec-fetch-site': 'same-origin',
        cookie: `__Host-Http-sid=${browser.cookie()}`,
      },
      body: gzipSync('0'.repeat(10_000_000)),
    });
    expect(response.status).toBe(415);
  });
});

describe('a query', () => {
  test.each([
    ['/api/v2/volumes?junk=1', 'junk: is not known to this request'],
    ['/api/v2/volumes?name=a&name=b', 'name: is given more than once'],
    ['/api/v2/volumes?limit=abc', 'limit: must be a whole number'],
    ['/api/v2/volumes?__proto__=1', '__proto__: is not known to this request'],
    ['/api/v2/clusters?x', 'x: is not known to this request'],
    [`/api/v2/volumes/${UUID}?UUID=${UUID}`, 'UUID: is not known to this request'],
    ['/auth/session?token=1', 'token: is not known to this request'],
    ['/events?token=1', 'token: is not known to this request'],
    ['/api/v2/fleet/volumes?sort=colour', /^sort: must be one of/],
  ])('%s is 400', async (path, wrong) => {
    const answer = await browser.get(path);
    expect(answer.status).toBe(400);
    expect(message(answer)).toMatch(wrong);
    expect(bff.upstream.recorded).toEqual([]);
  });

  test('on a change that takes a body is 400', async () => {
    const answer = await browser.send('POST', '/api/v2/volumes?projectName=x', { body: VOLUME });
    expect(message(answer)).toBe('projectName: is not known to this request');
  });
});

describe('If-Match', () => {
  const change = (method: string, headers: Record<string, string>) =>
    browser.send(method, `/api/v2/volumes/${UUID}`, {
      ...(method === 'PUT' ? { body: { size: '2 GiB' } } : {}),
      headers,
    });

  test.each(['PUT', 'DELETE'])('is required to %s a volume', async (method) => {
    const answer = await change(method, {});
    expect(answer.status).toBe(428);
    expect(bodyOf(answer)).toMatchObject({ code: 9, message: 'If-Match is required.' });
    expect(bff.upstream.recorded).toEqual([]);
  });

  test.each(['PUT', 'DELETE'])('must not be weak to %s', async (method) => {
    expect((await change(method, { 'if-match': 'W/"1"' })).status).toBe(400);
  });

  test.each(['"7"', '7', '*'])('%s is forwarded unchanged', async (value) => {
    expect((await change('PUT', { 'if-match': value })).status).toBe(200);
    expect(bff.upstream.recorded[0]?.headers['if-match']).toBe(value);
  });

  test('is not required where the API has none', async () => {
    expect((await browser.send('DELETE', `/api/v2/clusters/${UUID}`)).status).toBe(200);
  });
});

test('without a session, validation errors are not revealed', async () => {
  const stranger = createBrowser(bff);
  const answer = await stranger.send('POST', '/api/v2/volumes', { body: { colour: 1 } });
  expect(answer.status).toBe(401);
  expect(bodyOf(answer)).toMatchObject({ code: 16, message: 'You are not signed in.' });
});
