import {
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
} from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFederation, type Federation } from '../federation.ts';
import { createPasswordHasher } from '../identity/password-hash.ts';
import { createUserStore, type UserStore } from '../store/user-store.ts';
import {
  ADMIN_PASSWORD,
  basic,
  bearer,
  send,
  signIn,
  startTestFederation,
  VIEWER_PASSWORD,
  type Answer,
  type TestFederation,
} from '../test-support/test-federation.ts';

const PASSWORD = 'the-password-of-erin';

let federation: TestFederation;
/** Another replica on the same database. */
let replica: Federation;
let users: UserStore;
let passwordHash: string;

beforeAll(async () => {
  federation = await startTestFederation();
  const started = await startFederation({
    port: 0,
    host: '127.0.0.1',
    dataDir: federation.dataDir,
    database: federation.database,
    log: pino({ level: 'silent' }),
  });
  if (!started.ok) throw new Error(started.error.message);
  replica = started.value;
  users = createUserStore(federation.database.orm);
  passwordHash = await createPasswordHasher().hash(PASSWORD);
  await users.add({ name: 'erin', roles: ['blue:viewer'], passwordHash });
});
afterAll(async () => {
  await replica.close();
  await federation.close();
});

const whoAmI = (headers: Record<string, string>, url = federation.url): Promise<Answer> =>
  send(url, 'GET', '/api/v2/fleet/whoami', headers);
const login = (name: string, password: string): Promise<Answer> =>
  federation.send('POST', '/api/v2/cflogin', { authorization: basic(name, password) });
const statusOf = async (token: string, url?: string) => (await whoAmI(bearer(token), url)).status;
const tokenOf = async (name: string, password: string): Promise<string> =>
  (await signIn(federation.url, name, password)).token;

const revoke = (idToken: unknown, signedInWith: string | undefined): Promise<Answer> =>
  federation.send(
    'POST',
    '/api/v2/fleet/revoke-token',
    signedInWith === undefined ? {} : bearer(signedInWith),
    JSON.stringify({ idToken }),
  );

describe('a token', () => {
  test('has the rights that its person has now, and none when they are shut out or gone', async () => {
    const roles = ['blue:admin'];
    await users.add({ name: 'carol', roles, passwordHash });
    const { token } = await signIn(federation.url, 'carol', PASSWORD);
    expect((await whoAmI(bearer(token))).json).toEqual({ subject: 'carol', roles });

    await users.enable('carol', ['blue:viewer']);
    expect((await whoAmI(bearer(token))).json).toMatchObject({ roles: ['blue:viewer'] });

    await users.disable('carol');
    expect((await whoAmI(bearer(token))).status).toBe(401);
    expect((await login('carol', PASSWORD)).status).toBe(401);

    await users.enable('carol', roles);
    const again = await signIn(federation.url, 'carol', PASSWORD);
    await users.remove('carol');
    expect((await whoAmI(bearer(again.token))).status).toBe(401);
  });

  test('made by others is refused: unsigned, signed with the public key, or with another key', async () => {
    const adminToken = await tokenOf('admin', ADMIN_PASSWORD);
    const { kid } = decodeProtectedHeader(adminToken);
    const claims = decodeJwt(adminToken);
    const { rows } = await federation.database.query(
      'select public_key from federation.login_keys',
    );
    const publicKey = new TextEncoder().encode(String(rows[0]?.['public_key']));
    const other = await generateKeyPair('RS256');
    const signed = (alg: string, key: Uint8Array | CryptoKey): Promise<string> =>
      new SignJWT(claims).setProtectedHeader({ alg, kid: String(kid), typ: 'JWT' }).sign(key);
    const forged = [
      new UnsecuredJWT(claims).encode(),
      await signed('HS256', publicKey),
      await signed('RS256', other.privateKey),
    ];
    for (const token of forged) expect((await whoAmI(bearer(token))).status).toBe(401);
  });

  test('that was tampered with anywhere, or is too long, is refused', async () => {
    const adminToken = await tokenOf('admin', ADMIN_PASSWORD);
    const parts = adminToken.split('.');
    const forged = { ...decodeJwt(await tokenOf('viewer', VIEWER_PASSWORD)), sub: 'admin' };
    const payload = Buffer.from(JSON.stringify(forged)).toString('base64url');
    const [header, , signature] = parts;
    expect((await whoAmI(bearer(`${header}.${payload}.${signature}`))).status).toBe(401);
    expect((await whoAmI(bearer(adminToken.slice(0, -4)))).status).toBe(401);
    expect((await whoAmI(bearer(`${adminToken}${'a'.repeat(8192)}`))).status).toBe(401);
    expect((await whoAmI({ authorization: 'Bearer' })).status).toBe(401);
  });
});

describe('revoking a token', () => {
  test('ends it at once, at every replica, and no other one of the same person', async () => {
    const [one, other] = [await tokenOf('erin', PASSWORD), await tokenOf('erin', PASSWORD)];
    expect(await revoke(one, one)).toMatchObject({ status: 200, json: {} });
    expect(await statusOf(one)).toBe(401);
    expect(await statusOf(one, replica.url)).toBe(401);
    expect(await statusOf(other, replica.url)).toBe(200);
  });

  test('can be done with another token of the same person, and again', async () => {
    const [lost, kept] = [await tokenOf('erin', PASSWORD), await tokenOf('erin', PASSWORD)];
    expect((await revoke(lost, kept)).status).toBe(200);
    expect((await revoke(lost, kept)).status).toBe(200);
    expect(await statusOf(lost)).toBe(401);
    expect(await statusOf(kept)).toBe(200);
  });

  test('of somebody else is refused, to an admin too', async () => {
    const [erin, admin] = [await tokenOf('erin', PASSWORD), await tokenOf('admin', ADMIN_PASSWORD)];
    for (const [token, other] of [
      [admin, erin],
      [erin, admin],
    ] as const) {
      expect(await revoke(token, other)).toMatchObject({ status: 403, json: { code: 7 } });
      expect(await statusOf(token)).toBe(200);
    }
  });

  test('takes who is signed in, and a token; one that is none of ours does no harm', async () => {
    const token = await tokenOf('erin', PASSWORD);
    expect((await revoke(token, undefined)).status).toBe(401);
    expect((await revoke(undefined, token)).status).toBe(400);
    expect((await revoke('', token)).status).toBe(400);
    expect((await revoke('x'.repeat(8193), token)).status).toBe(400);
    expect((await revoke('not.a.token', token)).status).toBe(200);
    expect(await statusOf(token)).toBe(200);
  });

  test('is forgotten when the token would have ended anyway', async () => {
    const { database } = federation;
    await database.query(
      `insert into federation.revoked_tokens values (gen_random_uuid(), now() - interval '1 s')`,
    );
    const token = await tokenOf('erin', PASSWORD);
    await revoke(token, token);
    const { rows } = await database.query(
      'select 1 from federation.revoked_tokens where expires_at < now()',
    );
    expect(rows).toEqual([]);
    expect(await statusOf(token)).toBe(401);
  });
});

describe('every token from before', () => {
  test('a new password is void, in the same second too; those from after it are good', async () => {
    for (let round = 0; round < 3; round += 1) {
      const before = await tokenOf('erin', PASSWORD);
      await users.setPassword('erin', passwordHash);
      const after = await tokenOf('erin', PASSWORD);
      expect([await statusOf(before), await statusOf(after)]).toEqual([401, 200]);
    }
  });

  test('somebody was shut out stays void when they are let in again', async () => {
    const before = await tokenOf('erin', PASSWORD);
    await users.disable('erin');
    await users.enable('erin', ['blue:viewer']);
    const after = await tokenOf('erin', PASSWORD);
    expect([await statusOf(before), await statusOf(after)]).toEqual([401, 200]);
  });

  test('somebody was removed opens nothing to who gets their name', async () => {
    await users.add({ name: 'frank', roles: ['blue:viewer'], passwordHash });
    const before = await tokenOf('frank', PASSWORD);
    await users.remove('frank');
    await users.add({ name: 'frank', roles: ['system:cluster-admin'], passwordHash });
    const after = await tokenOf('frank', PASSWORD);
    expect([await statusOf(before), await statusOf(after)]).toEqual([401, 200]);
  });
});
