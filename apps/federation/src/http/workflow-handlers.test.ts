import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ADMIN_PASSWORD,
  bearer,
  signIn,
  startTestFederation,
  type TestFederation,
} from '../test-support/test-federation.ts';

let federation: TestFederation;
let token: string;

beforeAll(async () => {
  federation = await startTestFederation();
  ({ token } = await signIn(federation.url, 'admin', ADMIN_PASSWORD));
});
afterAll(() => federation.close());

const list = (query: string) =>
  federation.send('GET', `/api/v2/fleet/workflows?${query}`, bearer(token));

test.each([
  'state=BROKEN',
  'state=FAILED,BROKEN',
  'type=copy',
  'sort=color',
  'order=up',
  'offset=-1',
  'limit=x',
  'unresolved=1',
  `search=${'x'.repeat(254)}`,
])('the list of workflows refuses %s, and names the field', async (query) => {
  const answer = await list(query);
  expect(answer.status).toBe(400);
  expect(answer.text).toContain(`"field":"${query.split('=', 1)[0]}`);
});

test.each(['', 'search=', 'state=', 'cluster=x%27%3Bdrop', 'search=%25_%27', 'limit=0'])(
  'the list of workflows takes %j, and has none',
  async (query) => {
    const answer = await list(query);
    expect(answer.json).toMatchObject({ workflows: [], total: 0, clusters: [] });
  },
);
