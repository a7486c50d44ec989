import { expect, test } from 'vitest';
import { errorBodyProblems } from '../http/error-body.ts';
import type { Answer } from '../http/send.ts';
import { newName, volumesOf, wireVolumes } from '../targets/volumes.ts';
import type { Target } from '../targets/target.ts';
import { whileInMotion } from '../targets/while-in-motion.ts';
import { UNKNOWN_UUID, type Ask } from './ask.ts';
import type { TargetTraits } from './suite.ts';

/** What is wrong with an answer that should be this error; none when it is. */
function problemsWith(
  kind: Target['kind'],
  answer: Answer,
  status: number,
  code: number,
): string[] {
  // Whether an answer may be kept is ours to say, not the vendor's.
  const ofTheBody = errorBodyProblems(answer, false).filter(
    (problem) => kind !== 'live' || problem !== 'the answer may be kept',
  );
  const seen = `${answer.status} ${String(answer.json['code'])}`;
  if (seen !== `${status} ${code}`) return [`it is ${seen}: ${answer.text}`];
  // Ours are for our own programs: the simulator says in its sentence alone what is wrong, as a cluster does.
  const hasDetails = kind === 'simulator' && 'details' in answer.json;
  return hasDetails ? [...ofTheBody, `it has details: ${answer.text}`] : ofTheBody;
}

/** The error body, for every status that can be reached from outside (lightbits-api §1.4). */
export function testErrors(traits: TargetTraits, ask: Ask, target: () => Target): void {
  const { get, post, put, del } = ask;
  const { kind } = traits;

  test('400 code 3: what cannot be read', async () => {
    expect(problemsWith(kind, await get('/volumes?limit=abc'), 400, 3)).toEqual([]);
    expect(problemsWith(kind, await get('/volumes/abc'), 400, 3)).toEqual([]);
  });

  test('401 code 16: nobody, and a token that is none', async () => {
    expect(problemsWith(kind, await get('/volumes', { as: 'nobody' }), 401, 16)).toEqual([]);
    const headers = { authorization: 'Bearer abc' };
    expect(problemsWith(kind, await get('/cluster', { as: 'nobody', headers }), 401, 16)).toEqual(
      [],
    );
  });

  test('404 code 5: what is not there', async () => {
    expect(problemsWith(kind, await get(`/volumes/${UNKNOWN_UUID}`), 404, 5)).toEqual([]);
    expect(
      problemsWith(kind, await get('/volumes/?name=not-there&projectName=default'), 404, 5),
    ).toEqual([]);
  });

  test.runIf(traits.hasViewer)('403 code 7: what the roles do not allow', async () => {
    expect(problemsWith(kind, await get('/cluster', { as: 'viewer' }), 403, 7)).toEqual([]);
    expect(
      problemsWith(
        kind,
        await get(`/volumes?projectName=${target().otherProject}`, { as: 'viewer' }),
        403,
        7,
      ),
    ).toEqual([]);
  });

  test.runIf(traits.hasViewer)('404 code 5: what the roles do not show', async () => {
    const { otherProject } = target();
    const list = await get(`/volumes?limit=1&projectName=${otherProject}`);
    const [volume] = wireVolumes(list.json);
    expect(volume?.projectName).toBe(otherProject);
    expect(
      problemsWith(kind, await get(`/volumes/${volume?.UUID}`, { as: 'viewer' }), 404, 5),
    ).toEqual([]);
  });

  test.runIf(kind !== 'live')('501 code 12: what is not served', async () => {
    expect(problemsWith(kind, await get('/logs'), 501, 12)).toEqual([]);
    expect(problemsWith(kind, await get('/logs', { as: 'nobody' }), 401, 16)).toEqual([]);
  });

  if (!traits.mayWrite) return;

  test('400 code 3: bodies that are no message', async () => {
    for (const body of ['{garb', '[]', '5', '"text"', 'true']) {
      expect(problemsWith(kind, await post('/volumes', body), 400, 3)).toEqual([]);
    }
    expect(problemsWith(kind, await post('/volumes', { size: 5 }), 400, 3)).toEqual([]);
    expect(
      problemsWith(kind, await put(`/volumes/${UNKNOWN_UUID}`, { compression: true }), 400, 3),
    ).toEqual([]);
  });

  test('409 code 6: a name that is taken', async () => {
    const { name } = await volumesOf(target()).createAvailable();
    const body = { size: '1 gib', replicaCount: 1, acl: { values: ['ALLOW_NONE'] } };
    const again = { ...body, name, projectName: target().project };
    expect(problemsWith(kind, await post('/volumes', again), 409, 6)).toEqual([]);
  });

  test('412 code 9: a stale ETag', async () => {
    const { UUID } = await volumesOf(target()).createAvailable();
    const headers = { 'if-match': 'stale' };
    expect(
      problemsWith(kind, await put(`/volumes/${UUID}`, { size: '2 gib' }, { headers }), 412, 9),
    ).toEqual([]);
    expect(problemsWith(kind, await del(`/volumes/${UUID}`, { headers }), 412, 9)).toEqual([]);
  });

  test('503 code 14: a volume that is still being created', async () => {
    const answers = await whileInMotion(
      target().inMotionMs.creating,
      async () => newName(),
      async (name) => {
        const { UUID } = await volumesOf(target()).create(name);
        return [await put(`/volumes/${UUID}`, { size: '2 gib' }), await del(`/volumes/${UUID}`)];
      },
    );
    for (const answer of answers) expect(problemsWith(kind, answer, 503, 14)).toEqual([]);
  });

  test('More than there is room for is refused, and nothing is created', async () => {
    const name = newName();
    const { project } = target();
    const body = { name, projectName: project, size: '4000 pib', replicaCount: 1 };
    const answer = await post('/volumes', { ...body, acl: { values: ['ALLOW_NONE'] } });
    expect([429, 503]).toContain(answer.status);
    expect(errorBodyProblems(answer, false)).toEqual([]);
    expect(
      problemsWith(kind, await get(`/volumes/?name=${name}&projectName=${project}`), 404, 5),
    ).toEqual([]);
  });
}
