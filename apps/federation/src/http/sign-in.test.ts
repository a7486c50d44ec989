import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forwardedHeaders, type BffProofKeys } from '@asterism/server-kit/secrets/bff-proof';
import { loadBffProofKeys } from '@asterism/server-kit/secrets/bff-proof-keys';
import { createPasswordHasher } from '../identity/password-hash.ts';
import { runUserCommand } from '../identity/user-commands.ts';
import { createUserStore } from '../store/user-store.ts';
import {
  ADMIN_PASSWORD,
  basic,
  bearer,
  signIn,
  startTestFederation,
  VIEWER_PASSWORD,
  type Answer,
  type TestFederation,
} from '../test-support/test-federation.ts';

let federation: TestFederation;
let proofKeys: BffProofKeys;

beforeAll(async () => {
  federation = await startTestFederation();
  const key = await loadBffProofKeys({ dataDir: federation.dataDir, masterKeyFile: undefined });
  if (!key.ok) throw new Error(key.error.message);
  proofKeys = key.value;
});
afterAll(() => federation.close());

/** As the BFF sends it for somebody at that address. */
const login = (authorization: string, address = '192.0.2.1'): Promise<Answer> => {
  const forwarded = forwardedHeaders(proofKeys, { address, requestId: 'r-1' });
  return federation.send('POST', '/api/v2/cflogin', { authorization, ...forwarded }, 'garbage{');
};

const whoAmI = (headers: Record<string, string>) =>
  federation.send('GET', '/api/v2/fleet/whoami', headers);

describe('login', () => {
  test('gives an idToken for HTTP Basic, whatever the body, that names the person and no rights', async () => {
    const answer = await login(basic('admin', ADMIN_PASSWORD));
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ tokenType: 'Bearer', expiresIn: '28800' });
    const token = String(answer.json['idToken']);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    const claims = decodeJwt(token);
    expect(claims.sub).toBe('admin');
    expect(claims.jti).toMatch(/^[0-9a-f-]{36}$/);
    expect(claims).not.toHaveProperty('roles');
    expect(Number(claims.exp) - Number(claims.iat)).toBe(28_800);
    expect((await whoAmI(bearer(token))).json).toEqual({
      subject: 'admin',
      roles: ['system:cluster-admin'],
    });
    expect((await whoAmI({ api_key: token })).status).toBe(200);
  });

  test('takes the credentials in api_key too', async () => {
    const api_key = basic('viewer', VIEWER_PASSWORD).slice('Basic '.length);
    const answer = await federation.send('POST', '/api/v2/cflogin', { api_key });
    expect(answer.status).toBe(200);
  });

  test('refuses everything else with one and the same answer', async () => {
    const raw = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
    const refusals = await Promise.all([
      login(basic('admin', 'wrong')),
      login(basic('nobody', ADMIN_PASSWORD)),
      login(basic('admin', 'x'.repeat(1025))),
      login('Basic'),
      login('Basic ???'),
      login(raw('no colon')),
      login(raw(':no name')),
      login(raw('nul\0:x')),
      login(`Bearer ${(await signIn(federation.url, 'admin', ADMIN_PASSWORD)).token}`),
      federation.send('POST', '/api/v2/cflogin'),
    ]);
    expect(new Set(refusals.map(({ status }) => status))).toEqual(new Set([401]));
    expect(new Set(refusals.map(({ text }) => text)).size).toBe(1);
    expect(refusals[0]?.json).toMatchObject({ code: 16 });
    expect(refusals.some(({ headers }) => headers.has('www-authenticate'))).toBe(false);
  });

  test('slows guesses down for an account from one network, and nobody else', async () => {
    const guess = (name: string, from: string) => login(basic(name, 'guess'), from);
    for (let count = 0; count < 10; count += 1) {
      expect((await guess('viewer', `2001:db8:0:${count}::1`)).status).toBe(401);
    }
    const slowed = await guess('VIEWER', '2001:db8:0:ff:1::2');
    expect(slowed.status).toBe(429);
    expect(slowed.json).toMatchObject({ code: 8 });
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await login(basic('viewer', VIEWER_PASSWORD), '2001:db8:0:1::9')).status).toBe(429);
    expect((await login(basic('viewer', VIEWER_PASSWORD), '198.51.100.7')).status).toBe(200);
    expect((await guess('admin', '2001:db8:0:1::1')).status).toBe(401);
  });
});

describe('the operator', () => {
  const run = (words: string, roles: string[] = [], password?: string) =>
    runUserCommand(
      { words: words.split(' '), roles, password },
      createUserStore(federation.database.orm),
      createPasswordHasher(),
    );

  test('adds people, gives them passwords and removes them', async () => {
    const added = await run('add dave', ['blue:viewer']);
    const password = /shown only now: (\S+)$/.exec(added.ok ? added.value : '')?.[1] ?? '';
    expect((await login(basic('dave', password))).status).toBe(200);
    expect(await run('add dave', ['blue:viewer'])).toMatchObject({ ok: false });
    expect(await run('password dave', [], 'chosen-by-hand')).toMatchObject({ ok: true });
    expect((await login(basic('dave', password))).status).toBe(401);
    expect((await login(basic('dave', 'chosen-by-hand'))).status).toBe(200);
    const list = await run('list');
    expect(list.ok ? list.value.split('\n') : []).toContain('dave\tblue:viewer');
    expect(await run('disable dave')).toMatchObject({ ok: true });
    expect((await login(basic('dave', 'chosen-by-hand'))).status).toBe(401);
    expect(await run('enable dave', ['blue:admin'])).toMatchObject({ ok: true });
    expect(await run('remove dave')).toMatchObject({ ok: true });
    expect(await run('remove dave')).toEqual({ ok: false, error: 'There is no user dave.' });
  });

  test.each([
    ['add eve', [], undefined, /--role is needed/],
    ['add eve', ['root'], undefined, /"root" is not a role/],
    ['add eve', ['blue:viewer'], 'short', /8 characters/],
    ['add ev:e', ['blue:viewer'], undefined, /^Usage/],
    ['dance eve', [], undefined, /^Usage/],
  ])('learns what is wrong with "%s" %j %s', async (words, roles, password, message) => {
    const outcome = await run(words, roles, password);
    expect(outcome.ok ? '' : outcome.error).toMatch(message);
  });
});
