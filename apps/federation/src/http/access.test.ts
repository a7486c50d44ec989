import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isServed } from '@asterism/api-server/unserved-router';
import { CLUSTER_ROUTES } from '@asterism/api-types/cluster-api/cluster-routes';
import { pathParameters } from '@asterism/api-types/common/operation';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { clientRoutes } from '@asterism/api-types/federation-api/client-routes';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { policies, type OperationName } from '../identity/policies.ts';
import {
  ADMIN_PASSWORD,
  bearer,
  signIn,
  startTestFederation,
  VIEWER_PASSWORD,
  type TestFederation,
} from '../test-support/test-federation.ts';

let federation: TestFederation;
let admin: Awaited<ReturnType<typeof signIn>>;
let viewer: Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
  federation = await startTestFederation();
  admin = await signIn(federation.url, 'admin', ADMIN_PASSWORD);
  viewer = await signIn(federation.url, 'viewer', VIEWER_PASSWORD);
});
afterAll(() => federation.close());

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
    const answer = await federation.send(method, path);
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ code: 16 });
  });

  test.each(rows)('$name as a viewer: $access', async ({ method, path, access }) => {
    const answer = await federation.send(
      method,
      path,
      bearer(viewer.token),
      method === 'GET' ? undefined : '{}',
    );
    const letIn = [200, 400, 404];
    expect(access === 'signed-in' ? letIn : [403]).toContain(answer.status);
  });

  test.each(rows)('$name as an admin is let in', async ({ method, path }) => {
    const answer = await federation.send(
      method,
      path,
      bearer(admin.token),
      method === 'GET' ? undefined : '{}',
    );
    expect([200, 400, 404]).toContain(answer.status);
  });

  test('the stream of events takes a token too', async () => {
    expect((await federation.send('GET', '/api/v2/fleet/events')).status).toBe(401);
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
      const { text } = await federation.send(method, path, bearer(viewer.token));
      expect(`${method} ${path}: ${text}`).not.toContain('Not Found\n');
      expect(`${method} ${path}: ${text}`).not.toContain('Method Not Allowed');
    }
  });

  test('that a federation does not serve are 501, to whoever is signed in', async () => {
    expect(unserved.length).toBeGreaterThan(0);
    for (const [method, path] of unserved) {
      const answer = await federation.send(method, path, bearer(viewer.token));
      expect([method, path, answer.status, answer.json['code']]).toEqual([method, path, 501, 12]);
      expect((await federation.send(method, path)).status).toBe(401);
    }
  });

  test('say why there are no credentials of a federation', async () => {
    const path = '/api/v2/projects/system/credentials';
    for (const method of ['GET', 'POST']) {
      const answer = await federation.send(
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
