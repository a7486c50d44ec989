import { post, omitHeaders } from './write.ts';
import { invalid, invalidAsAWhole, onlyBff, unknownTo } from './write.ts';
import type { Expected, Row } from './row.ts';

const NO_SUCH_ROUTE = { skip: 'the federation alone has this login' };
const ONLY_FEDERATION: Row['on'] = { simulator: NO_SUCH_ROUTE, bff: NO_SUCH_ROUTE };
const ONLY_BFF = onlyBff('the BFF alone has this login');

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
/** Every refusal is the same, whatever was wrong. */
const REFUSED: Expected = { status: 401, code: 16, text: 'sign in' };

const login = (name: string, authorization: string | undefined, expect = REFUSED): Row => ({
  operation: 'login',
  name,
  as: 'nobody',
  request: {
    method: 'POST',
    path: '/api/v2/cflogin',
    ...(authorization === undefined ? {} : { headers: { authorization } }),
  },
  expect,
  on: ONLY_FEDERATION,
});

const federationLogin: readonly Row[] = [
  login('no credentials', undefined),
  login('an empty header', ''),
  login('the word alone', 'Basic'),
  login('the word and a space', 'Basic '),
  login('what is no base64', 'Basic !!!'),
  login('base64 that is cut off', 'Basic YWR'),
  login('no colon', basic('nobody-at-all')),
  login('no name', basic(':password')),
  login('a NUL', basic('nobody\0:password')),
  login('what is no UTF-8', `Basic ${Buffer.from([0xff, 0xfe, 0x3a, 0x61]).toString('base64')}`),
  login('a password of 2 KiB', basic(`nobody-1:${'p'.repeat(2048)}`)),
  login('somebody unknown', basic('nobody-2:password')),
  login('somebody with a wrong password', basic('Viewer-Of-Nothing:password')),
  login('a name with SQL', basic("' or 1=1 --:password")),
  login('a bearer token', 'Bearer abc'),
  login('digest', 'Digest username="admin"'),
  {
    ...login('a body beside bad credentials', basic('nobody-3:password')),
    request: {
      method: 'POST',
      path: '/api/v2/cflogin',
      headers: { authorization: basic('nobody-3:password'), 'content-type': 'application/json' },
      body: '{"username":',
    },
  },
];

const signIn = (name: string, body: unknown, expect: Expected, headers = {}): Row => ({
  operation: 'login',
  name: `console: ${name}`,
  as: 'nobody',
  request: post('/auth/login', body, headers),
  expect,
  on: ONLY_BFF,
});
const WRONG: Expected = { status: 401, code: 16, text: 'user name or password' };
const good = { username: 'nobody-4', password: 'password' };

const bffLogin: readonly Row[] = [
  signIn('nothing', {}, invalid('username')),
  signIn('no name', { password: 'p' }, invalid('username', 'required')),
  signIn('no password', { username: 'u' }, invalid('password', 'required')),
  signIn('empty name', { username: '', password: 'p' }, invalid('username')),
  signIn('empty password', { username: 'u', password: '' }, invalid('password')),
  signIn('name of 254 characters', { ...good, username: 'u'.repeat(254) }, invalid('username')),
  signIn(
    'password of 1025 characters',
    { ...good, password: 'p'.repeat(1025) },
    invalid('password'),
  ),
  signIn('name as a list', { ...good, username: ['admin'] }, invalid('username')),
  signIn('password as an object', { ...good, password: { $ne: '' } }, invalid('password')),
  signIn('a field that nobody knows', { ...good, otp: '1' }, unknownTo('otp')),
  signIn('somebody unknown', good, WRONG),
  signIn('a name with a colon', { username: 'admin:x', password: 'p' }, WRONG),
  signIn('a name with a NUL', { username: 'nobody\0', password: 'p' }, invalid('username')),
  signIn('a list', [], invalidAsAWhole('object')),
  signIn('no JSON', 'username=u&password=p', invalidAsAWhole('JSON')),
  signIn(
    'a form',
    'username=u&password=p',
    { status: 415, code: 3 },
    {
      'content-type': 'application/x-www-form-urlencoded',
    },
  ),
  {
    ...signIn('a body without a type', good, { status: 415, code: 3 }),
    request: omitHeaders(post('/auth/login', good), 'content-type'),
  },
  signIn('from another site', good, { status: 403, code: 7 }, { 'sec-fetch-site': 'cross-site' }),
];

export const loginRows: readonly Row[] = [...federationLogin, ...bffLogin];
