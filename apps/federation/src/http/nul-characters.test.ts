import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ADMIN_PASSWORD,
  bearer,
  signIn,
  startTestFederation,
  type TestFederation,
} from '../test-support/test-federation.ts';

const UUID = '7f0c1a52-0000-4000-8000-00000000dead';

let federation: TestFederation;
let token: string;

beforeAll(async () => {
  federation = await startTestFederation();
  ({ token } = await signIn(federation.url, 'admin', ADMIN_PASSWORD));
});
afterAll(() => federation.close());

const LIMITS = {
  policyVisibility: 'Global',
  limitIOPS: { readIOPSLimit: 1, writeIOPSLimit: 1 },
};
const snapshot = { name: '{volume}-1', description: 'before\0' };

test.each<[string, string, string, object | undefined, string]>([
  [
    'what snapshots that are drafted are to be',
    'POST',
    '/api/v2/fleet/tasks',
    { kind: 'snapshot volumes', snapshot, volumes: { [UUID]: '1' } },
    'snapshot.description',
  ],
  [
    'a QoS policy that is drafted',
    'POST',
    '/api/v2/fleet/qos-policies/tasks',
    { kind: 'save QoS policy', name: 'a', description: 'a\0', limits: LIMITS, clusters: [UUID] },
    'description',
  ],
  ['the NQN of a host', 'GET', '/api/v2/fleet/host?hostNQN=a%00', undefined, 'hostNQN'],
  ['what tasks are searched for', 'GET', '/api/v2/fleet/tasks?search=a%00', undefined, 'search'],
])('%s is refused with U+0000 in it, and its field is named', async (_, method, path, body, at) => {
  const text = body && JSON.stringify(body);
  const answer = await federation.send(method, path, bearer(token), text);
  expect([answer.status, answer.json['message']]).toEqual([
    400,
    `${at}: must not contain the character U+0000`,
  ]);
});
