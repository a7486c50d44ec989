import { expect, test } from 'vitest';
import { isPlainRefusal } from '../http/error-body.ts';
import { UNKNOWN_UUID, type Ask } from './ask.ts';

const NOWHERE = [
  ['a path that is not there', '/nope'],
  ['a path in another case', '/Volumes'],
  ['an empty segment', '//volumes'],
  ['an escaped slash', '/volumes/a%2Fb'],
  ['a verb behind a segment', `/volumes/${UNKNOWN_UUID}:verb`],
  ['a slash behind one thing', `/volumes/${UNKNOWN_UUID}/`],
  ['a slash behind the version', '/version/'],
  ['a path that goes on', '/cluster/x'],
] as const;

const NO_METHODS = [
  ['PATCH', '/volumes'],
  ['DELETE', '/volumes'],
  ['OPTIONS', '/volumes'],
  ['OPTIONS', '/cluster'],
  ['PATCH', `/volumes/${UNKNOWN_UUID}`],
  ['POST', `/volumes/${UNKNOWN_UUID}`],
  ['PUT', '/version'],
  ['POST', '/clusterinfo'],
] as const;

/** The gateway's router: what is nowhere, and what is there by another method (lightbits-api §1.2). */
export function testRouting({ ask, get }: Ask): void {
  test.each(NOWHERE)('%s is 404 in plain text', async (_, path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(isPlainRefusal(answer)).toBe(true);
  });

  test.each(NO_METHODS)('%s %s is 405 in plain text', async (method, path) => {
    const answer = await ask(method, path);
    expect(answer.status).toBe(405);
    expect(isPlainRefusal(answer)).toBe(true);
  });

  test('HEAD is no GET', async () => {
    const answer = await ask('HEAD', '/volumes');
    expect(answer.status).toBe(405);
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
  });

  test('Without a slash it is a list, with one a single object or 404', async () => {
    const list = await get('/volumes?name=no-volume-is-called-so&projectName=default');
    expect(list.status).toBe(200);
    expect(list.json['volumes'] ?? []).toEqual([]);
    const one = await get('/volumes/?name=no-volume-is-called-so&projectName=default');
    expect(one).toMatchObject({ status: 404, json: { code: 5 } });
  });
}
