import { fleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { describe, expect, test } from 'vitest';
import { parseListState } from '#/table/list-state.ts';
import { CLUSTER_LIST, countByStatus, selectClusters } from './cluster-list.ts';

const cluster = (name: string, change: object = {}) =>
  fleetCluster.parse({
    id: `id-of-${name}`,
    name,
    status: 'Connected',
    attachedAt: '2026-01-01T00:00:00Z',
    tlsFingerprint: 'AB',
    volumesByState: {},
    ...change,
  });

const capacity = (used: string) => ({
  statistics: { physicalUsedStorage: used, effectivePhysicalStorage: '100' },
});

const FLEET = [
  cluster('north-10', { status: 'Unauthorized', volumes: 5, ...capacity('90') }),
  cluster('north-2', { apiEndpoints: ['10.1.1.1:443'], volumes: 70, ...capacity('9') }),
  cluster('east', { status: 'Disconnected', provisionedToEffectiveStorageRatio: '10.5' }),
  cluster('west', { provisionedToEffectiveStorageRatio: '2.25' }),
];

const namesFor = (query: string) =>
  selectClusters(FLEET, parseListState(CLUSTER_LIST, new URLSearchParams(query))).map(
    ({ name }) => name,
  );

describe('the list of clusters', () => {
  test('is sorted by name at first, with numbers in numeric order', () => {
    expect(namesFor('')).toEqual(['east', 'north-2', 'north-10', 'west']);
  });

  test.each([
    ['sort=volumes&order=desc', 'north-2'],
    ['sort=used&order=desc', 'north-10'],
    ['sort=ratio&order=desc', 'east'],
    ['sort=status', 'north-10'],
    ['order=desc', 'west'],
  ])('%s begins with %s', (query, first) => {
    expect(namesFor(query)[0]).toBe(first);
  });

  test.each([
    ['search=NORTH', ['north-2', 'north-10']],
    ['search=10.1.1.1', ['north-2']],
    ['search=+10.1.1.1++north+', ['north-2']],
    ['search=10.1.1.1+west', []],
    ['search=id-of-w', ['west']],
    ['status=Disconnected,Unauthorized', ['east', 'north-10']],
    ['search=west&status=Disconnected', []],
  ])('%s leaves %j', (query, names) => {
    expect(namesFor(query)).toEqual(names);
  });

  test('does not change the order of its input', () => {
    const before = FLEET.map(({ name }) => name);
    namesFor('');
    expect(FLEET.map(({ name }) => name)).toEqual(before);
  });

  test('counts its clusters by status', () => {
    expect(countByStatus(FLEET)).toEqual({ Connected: 2, Disconnected: 1, Unauthorized: 1 });
  });
});
