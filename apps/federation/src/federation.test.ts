import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
} from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forwardedHeaders, type BffProofKeys } from '@asterism/server-kit/secrets/bff-proof';
import { loadBffProofKeys } from '@asterism/server-kit/secrets/bff-proof-keys';
import { isServed } from '@asterism/api-server/unserved-router';
import { CLUSTER_ROUTES } from '@asterism/api-types/cluster-api/cluster-routes';
import { pathParameters } from '@asterism/api-types/common/operation';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { clientRoutes } from '@asterism/api-types/federation-api/client-routes';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { policies, type OperationName } from './identity/policies.ts';
import { createPasswordHasher } from './identity/password-hash.ts';
import { runUserCommand } from './identity/user-commands.ts';
import { createUserStore } from './store/user-store.ts';
import {
  ADMIN_PASSWORD,
  basic,
  send as sendTo,
  signIn,
  startTestFederation,
  VIEWER_PASSWORD,
  type Answer,
  type TestFederation,
} from './test-support/test-federation.ts';

let federation: TestFederation;
let proofKeys: BffProofKeys;
let admin: Awaited<ReturnType<typeof signIn>>;
let viewer: Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
  federation = await startTestFederation();
  const key = await loadBffProofKeys({ dataDir: federation.dataDir, masterKeyFile: undefined });
  if (!key.ok) throw new Error(key.error.message);
  proofKeys = key.value;
  admin = await signIn(federation.url, 'admin', ADMIN_PASSWORD);
  viewer = await signIn(federation.url, 'viewer', VIEWER_PASSWORD);
});
afterAll(() => federation.close());

const send = (
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answer> => sendTo(federation.url, method, path, headers, body);

/** As the BFF asks for somebody at that address. */
const login = (authorization: string, address = '192.0.2.1'): Promise<Answer> => {
  const forwarded = forwardedHeaders(proofKeys, { address, requestId: 'r-1' });
  return send('POST', '/api/v2/cflogin', { authorization, ...forwarded }, 'garbage{');
};

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const whoAmI = (headers: Record<string, string>) => send('GET', '/api/v2/fleet/whoami', headers);

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
    const answer = await send('POST', '/api/v2/cflogin', { api_key });
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
      login(`Bearer ${admin.token}`),
      send('POST', '/api/v2/cflogin'),
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

describe('a token', () => {
  test('has the rights that its person has now, and none when they are shut out or gone', async () => {
    const users = createUserStore(federation.database.orm);
    const passwordHash = await createPasswordHasher().hash('carol-password');
    const roles = ['blue:admin'];
    await users.add({ name: 'carol', roles, passwordHash });
    const { token } = await signIn(federation.url, 'carol', 'carol-password');
    expect((await whoAmI(bearer(token))).json).toEqual({ subject: 'carol', roles });

    await users.enable('carol', ['blue:viewer']);
    expect((await whoAmI(bearer(token))).json).toMatchObject({ roles: ['blue:viewer'] });

    await users.disable('carol');
    expect((await whoAmI(bearer(token))).status).toBe(401);
    expect((await login(basic('carol', 'carol-password'))).status).toBe(401);

    await users.enable('carol', roles);
    const again = await signIn(federation.url, 'carol', 'carol-password');
    await users.remove('carol');
    expect((await whoAmI(bearer(again.token))).status).toBe(401);
  });

  test('made by others is refused: unsigned, signed with the public key, or with another key', async () => {
    const { kid } = decodeProtectedHeader(admin.token);
    const claims = decodeJwt(admin.token);
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
    const parts = admin.token.split('.');
    const forged = { ...decodeJwt(viewer.token), sub: 'admin' };
    const payload = Buffer.from(JSON.stringify(forged)).toString('base64url');
    const [header, , signature] = parts;
    expect((await whoAmI(bearer(`${header}.${payload}.${signature}`))).status).toBe(401);
    expect((await whoAmI(bearer(admin.token.slice(0, -4)))).status).toBe(401);
    expect((await whoAmI(bearer(`${admin.token}${'a'.repeat(8192)}`))).status).toBe(401);
    expect((await whoAmI({ authorization: 'Bearer' })).status).toBe(401);
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
  ])('is told what is wrong with "%s" %j %s', async (words, roles, password, message) => {
    const outcome = await run(words, roles, password);
    expect(outcome.ok ? '' : outcome.error).toMatch(message);
  });
});

describe('who may call what', () => {
  const all = Object.entries({ ...federationApi, ...clientRoutes, ...fleetApi });
  const pathOf = (path: string): string =>
    pathParameters(path).reduce(
      (text, name) =>
        text.replace(
          `{${name}}`,
          name === 'projectName' ? 'blue' : '00000000-0000-4000-8000-000000000000',
        ),
      path,
    );
  const isOperation = (name: string): name is OperationName => Object.hasOwn(policies, name);
  const rows = all.flatMap(([name, { method, path }]) =>
    isOperation(name) && policies[name] !== 'anyone'
      ? [{ name, method, path: pathOf(path), access: policies[name] }]
      : [],
  );

  test.each(rows)('$name without a token is 401', async ({ method, path }) => {
    const answer = await send(method, path);
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ code: 16 });
  });

  test.each(rows)('$name as a viewer: $access', async ({ method, path, access }) => {
    const answer = await send(
      method,
      path,
      bearer(viewer.token),
      method === 'GET' ? undefined : '{}',
    );
    const letIn = [200, 400, 404];
    expect(access === 'signed-in' ? letIn : [403]).toContain(answer.status);
  });

  test.each(rows)('$name as an admin is let in', async ({ method, path }) => {
    const answer = await send(
      method,
      path,
      bearer(admin.token),
      method === 'GET' ? undefined : '{}',
    );
    expect([200, 400, 404]).toContain(answer.status);
  });

  test('the stream of events takes a token too', async () => {
    expect((await send('GET', '/api/v2/fleet/events')).status).toBe(401);
  });
});

describe('the service credentials', () => {
  test('are the public half of one key, the same until a cluster has it', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => admin.client.getServiceCredentials({})));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const credentials = answers[0]?.ok === true ? answers[0].value : undefined;
    expect(credentials?.pubKeyId).toMatch(/^cf-[0-9a-f-]{36}$/);
    const pem = Buffer.from(credentials?.pubKey ?? '', 'base64').toString();
    expect(pem).toMatch(/^-----BEGIN PUBLIC KEY-----\n[\s\S]+\n-----END PUBLIC KEY-----\n$/);
  });
});

describe('what is kept', () => {
  test('holds no private key and no password in the open', async () => {
    await admin.client.getServiceCredentials({});
    const tables = ['users', 'service_keys', 'login_keys', 'clusters', 'workflows'];
    const dump = await Promise.all(
      tables.map((table) => federation.database.query(`select * from federation.${table}`)),
    );
    const text = JSON.stringify(dump.map(({ rows }) => rows));
    expect(text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(text).toContain('m1.');
    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toContain(ADMIN_PASSWORD);
    expect(text).not.toContain(VIEWER_PASSWORD);
  });

  test('has a master key that only its owner may read', async () => {
    const path = join(federation.dataDir, 'master.key');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(Buffer.from(await readFile(path, 'utf8'), 'base64')).toHaveLength(32);
  });
});

describe('outside the API', () => {
  test.each(['/health', '/ready', '/metrics'])(
    '%s needs no sign-in and tells no secret',
    async (path) => {
      const answer = await send('GET', path);
      expect(answer.status).toBe(200);
      expect(answer.headers.has('x-powered-by')).toBe(false);
      expect(answer.text).not.toMatch(/admin|viewer|canary|@|\/root|\/home/);
    },
  );

  test('there is nothing else', async () => {
    expect((await send('GET', '/')).text).toBe('Not Found\n');
    expect((await send('GET', '/api/v2/fleet/nothing', bearer(admin.token))).status).toBe(404);
  });
});

describe('routes of a cluster', () => {
  const concrete = (route: string): [method: string, path: string] => {
    const [method = '', path = ''] = route.split(' ');
    return [method, `/api/v2${path.replaceAll(/\{[^}]+\}/g, 'x')}`];
  };
  const known = Object.values(CLUSTER_ROUTES).flat();
  const served = { ...federationApi, ...clientRoutes, ...fleetApi };
  const unserved = known.filter((route) => !isServed(route, served)).map(concrete);

  test('are all served or known: none is a 404 of the router', async () => {
    for (const [method, path] of known.map(concrete)) {
      const { text } = await send(method, path, bearer(viewer.token));
      expect(`${method} ${path}: ${text}`).not.toContain('Not Found\n');
      expect(`${method} ${path}: ${text}`).not.toContain('Method Not Allowed');
    }
  });

  test('that a federation does not serve are 501, to whoever is signed in', async () => {
    expect(unserved.length).toBeGreaterThan(0);
    for (const [method, path] of unserved) {
      const answer = await send(method, path, bearer(viewer.token));
      expect([method, path, answer.status, answer.json['code']]).toEqual([method, path, 501, 12]);
      expect((await send(method, path)).status).toBe(401);
    }
  });

  test('say why there are no credentials of a federation', async () => {
    const path = '/api/v2/projects/system/credentials';
    for (const method of ['GET', 'POST']) {
      const answer = await send(
        method,
        path,
        bearer(admin.token),
        method === 'GET' ? undefined : '{}',
      );
      expect(answer).toMatchObject({ status: 501, json: { code: 12 } });
      expect(answer.text).toContain('import the key on the cluster itself');
    }
  });
});
