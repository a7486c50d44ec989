import { createSecretKey } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forwardedHeaders, type BffProofKeys } from '@asterism/server-kit/secrets/bff-proof';
import { operationRouter } from '@asterism/api-server/operation-router';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { rightsOf } from '@asterism/api-types/rules/roles';
import { createLoginThrottle } from '../identity/login-throttle.ts';
import { createMemoryFailureCounts } from '../identity/failure-counts.ts';
import { createNetworkQueues } from '../identity/network-queues.ts';
import { createRequestOrigins } from './request-origin.ts';
import type { Principal } from '../identity/principal.ts';
import { basic, send, type Answer } from '../test-support/test-federation.ts';
import { portOf } from '../test-support/tls-server.ts';
import { loginHandlers } from './login-handlers.ts';

const person = (name: string) => ({
  name,
  passwordHash: 'hash of right',
  credentialId: '00000000-0000-4000-8000-000000000001',
  roles: [],
  disabled: false,
});
const PEOPLE = new Set(['erin', 'frank']);
const PROOF_KEYS: BffProofKeys = [createSecretKey(new Uint8Array(32).fill(7))];

/** What the password hasher answers next; thrown when it is an error. */
let hashing: Result<boolean, 'busy'> | Error;
/** How many passwords were hashed. */
let hashed: number;
/** What a network waits for between two tries, when many names fail from it. */
let pausing: Promise<undefined>;
/** What was logged. */
let lines: unknown[];
let server: Server;

beforeEach(async () => {
  const { login } = federationApi;
  const handlers = loginHandlers({
    users: { get: async (name) => (PEOPLE.has(name) ? person(name) : undefined) },
    hasher: {
      async verify(password, hash) {
        hashed += 1;
        if (hashing instanceof Error) throw hashing;
        return hashing.ok ? ok(hash !== undefined && password === 'right') : hashing;
      },
    },
    throttle: createLoginThrottle(createMemoryFailureCounts(() => 0)),
    networkQueues: createNetworkQueues(() => pausing),
    origins: createRequestOrigins({ proofKeys: PROOF_KEYS, trustedProxies: [] }),
    log: { info: () => {}, warn: (line: unknown) => void lines.push(line) },
    tokens: { issue: async () => 'token' },
  });
  const app = express().use(
    operationRouter<{ login: typeof login }, Principal>({
      operations: { login },
      handlers,
      admit: async () => ok({ subject: '', roles: [], rights: rightsOf([]) }),
      onUnexpected: () => {},
    }),
  );
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  hashing = ok(true);
  hashed = 0;
  pausing = Promise.resolve(undefined);
  lines = [];
});
afterEach(() => void server.close());

const loginAs = (
  name: string,
  password: string,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  send(`http://127.0.0.1:${portOf(server)}`, 'POST', '/api/v2/cflogin', {
    authorization: basic(name, password),
    ...headers,
  });
const login = (password: string): Promise<Answer> => loginAs('erin', password);
const isTooManyAtOnce = (line: unknown): boolean =>
  JSON.stringify(line).includes('too many at once');
/** As the BFF sends it for somebody at that address. */
const from = (address: string): Record<string, string> =>
  forwardedHeaders(PROOF_KEYS, { address, requestId: 'r-1' });

async function statuses(count: number, password: string): Promise<Set<number>> {
  const seen = new Set<number>();
  for (let n = 0; n < count; n += 1) seen.add((await login(password)).status);
  return seen;
}

test('a try that was turned away because too many came at once does not count', async () => {
  hashing = err('busy');
  const answer = await login('right');
  expect(answer).toMatchObject({ status: 503, json: { code: 14 } });
  expect(answer.headers.get('retry-after')).toBe('1');
  expect(await statuses(20, 'right')).toEqual(new Set([503]));
  hashing = ok(true);
  expect(await statuses(9, 'wrong')).toEqual(new Set([401]));
  expect(await statuses(1, 'right')).toEqual(new Set([200]));
});

test('a try that broke on the server does not count either', async () => {
  hashing = new Error('no memory');
  expect(await statuses(20, 'right')).toEqual(new Set([500]));
  hashing = ok(true);
  expect(await statuses(1, 'right')).toEqual(new Set([200]));
});

test('a try that was judged counts: the eleventh wrong one is 429, and so is the right one then', async () => {
  expect(await statuses(10, 'wrong')).toEqual(new Set([401]));
  expect(await statuses(1, 'wrong')).toEqual(new Set([429]));
  expect(await statuses(1, 'right')).toEqual(new Set([429]));
});

test('a thousand guesses at one account are refused, nearly all unhashed, and harm nobody else', async () => {
  for (let n = 0; n < 1000; n += 1) {
    const name = ['erin', 'ERIN', ' Erin', 'ｅｒｉｎ'][n % 4] ?? '';
    await loginAs(name, `guess ${n}`, from(`2001:db8:0:${(n % 256).toString(16)}::${n}`));
  }
  expect(hashed).toBe(10);
  const refused = await loginAs('erin', 'right', from('2001:db8:0:9::9'));
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await loginAs('frank', 'right', from('2001:db8:0:9::9'))).status).toBe(200);
  expect((await loginAs('erin', 'right', from('2001:db8:0:100::9'))).status).toBe(200);
});

test('guesses from everywhere leave each place one try, so that the person still gets in', async () => {
  for (let n = 0; n < 300; n += 1) await loginAs('erin', 'guess', from(`10.0.${n % 100}.1`));
  expect(hashed).toBeLessThan(200);
  const elsewhere = from('198.51.100.7');
  expect((await loginAs('erin', 'right', elsewhere)).status).toBe(200);
  expect((await loginAs('erin', 'wrong', elsewhere)).status).toBe(401);
  expect((await loginAs('erin', 'wrong', elsewhere)).status).toBe(429);
});

test('an address that nobody vouches for is not believed', async () => {
  for (let n = 0; n < 30; n += 1) {
    await loginAs('erin', 'guess', {
      'x-forwarded-for': `10.0.0.${n}`,
      'x-request-id': 'r-1',
      'x-asterism-proof': from('10.0.0.1')['x-asterism-proof'] ?? '',
    });
  }
  expect(hashed).toBeLessThanOrEqual(11);
});

test('one password tried on many names is hashed for one name at a time', async () => {
  const office = from('203.0.113.5');
  for (let n = 0; n < 100; n += 1) await loginAs(`nobody${n}`, 'spring', office);
  const { promise, resolve } = Promise.withResolvers<undefined>();
  pausing = promise;
  const sprayed = Array.from({ length: 40 }, (_, n) => loginAs(`name${n}`, 'spring', office));
  await expect.poll(() => lines.filter(isTooManyAtOnce).length).toBe(40 - 17);
  expect(hashed).toBe(101);
  expect((await loginAs('frank', 'right', from('203.0.113.6'))).status).toBe(200);
  resolve(undefined);
  await Promise.all(sprayed);
  expect((await loginAs('frank', 'right', office)).status).toBe(200);
});

test('a sign-in that fails is logged with the name, the address and the reason, and without the password', async () => {
  await loginAs(`er\u001b[31min\n${'x'.repeat(500)}`, 'canary-password', from('10.1.2.3'));
  expect(lines).toEqual([
    expect.objectContaining({ address: '10.1.2.3', reason: 'wrong name or password' }),
  ]);
  const text = JSON.stringify(lines);
  expect(text).toContain('er [31min');
  expect(text.length).toBeLessThan(300);
  expect(text).not.toContain('canary-password');
});
