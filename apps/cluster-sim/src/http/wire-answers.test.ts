import { describe, expect, test } from 'vitest';
import { runningCluster, volumeRequest } from '../test-support/running-cluster.ts';

/** Every line of lightbits-api §1.2 to §1.4 on routes and answers, seen from outside. */
const { clock, send } = runningCluster(20);
const create = (changes: object = {}) => send('POST', '/volumes', { body: volumeRequest(changes) });

describe('§1.2 routes', () => {
  test('a trailing slash is one thing by name: the thing, or 404; without it a list answers', async () => {
    const { json } = await create();
    const name = String(json['name']);
    for (const path of ['/volumes/', '/projects/default/volumes/']) {
      const one = await send('GET', `${path}?name=${name}&projectName=default`);
      expect(one.json).toMatchObject({ name });
      const none = await send('GET', `${path}?name=none&projectName=default`);
      expect([none.status, none.json['code']]).toEqual([404, 5]);
    }
    expect((await send('GET', `/volumes?name=${name}`)).json['volumes']).toHaveLength(1);
    clock.advance(2000);
    const byName = { name, projectName: 'default', size: '8 gib' };
    expect((await send('PUT', '/volumes/', { body: byName })).text).toBe('{}');
    clock.advance(1000);
    expect((await send('DELETE', `/projects/default/volumes/?name=${name}`)).text).toBe('{}');
  });

  test.each([
    '/version/',
    '/nothing',
    '/Volumes',
    '/volumes/a%2Fb',
    '/volumes/x:verb',
    '/volumes:verb',
    '/nodes/',
    '/volumes/x/y',
    '/projects//volumes',
  ])('%s is 404 in plain text', async (path) => {
    const answer = await send('GET', path);
    expect([answer.status, answer.text]).toEqual([404, 'Not Found\n']);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  });

  test.each(['HEAD', 'OPTIONS', 'PATCH', 'PUT', 'DELETE'])(
    '%s of a list is 405',
    async (method) => {
      const answer = await send(method, '/volumes');
      expect(answer.status).toBe(405);
      expect(answer.text).toBe(method === 'HEAD' ? '' : 'Method Not Allowed\n');
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    },
  );

  test('a POST stays a POST, whatever method it asks to be taken for', async () => {
    const { json } = await create();
    clock.advance(2000);
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-http-method-override': 'DELETE',
    };
    const path = `/volumes/${String(json['UUID'])}`;
    expect((await send('POST', path, { body: '{}', headers })).status).toBe(405);
    expect((await send('GET', path)).status).toBe(200);
  });

  test('success is 200, JSON without a charset, in the name of gRPC; changes answer {}', async () => {
    const created = await create();
    expect(created.status).toBe(200);
    expect(created.headers.get('content-type')).toBe('application/json');
    expect(created.headers.get('grpc-metadata-content-type')).toBe('application/grpc');
    clock.advance(2000);
    const path = `/volumes/${String(created.json['UUID'])}`;
    expect((await send('PUT', path, { body: { size: '8 gib' } })).text).toBe('{}');
    clock.advance(1000);
    expect((await send('DELETE', path)).text).toBe('{}');
  });
});

describe('§1.3 zero values', () => {
  test('are written out: an empty list, an empty text, a zero', async () => {
    expect((await send('GET', '/projects/system/volumes')).json).toEqual({ volumes: [] });
    expect((await create()).json).toMatchObject({ qosPolicyName: '', connectedHosts: [] });
  });
});

describe('§1.4 errors', () => {
  test.each([
    ['GET', '/volumes?limit=x', 400, 3],
    ['GET', '/volumes/feedface-0000-4000-8000-000000000abc', 404, 5],
    ['DELETE', '/projects/default', 400, 3],
    ['GET', '/events', 501, 12],
  ])('%s %s: status %i, code %i, the message twice', async (method, path, status, code) => {
    const { status: actual, json } = await send(method, path);
    const { message } = json;
    expect(message).not.toBe('');
    expect([actual, json]).toEqual([status, { error: message, code, message }]);
  });

  test('without a token it is 401 with code 16', async () => {
    expect(await send('GET', '/version', { token: undefined })).toMatchObject({
      status: 401,
      json: { code: 16 },
    });
  });
});
