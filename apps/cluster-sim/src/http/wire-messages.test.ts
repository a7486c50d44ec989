import { describe, expect, test } from 'vitest';
import { runningCluster, volumeRequest } from '../test-support/running-cluster.ts';

/** Every line of lightbits-api §1.1 on what a request may hold, seen from outside. */
const { clock, send } = runningCluster(20);
const create = (changes: object = {}) => send('POST', '/volumes', { body: volumeRequest(changes) });
const refusal = async (changes: object) => {
  const { status, json } = await create(changes);
  return [status, json['code'], json['message']];
};

describe('§1.1 JSON', () => {
  test('64-bit numbers are strings, 32-bit ones and doubles are numbers, enums are names', async () => {
    const { json } = await create();
    expect(json).toMatchObject({
      size: '4294967296',
      replicaCount: 1,
      sectorSize: 4096,
      state: 'Creating',
      compression: 'false',
      statistics: { logicalUsedStorage: '0', compressionRatio: 1 },
    });
    expect(json['creationTime']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3}){0,3}Z$/);
  });

  test.each([3, '3'])('replicaCount %j is three', async (replicaCount) => {
    expect((await create({ replicaCount })).json).toMatchObject({ replicaCount: 3 });
  });

  test.each([3.5, -1, 0, 4, 2 ** 32, 'abc', '3.5', '', true, {}])(
    'replicaCount %j is 400',
    async (replicaCount) => {
      const [status, code, message] = await refusal({ replicaCount });
      expect([status, code]).toEqual([400, 3]);
      expect(message).toMatch(/^replicaCount: /);
    },
  );

  test.each([
    4096,
    0,
    '0',
    '-1',
    '',
    'abc',
    '1e9',
    '4 xb',
    '4 gb',
    '1.5',
    String(2n ** 63n - 1n),
    String(2n ** 63n),
    String(2n ** 64n - 1n),
    String(2n ** 64n),
  ])('size %j is 400', async (size) => {
    const [status, code, message] = await refusal({ size });
    expect([status, code]).toEqual([400, 3]);
    expect(message).toMatch(/^size: /);
  });

  test.each([
    ['4 gib', '4294967296'],
    ['10737418240', '10737418240'],
    ['1073741824b', '1073741824'],
    ['10gib', '10737418240'],
    ['1024mib', '1073741824'],
    ['20Gib', '21474836480'],
    ['1', '4096'],
    ['4097', '8192'],
  ])('size %j is %s bytes', async (size, bytes) => {
    expect((await create({ size })).json).toMatchObject({ size: bytes });
  });

  test.each([
    ['sectorSize_512B', 512],
    ['sectorSize_4K', 4096],
    ['sectorSize_Default', 4096],
    [512, 512],
    [0, 4096],
  ])('an enum comes by name or number: sectorSize %j', async (sectorSize, shown) => {
    expect((await create({ sectorSize })).json).toMatchObject({ sectorSize: shown });
  });

  test.each(['sectorSize_1K', '512', 'SECTORSIZE_4K'])(
    'an unknown name of an enum is 400: %j',
    async (sectorSize) => expect((await refusal({ sectorSize }))[2]).toMatch(/^sectorSize: /),
  );

  test('bytes are standard base64, and a credential comes by the number of its type too', async () => {
    const path = '/projects/acme/credentials';
    const pem = await send('GET', '/projects/system/credentials');
    const payload = /"payload":"([^"]+)"/.exec(pem.text)?.[1];
    const good = { ID: 'by-number', type: 1, payload };
    expect((await send('POST', path, { body: good })).json).toMatchObject({ type: 'RS256PubKey' });
    const urlSafe = payload?.replaceAll('=', '').slice(0, -3).concat('-_-');
    const wrong = await send('POST', path, { body: { ...good, ID: 'x', payload: urlSafe } });
    expect([wrong.status, wrong.json['code']]).toEqual([400, 3]);
    const named = await send('POST', path, { body: { ...good, ID: 'x', type: 'rsa256pubkey' } });
    expect(named.json['message']).toMatch(/^type: must be one of RS256PubKey/);
  });

  test.each([
    ['compression', true],
    ['acl', ['a']],
    ['acl', 'ALLOW_ANY'],
    ['acl', {}],
    ['labels', { key: 'a', value: 'b' }],
    ['name', 7],
  ])('%s as %j is 400', async (field, value) => {
    const [status, code, message] = await refusal({ [field]: value });
    expect([status, code]).toEqual([400, 3]);
    expect(message).toContain(field);
  });

  test('unknown fields are ignored, null is absent, names are case-sensitive', async () => {
    const odd = { what: { ever: [1] }, IPAcl: null, qosPolicyName: null, minReplicas: 1 };
    expect((await create(odd)).json).toMatchObject({ IPAcl: { values: ['ALLOW_ANY'] } });
    expect((await create({ ipAcl: { values: ['none of these'] } })).status).toBe(200);
    expect((await refusal({ name: undefined, Name: 'x' }))[2]).toMatch(/^name: is required/);
  });

  const text = (tail = '', inside = '') =>
    JSON.stringify(volumeRequest()).replace('{', `{${inside}`) + tail;
  test.each([
    ['trailing bytes', () => text(' }trailing')],
    ['a repeated key, of which the last counts', () => text('', '"size":"0",')],
    ['space around it', () => `\n\t ${text('\n')}`],
    ['a prototype that is none', () => text('', '"__proto__":{"size":"0"},')],
  ])('a body with %s is read', async (_, body) => {
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
      const answer = await send('POST', '/volumes', {
        body: body(),
        headers: { 'content-type': type },
      });
      expect([type, answer.status]).toEqual([type, 200]);
    }
  });

  test.each(['', 'null', 'null x', '{}'])('the body %j is an empty message', async (body) => {
    const answer = await send('POST', '/volumes', { body });
    expect(answer.json['message']).toContain('name: is required');
  });

  test.each(['[]', '1', '"x"', 'true', '{"name":', '{name:"x"}', '\u{feff}{}', '{"a":NaN}'])(
    'the body %j is 400',
    async (body) => {
      const answer = await send('POST', '/volumes', { body });
      expect([answer.status, answer.json['code']]).toEqual([400, 3]);
      expect(answer.json['message']).toMatch(/^the body/);
    },
  );

  test('of a policy given by UUID and by name one wins, without an error', async () => {
    const [, uuid] =
      /"UUID":"([^"]+)","name":"gold"/.exec((await send('GET', '/policies?name=gold')).text) ?? [];
    const both = await create({ qosPolicyUUID: uuid, qosPolicyName: 'silver' });
    expect(both.json).toMatchObject({ qosPolicyName: 'gold' });
  });

  test('an empty list of labels is as none, an empty ACL is not', async () => {
    expect((await create({ labels: [] })).status).toBe(200);
    expect((await refusal({ acl: { values: [] } }))[2]).toMatch(/^acl\.values: /);
  });
});

describe('§1.1 where a message comes from', () => {
  test('the query of POST and PUT is ignored, the path wins over the body', async () => {
    const body = volumeRequest({ projectName: undefined });
    const unheard = await send('POST', '/volumes?projectName=default', { body });
    expect(unheard.json['message']).toMatch(/^projectName: is required/);
    const scoped = await send('POST', '/projects/acme/volumes', { body: volumeRequest() });
    expect(scoped.json).toMatchObject({ projectName: 'acme' });
  });

  test('a DELETE reads its query alone', async () => {
    const { json } = await create();
    clock.advance(2000);
    const body = { projectName: 'acme' };
    const path = `/volumes/${String(json['UUID'])}`;
    expect((await send('DELETE', `${path}?projectName=acme`)).status).toBe(404);
    expect((await send('DELETE', path, { body })).text).toBe('{}');
  });

  test.each(['showAll=1', 'showAll=t', 'showAll=true', 'showAll=0', 'showAll=f', 'showAll=false'])(
    '%s is a boolean',
    async (query) => expect((await send('GET', `/volumes?${query}`)).status).toBe(200),
  );

  test.each([
    ['limit=abc', 'limit'],
    ['limit=', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=0', 'limit'],
    [`limit=${2n ** 63n}`, 'limit'],
    ['showAll=yes', 'showAll'],
    ['showAll=', 'showAll'],
    ['UUID=x', 'UUID'],
    ['name=%zz', 'the query'],
    ['name=a;limit=1', 'the query'],
  ])('?%s is 400', async (query, field) => {
    const answer = await send('GET', `/volumes?${query}`);
    expect([answer.status, answer.json['code']]).toEqual([400, 3]);
    expect(String(answer.json['message']).startsWith(field)).toBe(true);
  });

  test('the greatest limit of 64 bits is a limit; unknown parameters are ignored; of a repeated one the first counts', async () => {
    expect((await send('GET', `/volumes?limit=${2n ** 63n - 1n}&what=1`)).status).toBe(200);
    const first = await send('GET', '/volumes?limit=1&limit=2');
    expect(first.json['volumes']).toHaveLength(1);
    // Names are case-sensitive: this asks for nothing.
    expect((await send('GET', '/volumes?Limit=1&NAME=none')).json['volumes']).not.toHaveLength(1);
  });
});
