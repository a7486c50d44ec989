import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { operationRouter } from '@asterism/api-server/operation-router';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { rightsOf } from '@asterism/api-types/rules/roles';
import { createLoginThrottle } from '../../identity/login-throttle.ts';
import type { Principal } from '../../identity/principal.ts';
import { basic, send, type Answer } from '../../test-support/test-federation.ts';
import { portOf } from '../../test-support/tls-server.ts';
import { createLoginHandlers } from './login-handlers.ts';

const erin = {
  name: 'erin',
  passwordHash: 'hash of right',
  credentialId: '00000000-0000-4000-8000-000000000001',
  roles: [],
  disabled: false,
};

/** What the password hasher says next; thrown when it is an error. */
let hashing: Result<boolean, 'busy'> | Error;
let server: Server;

beforeEach(async () => {
  const { login } = federationApi;
  const handlers = createLoginHandlers({
    users: { get: async () => erin },
    hasher: {
      async verify(password) {
        if (hashing instanceof Error) throw hashing;
        return hashing.ok ? ok(password === 'right') : hashing;
      },
    },
    throttle: createLoginThrottle(() => 0),
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
});
afterEach(() => void server.close());

const login = (password: string): Promise<Answer> =>
  send(`http://127.0.0.1:${portOf(server)}`, 'POST', '/api/v2/cflogin', {
    authorization: basic('erin', password),
  });

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
