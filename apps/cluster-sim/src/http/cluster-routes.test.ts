import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isServed } from '@asterism/api-server/unserved-router';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import { CLUSTER_ROUTES } from '@asterism/api-types/cluster-api/cluster-routes';
import { startSimulator, type Simulator } from '../simulator.ts';
import { createTestClient } from '../test-support/cluster-client.ts';

const client = createTestClient();
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ clusters: 1, volumes: 3, seed: 7 });
});
afterAll(async () => {
  await client.close();
  await simulator.close();
});

const routes = Object.values(CLUSTER_ROUTES).flat();
const isModelled = (route: string): boolean => isServed(route, clusterApi);
const shapeOf = (route: string): string => route.replaceAll(/\{[^}]+\}/g, '{}');
/** The calls that have a route which is not simulated. */
const UNMODELLED_CALLS = Object.entries(CLUSTER_ROUTES)
  .filter(([, ofCall]) => !ofCall.every(isModelled))
  .map(([call]) => call);
const send = (route: string, token = simulator.clusters[0]?.adminJwt) => {
  const [method = '', path = ''] = route.split(' ');
  const url = `https://${simulator.clusters[0]?.apiEndpoint}/api/v2${path}`;
  return client.send(method, url, { token });
};
/** The route with values that are of the right form and name nothing. */
const filled = (route: string): string =>
  route
    .replace('{projectName}', 'nowhere')
    .replaceAll(/\{\w*UUID\}/gi, 'feedface-0000-4000-8000-000000000abc')
    .replaceAll(/\{[^}]+\}/g, 'none');

/** Whatever a served route thinks of the values: it is no unknown path or method, and no mishap. */
const SERVED = [
  [200, undefined],
  [400, 3],
  [404, 5],
];
const sorted = (texts: readonly (string | undefined)[]) =>
  texts.toSorted((a = '', b = '') => a.localeCompare(b));

describe('every route of a cluster (lightbits-api §9)', () => {
  test.each(routes)('%s is served, or is 501 with code 12', async (route) => {
    const answer = await send(filled(route));
    expect(answer.headers.get('content-type')).toBe('application/json');
    const expected = isModelled(route) ? SERVED : [[501, 12]];
    expect(expected).toContainEqual([answer.status, answer.json['code']]);
    expect((await send(filled(route), 'nobody')).status).toBe(401);
  });

  test('the contract has no operation that a cluster has not', () => {
    const known = new Set(routes.map((route) => shapeOf(route)));
    const invented = Object.values(clusterApi)
      .map(({ method, path }) => shapeOf(`${method} ${path.replace('/api/v2', '')}`))
      .filter((route) => !known.has(route));
    expect(invented).toEqual([]);
  });

  test('the page on differences names exactly those that are not simulated', () => {
    const url = new URL('../../../../docs/simulator-differences.md', import.meta.url);
    const page = readFileSync(url, 'utf8');
    const section = page.split('## What it answers 501, code 12')[1]?.split('\n## ')[0] ?? '';
    const named = [...section.matchAll(/`([A-Z]\w+)`/g)].map((match) => match[1]);
    expect(sorted(named)).toEqual(sorted(UNMODELLED_CALLS));
  });
});
