import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetVolumesQuestion } from '@asterism/api-types/fleet-api/fleet-volumes';
import { VOLUME_SORT_KEYS, type VolumeSortKey } from '@asterism/api-types/rules/volume-sort-keys';
import { PROTECTION_STATES, VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import { answerNaively, lineOf, NAIVE_QUERIES } from '../test-support/naive-answer.ts';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { createInventory, type Inventory } from './inventory.ts';

const CLUSTERS = ['cluster-b', 'cluster-a', 'Cluster-C'];
const PROJECTS = ['default', 'blue', 'green'];

const statisticsOf = (used: string, facts: Partial<Volume['statistics']> = {}) => ({
  ...volumeOf(0).statistics,
  logicalUsedStorage: used,
  physicalUsedStorage: used,
  userWritten: used,
  compressionRatio: 1,
  ...facts,
});

const aVolume = fc.record({
  n: fc.integer({ min: 0, max: 40 }),
  cluster: fc.constantFrom(...CLUSTERS),
  name: fc.constantFrom('alpha', 'Beta', 'alphabet', 'zeta-10', 'ZETA-2', 'zeta-02', ''),
  labels: fc.constantFrom<Volume['labels'][]>(
    [],
    [{ key: 'env', value: 'Prod' }],
    [{ key: 'tier', value: 'beta' }],
    [{ key: 'tier', value: 'Beta' }],
    [
      { key: 'env', value: 'Prod' },
      { key: 'tier', value: 'beta' },
    ],
    [{ key: 'n', value: '10' }],
    [{ key: 'n', value: '9' }],
  ),
  acl: fc.constantFrom<Volume['acl'][]>(
    { values: ['ALLOW_ANY'] },
    { values: ['nqn.host-1', 'nqn.alpha'] },
  ),
  IPAcl: fc.constantFrom<Volume['IPAcl'][]>(
    { values: ['ALLOW_NONE'] },
    { values: ['10.0.0.1'] },
    { values: ['10.0.0.2', '10.0.0.3'] },
  ),
  qosPolicyName: fc.constantFrom('', 'Gold', 'silver-10', 'Silver-9'),
  connectedHosts: fc.constantFrom<string[][]>([], ['nqn.alpha'], ['nqn.host-2', 'nqn.host-3']),
  compression: fc.constantFrom('true', 'false'),
  replicaCount: fc.constantFrom(1, 2),
  statistics: fc.constantFrom(
    statisticsOf('0'),
    statisticsOf('3000', { compressionRatio: 1.75 }),
    statisticsOf('2048', { userWritten: '77' }),
    statisticsOf('8796093022208'),
  ),
  projectName: fc.constantFrom(...PROJECTS),
  state: fc.constantFrom(...VOLUME_STATES),
  protectionState: fc.constantFrom(...PROTECTION_STATES),
  size: fc.constantFrom('4096', '1099511627776', '40960'),
  creationTime: fc.constantFrom('2026-01-01T00:00:00Z', '2025-06-01T00:00:00.5Z', ''),
});
const someOf = <const T extends readonly string[]>(values: T) =>
  fc.option(fc.subarray([...values], { minLength: 0 }), { nil: undefined });
const aQuestion = fc.record({
  search: fc.constantFrom(
    undefined,
    '',
    ' ',
    'ALPHA',
    'eta',
    '0001',
    'nothing',
    ' beta  gold',
    'env=prod alpha',
    'host-1',
    'any',
    'allow_any',
    '00',
  ),
  query: fc.option(fc.constantFrom(...Object.keys(NAIVE_QUERIES)), { nil: undefined }),
  cluster: someOf(CLUSTERS),
  project: someOf([...PROJECTS, 'unknown']),
  state: someOf(VOLUME_STATES),
  protection: someOf(PROTECTION_STATES),
  sort: fc.constantFrom(...VOLUME_SORT_KEYS),
  order: fc.constantFrom('asc' as const, 'desc' as const),
  best: fc.constantFrom('name' as const, undefined),
  offset: fc.integer({ min: 0, max: 12 }),
  limit: fc.integer({ min: 0, max: 9 }),
});
const visibleProjects = fc.option(fc.subarray(PROJECTS), { nil: undefined });

type Given = typeof aVolume extends fc.Arbitrary<infer T> ? T : never;

function fill(inventory: Inventory, given: readonly Given[]): Volume[] {
  const all = new Map<string, Volume>();
  for (const { n, cluster, ...facts } of given) {
    // A UUID is of one cluster alone.
    const volume = volumeOf(n * CLUSTERS.length + CLUSTERS.indexOf(cluster), facts);
    inventory.put(cluster, volume);
    all.set(`${cluster} ${n}`, { ...volume, clusterId: cluster });
  }
  return [...all.values()];
}

function emptyInventory(): Inventory {
  const inventory = createInventory(() => {});
  for (const cluster of CLUSTERS) inventory.nameCluster(cluster, cluster);
  return inventory;
}

test('every answer is that of the plainest filter and sort, before and after changes', () => {
  fc.assert(
    fc.property(
      fc.array(aVolume, { maxLength: 40 }),
      fc.array(aVolume, { maxLength: 10 }),
      aQuestion,
      visibleProjects,
      (before, after, question, visible) => {
        const inventory = emptyInventory();
        const answer = () => inventory.ask(question, visible, lineOf(question));
        const first = fill(inventory, before);
        expect(answer()).toEqual(answerNaively(first, question, visible));
        fill(inventory, after);
        const all = fill(emptyInventory(), [...before, ...after]);
        expect(answer()).toEqual(answerNaively(all, question, visible));
      },
    ),
    { numRuns: 400 },
  );
});

test('of thousands that match, those come first whose name fits the search best', () => {
  const inventory = createInventory(() => {});
  inventory.nameCluster('c', 'c');
  const names = ['old-db-1', 'webdb-12', 'DB-12', 'db-1', 'ünicode-db-1', 'nothing'];
  for (const [n, name] of names.entries()) {
    inventory.put('c', { ...volumeOf(n), name, qosPolicyName: 'db-1' });
  }
  for (let n = names.length; n < 2000; n += 1)
    inventory.put('c', { ...volumeOf(n), name: `a-db-1${n}`, qosPolicyName: '' });
  const named = (order: 'asc' | 'desc', offset = 0): string[] =>
    inventory
      .ask({ search: 'Db-1', best: 'name', sort: 'name', order, offset, limit: 3 }, undefined)
      .volumes.map(({ name }) => name);
  expect(named('asc')).toEqual(['db-1', 'DB-12', 'a-db-16']);
  expect(named('desc')).toEqual(['db-1', 'DB-12', 'ünicode-db-1']);
  expect(named('asc', 1997)).toEqual(['ünicode-db-1', 'webdb-12', 'nothing']);
});

test('a search that is asked again after thousands of changes finds what has changed', () => {
  const inventory = createInventory(() => {});
  inventory.nameCluster('c', 'c');
  // With fewer, rows are checked one by one, and nothing is kept of a search.
  for (let n = 0; n < 8300; n += 1) inventory.put('c', volumeOf(n));
  const found = () =>
    inventory
      .ask({ search: 'sought', sort: 'name', order: 'asc', offset: 0, limit: 9 }, undefined)
      .volumes.map(({ UUID }) => UUID);
  expect(found()).toEqual([]);
  inventory.put('c', volumeOf(7, { name: 'sought' }));
  // Others change, one after the other, more often than changes are remembered.
  for (let n = 0; n < 4500; n += 1) inventory.put('c', volumeOf(100 + n, { name: `other-${n}` }));
  expect(found()).toEqual([uuidOf(7)]);
});

test('a cluster that is renamed takes its new place in the order', () => {
  const inventory = emptyInventory();
  inventory.put('cluster-b', volumeOf(1));
  inventory.put('cluster-a', volumeOf(2));
  const question: FleetVolumesQuestion = { sort: 'cluster', order: 'asc', offset: 0, limit: 5 };
  const order = (): string[] =>
    inventory.ask(question, undefined).volumes.map((volume) => volume.UUID);
  expect(order()).toEqual([uuidOf(2), uuidOf(1)]);
  inventory.nameCluster('cluster-a', 'zz');
  expect(order()).toEqual([uuidOf(1), uuidOf(2)]);
});

test('numbered volumes are in the order of their numbers, by name, by project and by cluster', () => {
  const inventory = createInventory(() => {});
  for (const [n, cluster] of ['east-10', 'east-9', 'east-1'].entries()) {
    inventory.nameCluster(cluster, cluster);
    inventory.put(
      cluster,
      volumeOf(n, { name: `nat-${12 - n}`, projectName: `p-${n === 0 ? 11 : n}` }),
    );
  }
  const namesBy = (sort: VolumeSortKey, offset = 0): string[] =>
    inventory
      .ask({ sort, order: 'asc', offset, limit: 2 }, undefined)
      .volumes.map((volume) => volume.name);
  expect(namesBy('name')).toEqual(['nat-10', 'nat-11']);
  expect(namesBy('name', 2)).toEqual(['nat-12']);
  expect(namesBy('project')).toEqual(['nat-11', 'nat-10']);
  expect(namesBy('cluster')).toEqual(['nat-10', 'nat-11']);
});

test('every word of a search must be found, in the name, a label, a host or the QoS policy', () => {
  const inventory = createInventory(() => {});
  inventory.nameCluster('c', 'c');
  const facts: Partial<Volume>[] = [
    { name: 'billing-data' },
    { name: 'billing-logs', labels: [{ key: 'kind', value: 'Data' }] },
    { name: 'billing-logs-2', acl: { values: ['nqn.2020-01.io:Data-7'] } },
    { name: 'billing-logs-3', qosPolicyName: 'fast-data' },
    { name: 'billing-logs-4', acl: { values: ['ALLOW_ANY'] } },
    { name: 'orders-data' },
  ];
  for (const [n, fact] of facts.entries()) inventory.put('c', volumeOf(n, fact));
  const found = (search: string): string[] =>
    inventory
      .ask({ search, sort: 'name', order: 'asc', offset: 0, limit: 9 }, undefined)
      .volumes.map((volume) => volume.name);
  expect(found(' DATA  billing ')).toEqual([
    'billing-data',
    'billing-logs',
    'billing-logs-2',
    'billing-logs-3',
  ]);
  expect(found('kind=data')).toEqual(['billing-logs']);
  expect(found('any')).toEqual([]);
  expect(found('allow_any')).toEqual(['billing-logs-4']);
  expect(found('billing zebra')).toEqual([]);
});
