import { expect, test } from 'vitest';
import type { Target } from '../targets/target.ts';
import { wireVolumes, type WireVolume } from '../targets/volumes.ts';
import { UNKNOWN_UUID, type Ask } from './ask.ts';
import { needsVolumes } from './needs-volumes.ts';

const count = (answer: { readonly json: Readonly<Record<string, unknown>> }): number =>
  wireVolumes(answer.json).length;

/** Queries, as the gateway reads them (lightbits-api §1.1). */
export function testQueries(ask: Ask, target: () => Target): void {
  const { get } = ask;
  /** A volume that is there as long as the test. */
  async function anyVolume(): Promise<WireVolume> {
    const list = await get(`/volumes?limit=1&projectName=${target().restingProject}`);
    const [volume] = wireVolumes(list.json);
    if (volume === undefined) throw new Error(`There is no volume: ${list.text}`);
    return volume;
  }

  test('Of a repeated parameter the first value counts', async (context) => {
    await needsVolumes(target(), ask, context);
    expect(await get('/volumes?limit=1&limit=2').then(count)).toBe(1);
    expect((await get('/volumes?limit=1&limit=abc')).status).toBe(200);
    expect((await get('/volumes?limit=abc&limit=1')).status).toBe(400);
  });

  test('Unknown parameters are ignored, and names are case-sensitive', async (context) => {
    await needsVolumes(target(), ask, context);
    expect(await get('/volumes?limit=1&frobnicate=yes').then(count)).toBe(1);
    const otherCase = await get(`/volumes?limit=1&uuid=${UNKNOWN_UUID}`);
    expect(count(otherCase)).toBe(1);
  });

  test('An empty text is none', async (context) => {
    await needsVolumes(target(), ask, context);
    expect(await get('/volumes?limit=1&UUID=&name=&offsetUUID=').then(count)).toBe(1);
  });

  test.each(['1', 't', 'true', '0', 'f', 'false'])('showAll=%s is a boolean', async (value) => {
    expect((await get(`/volumes?limit=1&showAll=${value}`)).status).toBe(200);
  });

  test.each(['yes', 'on', '2', ''])('showAll=%s is none: 400 code 3', async (value) => {
    const answer = await get(`/volumes?showAll=${value}`);
    expect(answer).toMatchObject({ status: 400, json: { code: 3 } });
  });

  test.each(['abc', '1.5', '1e3', ''])('limit=%s is no number: 400 code 3', async (value) => {
    const answer = await get(`/volumes?limit=${value}`);
    expect(answer).toMatchObject({ status: 400, json: { code: 3 } });
  });

  test('A page of more than 1000 is a page of 1000', async () => {
    expect(await get('/volumes?limit=100000').then(count)).toBeLessThanOrEqual(1000);
  });

  test.each([
    ['/volumes?projectName=nowhere', 'volumes'],
    ['/projects/nowhere/volumes', 'volumes'],
    ['/projects/nowhere/snapshots', 'snapshots'],
  ])('%s of a project that is not there is an empty list', async (path, list) => {
    const { status, json } = await get(path);
    expect([status, json[list] ?? []]).toEqual([200, []]);
  });

  test('The path is stronger than the query', async (context) => {
    await needsVolumes(target(), ask, context);
    const { UUID } = await anyVolume();
    const answer = await get(`/volumes/${UUID}?UUID=${UNKNOWN_UUID}`);
    expect(answer).toMatchObject({ status: 200, json: { UUID } });
  });

  test('A volume is found by its UUID, whatever its case, and by its name', async (context) => {
    await needsVolumes(target(), ask, context);
    const { UUID, name, projectName } = await anyVolume();
    expect((await get(`/volumes/${UUID.toUpperCase()}`)).json).toMatchObject({ UUID });
    const byName = `name=${name}&projectName=${projectName}`;
    expect((await get(`/volumes/?${byName}`)).json).toMatchObject({ UUID, name, projectName });
    expect(wireVolumes((await get(`/volumes?${byName}`)).json)).toMatchObject([{ UUID }]);
    expect(wireVolumes((await get(`/volumes?UUID=${UUID}`)).json)).toMatchObject([{ UUID }]);
  });
}
