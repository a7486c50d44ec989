import { beforeAll, expect, test } from 'vitest';
import { runningCluster } from '../test-support/running-cluster.ts';
import { createSigningKey, signToken } from '../test-support/signing-key.ts';

const { clock, send } = runningCluster(0);
const key = createSigningKey();
let volumeUUID: string;
const SNAPSHOTS = '/projects/default/snapshots';

beforeAll(async () => {
  const credential = { ID: 'tests', type: 'RS256PubKey', payload: key.payload };
  await send('POST', '/projects/system/credentials', { body: credential });
  const body = {
    name: 'source',
    size: '4 gib',
    replicaCount: 1,
    acl: { values: ['ALLOW_NONE'] },
    projectName: 'default',
  };
  volumeUUID = String((await send('POST', '/volumes', { body })).json['UUID']);
  clock.advance(2000);
});
async function take(name: string): Promise<string> {
  const answer = await send('POST', SNAPSHOTS, { body: { name, sourceVolumeUUID: volumeUUID } });
  expect([answer.status, answer.json['state']]).toEqual([200, 'Creating']);
  clock.advance(2000);
  return String(answer.json['UUID']);
}

test('a snapshot is got by UUID, and by a capital Name behind a trailing slash', async () => {
  const uuid = await take('by-name');
  expect((await send('GET', `${SNAPSHOTS}/${uuid}`)).json).toMatchObject({ name: 'by-name' });
  expect((await send('GET', `${SNAPSHOTS}/?Name=by-name`)).json).toMatchObject({ UUID: uuid });
  expect((await send('GET', `${SNAPSHOTS}/?Name=none`)).status).toBe(404);
  // Lower-case `name` is no parameter of this message: nothing says which snapshot is meant.
  expect((await send('GET', `${SNAPSHOTS}/?name=by-name`)).status).toBe(400);
  expect((await send('GET', `${SNAPSHOTS}?Name=by-name`)).json).toMatchObject({
    snapshots: [{ UUID: uuid }],
  });
  expect((await send('DELETE', `${SNAPSHOTS}/?name=by-name`)).text).toBe('{}');
});

test('a rolled back volume is busy for its time: 409 code 10', async () => {
  const uuid = await take('back');
  const path = `/projects/default/volumes/${volumeUUID}`;
  const answer = await send('PUT', `${path}/rollback`, { body: { srcSnapshotUUID: uuid } });
  expect([answer.status, answer.text]).toEqual([200, '{}']);
  expect((await send('GET', path)).json).toMatchObject({ state: 'Rollback' });
  const busy = await send('DELETE', path);
  expect([busy.status, busy.json['code']]).toEqual([409, 10]);
  clock.advance(1000);
  expect((await send('GET', path)).json).toMatchObject({ state: 'Available' });
});

test('a retention time is a duration as Go writes it', async () => {
  const ask = (name: string, retentionTime: unknown) =>
    send('POST', SNAPSHOTS, { body: { name, sourceVolumeName: 'source', retentionTime } });
  expect((await ask('for-2h', '2h')).json).toMatchObject({ retentionTime: '7200s' });
  expect((await ask('for-ever', null)).json).toMatchObject({ retentionTime: '0s' });
  for (const wrong of ['7200', 7200, '2 h', '-2h', 'x']) {
    const answer = await ask('wrong', wrong);
    expect([wrong, answer.status, answer.json['code']]).toEqual([wrong, 400, 3]);
    expect(answer.json['message']).toMatch(/^retentionTime: must be a /);
  }
});

test.each([
  ['a name with a space', { name: 'a b' }, 'name'],
  ['a long description', { description: 'ä'.repeat(129) }, 'description'],
  ['no name', { name: undefined }, 'name'],
  ['a bad UUID', { sourceVolumeUUID: 'x' }, 'sourceVolumeUUID'],
])('%s is 400, code 3, and names the field', async (_, changes, field) => {
  const body = { name: 'bad', sourceVolumeName: 'source', ...changes };
  const answer = await send('POST', SNAPSHOTS, { body });
  expect([answer.status, answer.json['code']]).toEqual([400, 3]);
  expect(String(answer.json['message']).startsWith(`${field}:`)).toBe(true);
});

test('roles reach as far as with volumes', async () => {
  const tokenOf = (role: string) =>
    signToken(key, { kid: 'system:tests', roles: [role], now: Math.floor(clock.now() / 1000) });
  const uuid = await take('roles');
  const viewer = await tokenOf('default:viewer');
  expect((await send('GET', `${SNAPSHOTS}/${uuid}`, { token: viewer })).status).toBe(200);
  expect((await send('DELETE', `${SNAPSHOTS}/${uuid}`, { token: viewer })).status).toBe(403);
  const stranger = await tokenOf('acme:admin');
  expect((await send('GET', SNAPSHOTS, { token: stranger })).status).toBe(403);
  const there = `/projects/acme/snapshots/${uuid}`;
  expect((await send('GET', there, { token: stranger })).status).toBe(404);
  expect(await send('GET', '/projects/nowhere/snapshots')).toMatchObject({
    status: 200,
    json: { snapshots: [] },
  });
  const rollback = `/projects/acme/volumes/${volumeUUID}/rollback`;
  const body = { srcSnapshotUUID: uuid };
  expect((await send('PUT', rollback, { token: stranger, body })).status).toBe(404);
});
