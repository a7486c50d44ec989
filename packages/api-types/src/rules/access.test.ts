import { expect, test } from 'vitest';
import { ACCESS, mayAsk } from './access.ts';
import { rightsOf } from './roles.ts';

const ask = (name: keyof typeof ACCESS, roles: readonly string[], projectName?: string): string => {
  const verdict = mayAsk(ACCESS[name], rightsOf(roles), projectName);
  return verdict.allowed ? 'allowed' : verdict.reason;
};

test('a cluster admin may ask for everything', () => {
  expect(ask('attachCluster', ['system:cluster-admin'])).toBe('allowed');
  expect(ask('createVolume', ['system:cluster-admin'], 'blue')).toBe('allowed');
});

test.each([
  ['listVolumes', [], undefined, 'allowed'],
  ['listClusters', ['blue:admin'], undefined, /takes system:cluster-admin$/],
  ['createVolume', ['blue:viewer'], 'blue', /takes blue:admin$/],
  ['createVolume', ['blue:admin'], 'blue', 'allowed'],
  ['createVolume', ['blue:admin'], 'red', /takes red:admin$/],
  ['deleteVolume', ['blue:viewer'], undefined, /takes blue:admin$/],
  ['deleteVolume', ['blue:viewer', 'red:viewer'], undefined, /takes blue:admin or red:admin$/],
  ['deleteVolume', [], undefined, /takes system:cluster-admin$/],
  ['deleteVolume', ['blue:viewer', 'red:admin'], undefined, 'allowed'],
] as const)('%s with %j in project %s: %s', (name, roles, projectName, expected) => {
  expect(ask(name, roles, projectName)).toMatch(expected);
});
