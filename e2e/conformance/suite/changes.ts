import { expect, test } from 'vitest';
import { newName, volumesOf, wireVolume } from '../targets/volumes.ts';
import type { Target } from '../targets/target.ts';
import { whileInMotion } from '../targets/while-in-motion.ts';
import { UNKNOWN_UUID, type Ask } from './ask.ts';

const KIB_4 = 4096;

/** Messages in bodies, as the gateway reads them (lightbits-api §1.1, §2.2). */
export function testChanges({ post, put, del, get }: Ask, target: () => Target): void {
  const volumeOf = (changes: Readonly<Record<string, unknown>> = {}) => ({
    name: newName(),
    size: '1 gib',
    replicaCount: 1,
    acl: { values: ['ALLOW_NONE'] },
    projectName: target().project,
    ...changes,
  });
  const create = async (changes: Readonly<Record<string, unknown>> = {}) =>
    post('/volumes', volumeOf(changes));

  test('Creating answers 200 with the volume', async () => {
    const body = volumeOf({ labels: [{ key: 'env', value: 'test' }] });
    const answer = await post('/volumes', body);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      name: body.name,
      size: String(2 ** 30),
      replicaCount: 1,
      acl: { values: ['ALLOW_NONE'] },
      IPAcl: { values: ['ALLOW_ANY'] },
      compression: 'false',
      sectorSize: 4096,
      labels: [{ key: 'env', value: 'test' }],
    });
  });

  // Of one alone: a cluster may have a single node.
  test.each([1, '1'])('Replicas may be the number or the text %j', async (replicaCount) => {
    expect(await create({ replicaCount })).toMatchObject({
      status: 200,
      json: { replicaCount: 1 },
    });
  });

  test.each([
    ['4 gib', 4 * 2 ** 30],
    ['1073741824', 2 ** 30],
    ['1073741824b', 2 ** 30],
    ['2Gib', 2 ** 31],
    ['1024mib', 2 ** 30],
    ['1073741825', 2 ** 30 + KIB_4],
  ])('The size "%s" is %d bytes', async (size, bytes) => {
    expect(await create({ size })).toMatchObject({ status: 200, json: { size: String(bytes) } });
  });

  test.each([
    ['True', 'true'],
    ['enabled', 'true'],
    ['disable', 'false'],
  ])('Compression "%s" reads "%s"', async (given, compression) => {
    expect(await create({ compression: given })).toMatchObject({
      status: 200,
      json: { compression },
    });
  });

  test.each(['sectorSize_512B', 512])(
    'An enum is given by its name or its number: %j',
    async (sectorSize) => {
      expect(await create({ sectorSize })).toMatchObject({
        status: 200,
        json: { sectorSize: 512 },
      });
    },
  );

  test('Unknown fields are ignored, at any depth', async () => {
    const acl = { values: ['a'], more: { b: 1 } };
    expect(await create({ nonsense: { a: [1] }, acl })).toMatchObject({
      status: 200,
      json: { acl: { values: ['a'] } },
    });
  });

  test('Names are case-sensitive', async () => {
    const { name, ...rest } = volumeOf();
    expect(await post('/volumes', { ...rest, Name: name })).toMatchObject({ status: 400 });
  });

  test('null is absent', async () => {
    const nothing = { IPAcl: null, labels: null, sourceSnapshotUUID: null, compression: null };
    expect((await create(nothing)).status).toBe(200);
    expect(await create({ name: null })).toMatchObject({ status: 400, json: { code: 3 } });
  });

  test('Of a field given twice the last counts, and what follows the message is ignored', async () => {
    const body = volumeOf();
    const text = JSON.stringify(body).replace('{', '{"name":"first",');
    expect(await post('/volumes', `${text} and more }`)).toMatchObject({
      status: 200,
      json: { name: body.name },
    });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'APPLICATION/JSON; charset=latin1',
  ])('The content type %s does not matter', async (type) => {
    const answer = await post('/volumes', volumeOf(), { headers: { 'content-type': type } });
    expect(answer.status).toBe(200);
  });

  test('An empty body and null are an empty message', async () => {
    for (const body of ['', 'null', '  ']) {
      expect(await post('/volumes', body)).toMatchObject({ status: 400, json: { code: 3 } });
    }
  });

  test('POST and PUT do not read the query', async () => {
    const { projectName: _, ...rest } = volumeOf();
    const answer = await post('/volumes?projectName=default', rest);
    expect(answer).toMatchObject({ status: 400, json: { code: 3 } });
    const { UUID } = await volumesOf(target()).createAvailable();
    const updated = await put(`/volumes/${UUID}?projectName=nowhere`, { size: '2 gib' });
    expect(updated).toMatchObject({ status: 200, text: '{}' });
  });

  test('The path is stronger than the body', async () => {
    const { UUID } = await volumesOf(target()).createAvailable();
    const answer = await put(`/volumes/${UUID}`, { UUID: UNKNOWN_UUID, size: '2 gib' });
    expect(answer).toMatchObject({ status: 200, text: '{}' });
  });

  test('An empty list of labels is none, and an empty access list is refused', async () => {
    const labels = [{ key: 'env', value: 'test' }];
    const { UUID } = wireVolume((await create({ labels })).json);
    await volumesOf(target()).inState(UUID, 'Available');
    const path = `/volumes/${UUID}`;
    expect((await put(path, { labels: [], size: '2 gib' })).status).toBe(200);
    await volumesOf(target()).inState(UUID, 'Available');
    expect((await get(path)).json).toMatchObject({ labels });
    const nobody = await put(path, { acl: { values: [] } });
    expect(nobody).toMatchObject({ status: 400, json: { code: 3 } });
  });

  test('An access list is replaced as a whole, and needs no If-Match', async () => {
    const { UUID } = await volumesOf(target()).createAvailable();
    const acl = { values: ['nqn.2014-08.org.nvmexpress:uuid:one', 'two'] };
    const IPAcl = { values: ['10.20.30.40', '2001:db8::1'] };
    expect(await put(`/volumes/${UUID}`, { acl, IPAcl })).toMatchObject({ text: '{}' });
    await volumesOf(target()).inState(UUID, 'Available');
    expect((await get(`/volumes/${UUID}`)).json).toMatchObject({ acl, IPAcl });
  });

  test('DELETE reads the query and no body', async () => {
    const { UUID } = await volumesOf(target()).createAvailable();
    const { send, credentials, otherProject } = target();
    expect((await del(`/volumes/${UUID}?projectName=${otherProject}`)).status).toBe(404);
    const answer = await send({
      method: 'DELETE',
      path: `/api/v2/volumes/${UUID}?projectName=${target().project}`,
      headers: credentials('admin'),
      body: '{garb',
    });
    expect(answer).toMatchObject({ status: 200, text: '{}' });
  });

  test('Changing and deleting go by name too, where the path ends in a slash', async () => {
    async function makeGrown(): Promise<string> {
      const { UUID, name, projectName } = await volumesOf(target()).createAvailable();
      const change = { name, projectName, size: '2 gib' };
      expect(await put('/volumes/', change)).toMatchObject({ text: '{}' });
      const grown = await volumesOf(target()).inState(UUID, 'Available');
      expect(grown.size).toBe(String(2 ** 31));
      return `/volumes/?name=${name}&projectName=${projectName}`;
    }
    const shown = await whileInMotion(target().inMotionMs.deleting, makeGrown, async (byName) => {
      expect(await del(byName)).toMatchObject({ status: 200, text: '{}' });
      return get(byName);
    });
    expect(wireVolume(shown.json).state).toBe('Deleting');
  });
}
