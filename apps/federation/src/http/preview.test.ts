import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { clientRoutes } from '@asterism/api-types/federation-api/client-routes';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { passwordApi } from '@asterism/api-types/fleet-api/password-api';
import { previewApi } from '@asterism/api-types/fleet-api/preview-api';
import { snapshotTaskApi } from '@asterism/api-types/fleet-api/snapshot-task';
import { policyTaskApi } from '@asterism/api-types/fleet-api/qos-policy-task';
import { taskApi } from '@asterism/api-types/fleet-api/task-api';
import { problemApi } from '@asterism/api-types/fleet-api/problem-api';
import { seriesApi } from '@asterism/api-types/fleet-api/series-api';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import { pathParameters } from '@asterism/api-types/common/operation';
import { createPasswordHasher } from '../identity/password-hash.ts';
import { createUserStore, type UserStore } from '../store/user-store.ts';
import {
  ADMIN_PASSWORD,
  bearer,
  signIn,
  startTestFederation,
  VIEWER_PASSWORD,
  type Answer,
  type TestFederation,
} from '../test-support/test-federation.ts';
import { keepLog } from '../test-support/log-lines.ts';

const PASSWORD = 'the-password-of-ada';

const kept = keepLog();
let federation: TestFederation;
let users: UserStore;
let admin: string;
let passwordHash: string;

beforeAll(async () => {
  federation = await startTestFederation(kept.log);
  users = createUserStore(federation.database.orm);
  passwordHash = await createPasswordHasher().hash(PASSWORD);
  admin = (await signIn(federation.url, 'admin', ADMIN_PASSWORD)).token;
});
afterAll(() => federation.close());

const ask = (token: string, projectName: unknown, right: unknown): Promise<Answer> =>
  federation.send(
    'POST',
    '/api/v2/fleet/preview-token',
    bearer(token),
    JSON.stringify({ projectName, right }),
  );
async function previewOf(token: string, right = 'viewer'): Promise<string> {
  const answer = await ask(token, 'acme', right);
  expect(answer.status).toBe(200);
  return String(answer.json['idToken']);
}
const whoAmI = (token: string): Promise<Answer> =>
  federation.send('GET', '/api/v2/fleet/whoami', bearer(token));
const revoke = (idToken: string, signedInWith: string): Promise<Answer> =>
  federation.send(
    'POST',
    '/api/v2/fleet/revoke-token',
    bearer(signedInWith),
    JSON.stringify({ idToken }),
  );

/** A new cluster admin, signed in. */
async function newAdmin(name: string): Promise<string> {
  await users.add({ name, roles: ['system:cluster-admin'], passwordHash });
  return (await signIn(federation.url, name, PASSWORD)).token;
}

describe('a preview', () => {
  test.each(['viewer', 'admin'])(
    'as %s has the name of who asks, and that one role',
    async (right) => {
      const token = await previewOf(admin, right);
      expect((await whoAmI(token)).json).toEqual({ subject: 'admin', roles: [`acme:${right}`] });
      const summary = await federation.send('GET', '/api/v2/fleet/summary', bearer(token));
      expect(summary.status).toBe(403);
      expect((await whoAmI(admin)).json).toMatchObject({ roles: ['system:cluster-admin'] });
    },
  );

  const writes = Object.entries({
    ...federationApi,
    ...clientRoutes,
    ...fleetApi,
    ...snapshotApi,
    ...passwordApi,
    ...previewApi,
    ...taskApi,
    ...policyTaskApi,
    ...snapshotTaskApi,
    ...usageApi,
    ...seriesApi,
    ...problemApi,
  }).filter(([name, { method }]) => method !== 'GET' && name !== 'login' && name !== 'revokeToken');

  test('as project admin changes nothing, by any operation', async () => {
    expect(writes.length).toBeGreaterThan(25);
    const token = await previewOf(admin, 'admin');
    for (const [name, { method, path }] of writes) {
      const filled = pathParameters(path).reduce(
        (text, parameter) =>
          text.replace(
            `{${parameter}}`,
            parameter === 'projectName' ? 'acme' : '00000000-0000-4000-8000-000000000000',
          ),
        path,
      );
      const headers = { ...bearer(token), 'if-match': '"1"' };
      const answer = await federation.send(method, filled, headers, '{}');
      expect([name, answer.status]).toEqual([name, 403]);
    }
    const draft = JSON.stringify({ kind: 'DeleteVolumes', volumes: [] });
    const refused = await federation.send('POST', '/api/v2/fleet/tasks', bearer(token), draft);
    expect(refused.text).toContain('this is a preview');
  });

  test('cannot be had by who is no cluster admin, nor out of another preview', async () => {
    const viewer = (await signIn(federation.url, 'viewer', VIEWER_PASSWORD)).token;
    await users.add({ name: 'petra', roles: ['acme:admin'], passwordHash });
    const projectAdmin = (await signIn(federation.url, 'petra', PASSWORD)).token;
    for (const token of [viewer, projectAdmin, await previewOf(admin, 'admin')]) {
      const answer = await ask(token, 'acme', 'viewer');
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain('idToken');
    }
  });

  test.each([
    ['system', 'admin'],
    ['system', 'cluster-admin'],
    ['acme', 'cluster-admin'],
    ['acme:admin', 'viewer'],
    ['', 'viewer'],
    [['acme'], 'viewer'],
  ])('of project %j as %j is refused', async (projectName, right) => {
    expect((await ask(admin, projectName, right)).status).toBe(400);
  });

  test('ends when the token ends that it was given for, and ends by itself without that', async () => {
    const own = await newAdmin('ada');
    const first = await previewOf(own);
    expect((await whoAmI(first)).status).toBe(200);
    expect((await revoke(first, first)).status).toBe(200);
    expect((await whoAmI(first)).status).toBe(401);
    expect((await whoAmI(own)).status).toBe(200);

    const second = await previewOf(own);
    expect((await whoAmI(second)).status).toBe(200);
    expect((await revoke(own, own)).status).toBe(200);
    expect((await whoAmI(second)).status).toBe(401);
  });

  test('lasts no longer than the token that it was given for', async () => {
    expect(decodeJwt(await previewOf(admin)).exp).toBe(decodeJwt(admin).exp);
  });

  test('ends when who asked is no cluster admin any more: it would show more than they may see', async () => {
    const own = await newAdmin('grace');
    const token = await previewOf(own);
    expect((await whoAmI(token)).status).toBe(200);
    await users.enable('grace', ['blue:viewer']);
    expect((await whoAmI(token)).status).toBe(401);
  });

  test('is no token to federations of earlier releases, which would overlook its role', async () => {
    const token = await previewOf(admin);
    expect(decodeProtectedHeader(token).typ).toBe('preview+jwt');
    expect(decodeProtectedHeader(admin).typ).toBe('JWT');
  });

  test('is in the audit log, with who asked and for which role', async () => {
    await previewOf(admin);
    expect(kept.linesWith({ msg: 'a write', operation: 'issuePreviewToken' })).toContainEqual(
      expect.objectContaining({
        principal: 'admin',
        object: { projectName: 'acme', role: 'acme:viewer' },
        status: 200,
      }),
    );
  });
});
