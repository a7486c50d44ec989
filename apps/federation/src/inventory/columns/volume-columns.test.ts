import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetVolumesQuestion } from '@asterism/api-types/fleet-api/fleet-volumes';
import { VOLUME_SORT_KEYS } from '@asterism/api-types/rules/volume-sort-keys';
import { PROTECTION_STATES, VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import { answerNaively } from '../../test-support/naive-answer.ts';
import { FIRST_PAGE, homeOf, put, statisticsOf } from '../../test-support/packed-volumes.ts';
import { uuidOf, volumeOf } from '../../test-support/volumes.ts';
import { createVolumeAnswers } from './answer-volumes.ts';
import { NONE } from './uuid-index.ts';
import { createVolumeColumns, type VolumeColumns } from './volume-columns.ts';
import type { VolumeHome } from './volume-groups.ts';

const aWord = fc.constantFrom(
  'a',
  'be',
  'alpha',
  'ALPHA-10',
  'é',
  'Straße',
  'K8s',
  '-',
  '',
  'ALLOW_ANY',
);
const aText = fc.oneof(aWord, fc.string({ maxLength: 40, unit: 'binary' }), fc.string());
const aDecimal = fc.oneof(
  fc.constantFrom('0', '00', '7', '99999999999999999999', '-1', 'None'),
  fc.nat().map(String),
  fc.maxSafeInteger().map(String),
);
const aNumber = fc.oneof(
  fc.nat(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(2.37),
);
const aUuid = fc.oneof(
  fc.constant(''),
  fc.uuid(),
  fc.uuid().map((uuid) => uuid.toUpperCase()),
);
const aTime = fc.constantFrom(
  '',
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00.5Z',
  '2026-01-01T00:00:00.123Z',
  '2026-01-01T00:00:00.123456789Z',
  '2026-01-01T00:00:00+02:00',
  '1969-12-31T23:59:59.999Z',
  'yesterday',
);

/** Whatever a cluster may say of a volume. */
const anyFacts = fc.record({
  state: fc.constantFrom(...VOLUME_STATES),
  protectionState: fc.constantFrom(...PROTECTION_STATES),
  replicaCount: fc.nat(64),
  nodeList: fc.array(aUuid, { maxLength: 3 }),
  nsid: aNumber,
  acl: fc.record({ values: fc.array(aText, { maxLength: 3 }) }),
  compression: aText,
  size: fc.oneof(
    fc.maxSafeInteger().map(String),
    fc.constant('9223372036854775807'),
    fc.constant('007'),
  ),
  name: aText,
  rebuildProgress: aText,
  statistics: fc.record({
    logicalUsedStorage: aDecimal,
    physicalUsedStorage: aDecimal,
    physicalCapacity: aDecimal,
    physicalOwnedCapacity: aDecimal,
    physicalOwnedMemory: aDecimal,
    physicalMemory: aDecimal,
    userWritten: aDecimal,
    compressionRatio: aNumber,
    totalCompressionRatio: aNumber,
    unrecoverableDataIntegrityErrors: aNumber,
    recoverableDataIntegrityErrors: aNumber,
  }),
  IPAcl: fc.record({ values: fc.array(aText, { maxLength: 2 }) }),
  ETag: fc.oneof(aText, aDecimal),
  connectedHosts: fc.array(aText, { maxLength: 2 }),
  sectorSize: aNumber,
  projectName: aText,
  sourceSnapshotUUID: aUuid,
  sourceSnapshotName: aText,
  placementRestrictions: fc.array(
    fc.record({
      operator: aText,
      labelValueKeyPairs: fc.array(fc.record({ key: aText, value: aText }), { maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
  qosPolicyUUID: aUuid,
  qosPolicyName: aText,
  primaryNodeUUID: aUuid,
  creationTime: aTime,
  labels: fc.array(fc.record({ key: aText, value: aText }), { maxLength: 3 }),
  pgUUID: fc.oneof(aUuid, aText),
});

test('a volume comes out as it went in, to the last byte, and as it is now when it has changed', () => {
  fc.assert(
    fc.property(anyFacts, anyFacts, fc.boolean(), (first, second, isUpper) => {
      const columns = createVolumeColumns();
      const home = homeOf('c');
      const UUID = isUpper ? uuidOf(0xabc).toUpperCase() : uuidOf(0xabc);
      for (const facts of [first, second, first]) {
        const volume = { ...volumeOf(1), ...facts, UUID };
        const slot = put(columns, home, volume);
        const want = JSON.stringify({ ...volume, clusterId: 'c' });
        expect(JSON.stringify(columns.read(slot))).toBe(want);
        expect(columns.stage(home, volume, slot)).toBeUndefined();
      }
      expect(columns.linked()).toBe(1);
      columns.remove(columns.uuids.find(uuidOf(0xabc)));
      expect([...columns.groups.all()]).toEqual([]);
      for (let code = 0; code < columns.searched.texts.limit(); code += 1) {
        expect(columns.searched.texts.entryOf(code)).toBeUndefined();
      }
    }),
    { numRuns: 150 },
  );
});

test('what no volume has any more is forgotten: what a cluster makes up without end costs nothing', () => {
  const columns = createVolumeColumns();
  const answer = createVolumeAnswers(columns);
  const home = homeOf('c');
  for (let turn = 0; turn < 200; turn += 1) {
    const made = `made-up-${turn}`;
    const facts = {
      projectName: made,
      acl: { values: [made] },
      nodeList: [made],
      compression: made,
    };
    put(columns, home, volumeOf(turn % 3, facts));
    columns.remove(columns.stage(home, volumeOf(9, { ...facts, name: made }), NONE) ?? NONE);
    const question = { ...FIRST_PAGE, project: [`asked-${turn}`] };
    expect(answer(question, undefined).total).toBe(0);
  }
  expect(columns.limit()).toBeLessThanOrEqual(4);
  expect(columns.groups.limit()).toBeLessThanOrEqual(5);
  expect(columns.searched.texts.limit()).toBeLessThanOrEqual(5);
});

const CLUSTERS = ['cluster-b', 'cluster-10', 'Cluster-9'];
const PROJECTS = ['default', 'blue-2', 'blue-10'];
const aVolume = fc.record({
  n: fc.integer({ min: 0, max: 6 }),
  cluster: fc.nat(CLUSTERS.length - 1),
  isGone: fc.boolean(),
  facts: fc.record({
    name: fc.constantFrom(
      'alpha',
      'Beta',
      'alphabet',
      'zeta-10',
      'ZETA-2',
      'zeta-02',
      '',
      'Ämter',
      'ALLOW_ANY',
      'disk 9',
      'disk',
    ),
    labels: fc.constantFrom<Volume['labels'][]>(
      [],
      [{ key: 'env', value: 'Prod' }],
      [{ key: 'env', value: 'prod' }],
      [{ key: 'tier', value: '10' }],
      [{ key: 'tier', value: '9' }],
      [
        { key: 'tier', value: 'beta' },
        { key: 'a', value: '' },
      ],
    ),
    acl: fc.constantFrom<Volume['acl'][]>(
      { values: ['ALLOW_ANY'] },
      { values: ['nqn.host-1', 'nqn.alpha'] },
      { values: ['nqn.2014:Uuid:a1', 'nqn.2014:uuid:b2'] },
      { values: ['nqn.2014:uuid:c3', 'fe80::7'] },
    ),
    IPAcl: fc.constantFrom<Volume['IPAcl'][]>({ values: ['ALLOW_NONE'] }, { values: ['10.0.0.1'] }),
    connectedHosts: fc.constantFrom<string[][]>([], ['nqn.host-2'], ['nqn.2014:uuid:', 'É:nqn:1']),
    qosPolicyName: fc.constantFrom('', 'Gold', 'gold', 'gold-10', 'Gold-9'),
    replicaCount: fc.constantFrom(1, 2, 3),
    compression: fc.constantFrom('true', 'false', ''),
    statistics: fc.constantFrom(
      statisticsOf('0', 1),
      statisticsOf('40960', 2.37),
      statisticsOf('8796093022208', 1.5),
    ),
    projectName: fc.constantFrom(...PROJECTS),
    state: fc.constantFrom(...VOLUME_STATES),
    protectionState: fc.constantFrom(...PROTECTION_STATES),
    size: fc.constantFrom('4096', '1099511627776', '40960'),
    creationTime: fc.constantFrom('2026-01-01T00:00:00Z', '2025-06-01T00:00:00.5Z', ''),
  }),
});
const someOf = <const T extends readonly string[]>(values: T) =>
  fc.option(fc.subarray([...values], { minLength: 0 }), { nil: undefined });
const aSearch = fc.oneof(
  fc.constantFrom('eta', 'et', 'ta', 'pha', 'b', 'pha et', 'dis', 'sk', '9', 'prod 1'),
  fc.constantFrom(
    undefined,
    '',
    'ALPHA',
    'eta',
    'nothing',
    ' beta  gold',
    'env=prod alpha',
    'ä',
    'z a',
  ),
  fc.constantFrom(
    'host-1',
    '2014',
    'qn.2014 9',
    'uuid:',
    'd:',
    'uuid:b',
    '14 c3',
    'é:n',
    ':',
    'any',
    'allow_any',
    'allow_none 10.0',
    'a',
    '00',
    '0001',
    '00000',
    '00a',
    '0000-0000-4',
    '4000-8',
    '-',
    '8000-0000',
  ),
);
const aQuestion: fc.Arbitrary<FleetVolumesQuestion> = fc.record({
  search: aSearch,
  cluster: someOf(CLUSTERS),
  project: someOf([...PROJECTS, 'unknown']),
  state: someOf(VOLUME_STATES),
  protection: someOf(PROTECTION_STATES),
  sort: fc.constantFrom(...VOLUME_SORT_KEYS),
  order: fc.constantFrom('asc' as const, 'desc' as const),
  offset: fc.integer({ min: 0, max: 12 }),
  limit: fc.integer({ min: 0, max: 9 }),
});
/** As if all were many, or so few that they are looked at one by one. */
const asMany = fc.constantFrom(0, 8, undefined);
const visibleProjects = fc.option(fc.subarray(PROJECTS), { nil: undefined });

type Given = typeof aVolume extends fc.Arbitrary<infer T> ? T : never;

/** Has volumes come, change and go; `all` is what there is then. */
function take(
  columns: VolumeColumns,
  homes: readonly VolumeHome[],
  all: Map<string, Volume>,
  changes: readonly Given[],
): void {
  for (const { n, cluster, isGone, facts } of changes) {
    // A UUID is of one cluster alone.
    const volume = volumeOf(n * CLUSTERS.length + cluster, facts);
    const home = homes[cluster] ?? homeOf('none');
    if (isGone) {
      const slot = columns.uuids.find(volume.UUID);
      if (slot !== NONE) columns.remove(slot);
      all.delete(volume.UUID);
    } else {
      put(columns, home, volume);
      all.set(volume.UUID, { ...volume, clusterId: home.clusterId });
    }
  }
}

test('an order that is made piece by piece is right, whatever came, went and changed meanwhile', () => {
  const aTurn = fc.record({ pieces: fc.nat(9), changes: fc.array(aVolume, { maxLength: 6 }) });
  const turns = fc.array(aTurn, { minLength: 1, maxLength: 5 });
  const sorts = fc.constantFrom(...VOLUME_SORT_KEYS);
  fc.assert(
    fc.property(fc.array(aVolume, { maxLength: 25 }), turns, sorts, (first, turns, sort) => {
      const columns = createVolumeColumns();
      const answer = createVolumeAnswers(columns);
      const homes = CLUSTERS.map(homeOf);
      const all = new Map<string, Volume>();
      take(columns, homes, all, first);
      for (const { pieces, changes } of turns) {
        for (let piece = 0; piece < pieces; piece += 1) columns.orders.advance(sort);
        take(columns, homes, all, changes);
      }
      const question = { ...FIRST_PAGE, sort };
      const check = () =>
        expect(answer(question, undefined)).toEqual(
          answerNaively([...all.values()], question, undefined),
        );
      check();
      // From now on it is kept.
      take(columns, homes, all, first);
      check();
    }),
    { numRuns: 200 },
  );
});

test('every answer is that of the plainest filter and sort, whatever came, went and changed', () => {
  const aStep = fc.record({
    changes: fc.oneof(fc.array(aVolume, { maxLength: 25 }), fc.array(aVolume, { maxLength: 1 })),
    forgotten: fc.option(fc.nat(CLUSTERS.length - 1), { nil: undefined }),
    question: aQuestion,
    visible: visibleProjects,
  });
  fc.assert(
    fc.property(fc.array(aStep, { minLength: 1, maxLength: 6 }), asMany, (steps, few) => {
      const columns = createVolumeColumns();
      const answer = createVolumeAnswers(columns, few);
      const homes = CLUSTERS.map(homeOf);
      const all = new Map<string, Volume>();
      const homeAt = (at: number): VolumeHome => homes[at] ?? homeOf('none');
      const check = (question: FleetVolumesQuestion, visible?: string[]): void => {
        const naive = answerNaively([...all.values()], question, visible);
        expect(answer(question, visible)).toEqual(naive);
      };
      let before: FleetVolumesQuestion = FIRST_PAGE;
      for (const { changes, forgotten, question, visible } of steps) {
        take(columns, homes, all, changes);
        const hidden = forgotten === undefined ? undefined : homeAt(forgotten);
        const seen = [...all.values()].filter((one) => one.clusterId !== hidden?.clusterId);
        if (hidden !== undefined) hidden.isForgotten = true;
        expect(answer(question, visible)).toEqual(answerNaively(seen, question, visible));
        if (hidden !== undefined) hidden.isForgotten = false;
        check(question, visible);
        // What was found before is kept, and brought up to date.
        check(before);
        before = question;
      }
    }),
    { numRuns: 400 },
  );
});
