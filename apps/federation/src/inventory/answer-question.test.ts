import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import {
  VOLUME_SORT_KEYS,
  type FleetVolumesQuestion,
  type VolumeSortKey,
} from '@asterism/api-types/fleet-api/fleet-volumes';
import { PROTECTION_STATES, VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { answerQuestion } from './answer-question.ts';
import { createInventory, type Inventory } from './inventory.ts';

const CLUSTERS = ['cluster-b', 'cluster-a', 'Cluster-C'];
const PROJECTS = ['default', 'blue', 'green'];

const aVolume = fc.record({
  n: fc.integer({ min: 0, max: 40 }),
  cluster: fc.constantFrom(...CLUSTERS),
  name: fc.constantFrom('alpha', 'Beta', 'alphabet', 'zeta-1', 'ZETA-2', ''),
  projectName: fc.constantFrom(...PROJECTS),
  state: fc.constantFrom(...VOLUME_STATES),
  protectionState: fc.constantFrom(...PROTECTION_STATES),
  size: fc.constantFrom('4096', '1099511627776', '40960'),
  creationTime: fc.constantFrom('2026-01-01T00:00:00Z', '2025-06-01T00:00:00.5Z', ''),
});
const someOf = <const T extends readonly string[]>(values: T) =>
  fc.option(fc.subarray([...values], { minLength: 0 }), { nil: undefined });
const aQuestion = fc.record({
  search: fc.constantFrom(undefined, '', 'ALPHA', 'eta', '0001', 'nothing'),
  cluster: someOf(CLUSTERS),
  project: someOf([...PROJECTS, 'unknown']),
  state: someOf(VOLUME_STATES),
  protection: someOf(PROTECTION_STATES),
  sort: fc.constantFrom(...VOLUME_SORT_KEYS),
  order: fc.constantFrom('asc' as const, 'desc' as const),
  offset: fc.integer({ min: 0, max: 12 }),
  limit: fc.integer({ min: 0, max: 9 }),
});
const visibleProjects = fc.option(fc.subarray(PROJECTS), { nil: undefined });

const KEY: Record<VolumeSortKey, (volume: Volume) => string | number> = {
  name: (volume) => volume.name.toLowerCase(),
  size: (volume) => Number(volume.size),
  state: (volume) => volume.state,
  project: (volume) => volume.projectName,
  cluster: (volume) => volume.clusterId.toLowerCase(),
  protection: (volume) => volume.protectionState,
  created: (volume) => Date.parse(volume.creationTime) || 0,
};

/** The plainest thing that is right. */
function naive(all: Volume[], question: FleetVolumesQuestion, visible: string[] | undefined) {
  const key = KEY[question.sort];
  const compare = (a: Volume, b: Volume): number => {
    for (const of of [key, (v: Volume) => v.UUID, (v: Volume) => v.clusterId]) {
      if (of(a) !== of(b)) return of(a) < of(b) ? -1 : 1;
    }
    return 0;
  };
  const needle = (question.search ?? '').toLowerCase();
  const filters = {
    cluster: (v: Volume) => v.clusterId,
    project: (v: Volume) => v.projectName,
    state: (v: Volume) => v.state,
    protection: (v: Volume) => v.protectionState,
  };
  type Filter = keyof typeof filters;
  const names: Filter[] = ['cluster', 'project', 'state', 'protection'];
  const passes = (v: Volume, name: Filter): boolean => {
    const wanted: readonly string[] | undefined = question[name];
    return wanted === undefined || wanted.length === 0 || wanted.includes(filters[name](v));
  };
  const seen = all.filter(
    (v) =>
      (visible === undefined || visible.includes(v.projectName)) &&
      (v.name.toLowerCase().includes(needle) || v.UUID.includes(needle)),
  );
  const facet = (name: Filter): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const v of seen) {
      if (!names.every((other) => other === name || passes(v, other))) continue;
      counts[filters[name](v)] = (counts[filters[name](v)] ?? 0) + 1;
    }
    return counts;
  };
  const matching = seen.filter((v) => names.every((name) => passes(v, name))).sort(compare);
  if (question.order === 'desc') matching.reverse();
  return {
    volumes: matching.slice(question.offset, question.offset + question.limit),
    total: matching.length,
    facets: {
      cluster: facet('cluster'),
      project: facet('project'),
      state: facet('state'),
      protection: facet('protection'),
    },
  };
}

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

test('every answer is that of the plainest filter and sort, before and after changes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aVolume, { maxLength: 40 }),
      fc.array(aVolume, { maxLength: 10 }),
      aQuestion,
      visibleProjects,
      async (before, after, question, visible) => {
        const inventory = emptyInventory();
        const first = fill(inventory, before);
        expect(await answerQuestion(inventory, question, visible)).toEqual(
          naive(first, question, visible),
        );
        fill(inventory, after);
        const all = fill(emptyInventory(), [...before, ...after]);
        expect(await answerQuestion(inventory, question, visible)).toEqual(
          naive(all, question, visible),
        );
      },
    ),
    { numRuns: 400 },
  );
});

test('a question for values that no volume has leaves no trace', async () => {
  const inventory = emptyInventory();
  fill(inventory, []);
  const question = {
    sort: 'name',
    order: 'asc',
    offset: 0,
    limit: 5,
    project: ['made-up'],
  } as const;
  await answerQuestion(inventory, { ...question, project: [...question.project] }, undefined);
  expect([...inventory.codes.values('project')]).toEqual([]);
});

test('a cluster that is renamed takes its new place in the order', async () => {
  const inventory = emptyInventory();
  inventory.put('cluster-b', volumeOf(1));
  inventory.put('cluster-a', volumeOf(2));
  const question: FleetVolumesQuestion = { sort: 'cluster', order: 'asc', offset: 0, limit: 5 };
  const order = async (): Promise<string[]> =>
    (await answerQuestion(inventory, question, undefined)).volumes.map((volume) => volume.UUID);
  expect(await order()).toEqual([uuidOf(2), uuidOf(1)]);
  inventory.nameCluster('cluster-a', 'zz');
  expect(await order()).toEqual([uuidOf(1), uuidOf(2)]);
});
