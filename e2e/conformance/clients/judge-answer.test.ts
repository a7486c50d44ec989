import { expect, test } from 'vitest';
import { objectIn, type Answer } from '../http/send.ts';
import { CINDER } from './client-reads.ts';
import { judgeAnswer, type Verdict } from './judge-answer.ts';
import { createThings } from './things.ts';

const UUID = '11111111-1111-4111-8111-111111111111';
const VOLUMES = '/api/v2/projects/default/volumes';
const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };
const VOLUME = {
  UUID,
  ETag: '1',
  name: 'v',
  state: 'Available',
  size: String(2 ** 32),
  acl: { values: ['ALLOW_NONE'] },
  IPAcl: { values: ['ALLOW_ANY'] },
};

const answerOf = (status: number, body: unknown, headers = HEADERS): Answer => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers, text, json: objectIn(text) };
};
const requestOf = (method: string, path: string, body: unknown = '') => ({
  method,
  path,
  headers: [],
  body: body === '' ? '' : JSON.stringify(body),
});

/** What a client that has made the volume makes of an answer. */
function judge(method: string, path: string, answer: Answer, next: string | undefined = 'GET') {
  const things = createThings();
  const create = { name: 'v', size: '4 gib', acl: { values: ['ALLOW_NONE'] } };
  things.done(requestOf('POST', VOLUMES, create), answerOf(200, { UUID }));
  return judgeAnswer(requestOf(method, path), answer, {
    reads: CINDER,
    things,
    next: { isSame: false, method: next },
    isForged: false,
  });
}

const failureOf = (verdict: Verdict): string =>
  typeof verdict === 'object' ? verdict.failsWith : `none: it ${verdict}`;

const ONE = `${VOLUMES}/${UUID}`;

test('A client continues when its volume is ready and as requested', () => {
  expect(judge('GET', ONE, answerOf(200, VOLUME))).toBe('goes on');
  expect(judge('GET', ONE, answerOf(200, { ...VOLUME, state: 'Migrating' }))).toBe('goes on');
  expect(judge('GET', `${VOLUMES}/?name=v`, answerOf(200, VOLUME))).toBe('goes on');
});

test('It waits while the volume is in motion, unless it reads it to change it', () => {
  const creating = answerOf(200, { ...VOLUME, state: 'Creating' });
  expect(judge('GET', ONE, creating)).toBe('asks again');
  expect(judge('GET', ONE, creating, 'PUT')).toBe('goes on');
});

test.each([503, 412])('It comes again when a change is answered %i', (status) => {
  expect(judge('PUT', ONE, answerOf(status, {}))).toBe('comes again');
});

test.each([
  ['a size that is a number', 200, { ...VOLUME, size: 2 ** 32 }, 'size'],
  ['another size', 200, { ...VOLUME, size: '1' }, 'its size is no 4294967296'],
  ['another access list', 200, { ...VOLUME, acl: { values: ['ALLOW_ANY'] } }, 'its ACL is no'],
  ['an access list that is none', 200, { ...VOLUME, acl: ['ALLOW_NONE'] }, 'acl'],
  ['no ETag', 200, { ...VOLUME, ETag: undefined }, 'ETag'],
  ['another volume', 200, { ...VOLUME, UUID: 'other' }, 'it is no v'],
  ['a state that ends nowhere', 200, { ...VOLUME, state: 'Failed' }, 'its state is Failed'],
  ['that it is not there', 404, {}, 'not 200'],
  ['that nothing is expected', 417, '', 'not 200'],
])('It fails with %s', (_, status, body, failsWith) => {
  expect(failureOf(judge('GET', ONE, answerOf(status, body)))).toContain(failsWith);
});

test('What it has not made must be a 404 that it can read', () => {
  const other = `${VOLUMES}/?name=other`;
  const refused = { error: 'no', code: 5, message: 'no' };
  expect(judge('GET', other, answerOf(404, refused))).toBe('goes on');
  expect(failureOf(judge('GET', other, answerOf(200, VOLUME)))).toContain('not 404');
  expect(failureOf(judge('GET', other, answerOf(404, '<html>')))).toContain('fields');
});
