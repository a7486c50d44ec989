import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { snapshot, type Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import {
  SNAPSHOT_SORT_KEYS,
  type FleetSnapshotsQuestion,
} from '@asterism/api-types/fleet-api/fleet-snapshots';
import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import { SNAPSHOT_STATES } from '@asterism/api-types/rules/snapshot-states';
import type { EventAudience } from '@asterism/api-types/rules/visible-event';
import { answerSnapshotsNaively } from '../test-support/naive-snapshots.ts';
import { uuidOf } from '../test-support/volumes.ts';
import { createSnapshotIndex, type SnapshotIndex } from './snapshot-index.ts';

const CLUSTERS = ['cluster-b', 'cluster-a', 'Cluster-C'];
const PROJECTS = ['default', 'blue', 'green'];
const ALL: FleetSnapshotsQuestion = { sort: 'name', order: 'asc', offset: 0, limit: 100 };

const snapshotOf = (n: number, facts: Partial<Snapshot> = {}): Snapshot => ({
  ...snapshot.parse({ UUID: uuidOf(n) }),
  name: `snapshot-${n}`,
  projectName: 'default',
  state: 'Available',
  ETag: '1',
  ...facts,
});

function indexOf(clusters: readonly string[] = CLUSTERS) {
  const events: [event: FleetEvent, audience: EventAudience | undefined][] = [];
  const index = createSnapshotIndex((event, audience) => events.push([event, audience]));
  for (const id of clusters) index.nameCluster(id, id);
  return { index, events };
}

/** Walks over pages that each have an offset and a digest of their own. */
function walked(index: SnapshotIndex, cluster: string, snapshots: readonly Snapshot[]): void {
  const walk = index.walk(cluster);
  const facts = { unreadable: 0, firstFault: '', next: '', text: 0, digest: '' };
  walk.takePage(
    { projectName: 'default', offset: '' },
    snapshots,
    { ...facts, readable: snapshots.length },
    walk.beginPage(),
  );
  walk.commit();
}

const names = (index: SnapshotIndex): string[] =>
  index.ask(ALL, undefined).snapshots.map(({ name }) => name);

const aSnapshot = fc.record({
  n: fc.integer({ min: 0, max: 40 }),
  cluster: fc.constantFrom(...CLUSTERS),
  name: fc.constantFrom('alpha', 'Beta', 'alphabet', 'zeta-10', 'ZETA-2', 'zeta-02', ''),
  description: fc.constantFrom('', 'before the Upgrade'),
  labels: fc.constantFrom<Snapshot['labels'][]>([], [{ key: 'env', value: 'Prod' }]),
  sourceVolumeUUID: fc.constantFrom(uuidOf(901), uuidOf(902), ''),
  sourceVolumeName: fc.constantFrom('pvc-9', 'pvc-10', 'Beta'),
  projectName: fc.constantFrom(...PROJECTS),
  state: fc.constantFrom(...SNAPSHOT_STATES),
  size: fc.constantFrom('4096', '1099511627776', '40960'),
  stored: fc.constantFrom('0', '4096', '9223372036854775807'),
  userWritten: fc.constantFrom('0', '8192', '123456789012'),
  creationTime: fc.constantFrom('2026-01-01T00:00:00Z', '2025-06-01T00:00:00.5Z', ''),
  retentionTime: fc.constantFrom('0s', '3600s', '604800s'),
});
const someOf = <const T extends readonly string[]>(values: T) =>
  fc.option(fc.subarray([...values], { minLength: 0 }), { nil: undefined });
const aQuestion = fc.record({
  search: fc.constantFrom(undefined, '', ' ', 'ALPHA', 'eta', '0001', 'upgrade beta', 'env=prod'),
  cluster: someOf(CLUSTERS),
  project: someOf([...PROJECTS, 'unknown']),
  state: someOf(SNAPSHOT_STATES),
  volume: someOf([uuidOf(901), uuidOf(902)]),
  sort: fc.constantFrom(...SNAPSHOT_SORT_KEYS),
  order: fc.constantFrom('asc' as const, 'desc' as const),
  offset: fc.integer({ min: 0, max: 12 }),
  limit: fc.integer({ min: 0, max: 9 }),
});
const aStep = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), one: aSnapshot }),
  fc.record({ kind: fc.constant('drop' as const), one: aSnapshot }),
  fc.record({
    kind: fc.constant('walk' as const),
    cluster: fc.constantFrom(...CLUSTERS),
    all: fc.array(aSnapshot, { maxLength: 30 }),
  }),
);

const written = ({
  n,
  cluster: clusterId,
  stored,
  userWritten,
  ...facts
}: typeof aSnapshot extends fc.Arbitrary<infer T> ? T : never): Snapshot =>
  snapshotOf(n, {
    ...facts,
    clusterId,
    statistics: { physicalOwnedCapacity: stored, userWritten },
  });

test('the index answers as one who looks at every snapshot does, whatever was written, read and gone before', () => {
  fc.assert(
    fc.property(
      fc.array(aStep, { maxLength: 25 }),
      fc.array(aQuestion, { minLength: 1, maxLength: 6 }),
      someOf(PROJECTS),
      (steps, questions, visible) => {
        const { index } = indexOf();
        const truth = new Map<string, Snapshot>();
        const placed = (one: Snapshot): string => `${one.clusterId} ${one.UUID}`;
        for (const step of steps) {
          if (step.kind === 'walk') {
            const all = step.all.map((one) => written({ ...one, cluster: step.cluster }));
            for (const [place, { clusterId }] of truth) {
              if (clusterId === step.cluster) truth.delete(place);
            }
            for (const one of all) truth.set(placed(one), one);
            walked(index, step.cluster, all);
          } else {
            const one = written(step.one);
            if (step.kind === 'put') index.put(one.clusterId, one);
            else index.drop(one.clusterId, one.UUID);
            if (step.kind === 'put') truth.set(placed(one), one);
            else truth.delete(placed(one));
          }
          // Orders that were asked for are kept right from then on.
          for (const question of questions) {
            const { snapshots, ...answer } = index.ask(question, visible);
            const UUIDs = snapshots.map(({ clusterId, UUID }) => `${clusterId} ${UUID}`);
            const naive = answerSnapshotsNaively([...truth.values()], question, visible);
            expect({ ...answer, UUIDs }).toEqual(naive);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('those whose name fits best are found first, in the order that was asked for where they fit alike', () => {
  const { index } = indexOf(['cluster-a']);
  for (const [n, name] of ['old-db', 'webdb', 'db-2', 'db', 'db-1', 'my-db'].entries())
    index.put('cluster-a', snapshotOf(n, { clusterId: 'cluster-a', name }));
  const found = (question: Partial<FleetSnapshotsQuestion>) =>
    index
      .ask({ ...ALL, search: 'DB', best: 'name', ...question }, undefined)
      .snapshots.map(({ name }) => name);
  expect(found({})).toEqual(['db', 'db-1', 'db-2', 'my-db', 'old-db', 'webdb']);
  expect(found({ order: 'desc' })).toEqual(['db', 'db-2', 'db-1', 'old-db', 'my-db', 'webdb']);
  expect(found({ offset: 2, limit: 2 })).toEqual(['db-2', 'my-db']);
});

describe('a walk', () => {
  test('replaces what was known of the cluster, and leaves other clusters alone', () => {
    const { index } = indexOf();
    walked(index, 'cluster-a', [snapshotOf(1), snapshotOf(2)]);
    walked(index, 'cluster-b', [snapshotOf(3)]);
    walked(index, 'cluster-a', [snapshotOf(2, { name: 'renamed' })]);
    expect(names(index)).toEqual(['renamed', 'snapshot-3']);
  });

  test('does not bring back what was deleted, or lose what was made, while it was under way', () => {
    const { index } = indexOf();
    walked(index, 'cluster-a', [snapshotOf(1), snapshotOf(2)]);
    const walk = index.walk('cluster-a');
    const began = walk.beginPage();
    index.drop('cluster-a', uuidOf(1));
    index.put('cluster-a', snapshotOf(2, { state: 'Deleting', ETag: '2' }));
    index.put('cluster-a', snapshotOf(3));
    const answer = { readable: 2, unreadable: 0, firstFault: '', next: '', text: 0, digest: '' };
    const page = { projectName: 'default', offset: '' };
    walk.takePage(page, [snapshotOf(1), snapshotOf(2)], answer, began);
    walk.commit();
    expect(index.ask(ALL, undefined).snapshots).toMatchObject([
      { name: 'snapshot-2', state: 'Deleting' },
      { name: 'snapshot-3' },
    ]);
    // The next walk decides.
    walked(index, 'cluster-a', [snapshotOf(1)]);
    expect(names(index)).toEqual(['snapshot-1']);
  });

  test('takes a page whose bytes it knows, unless one of its snapshots has been changed since', () => {
    const { index } = indexOf();
    const page = { projectName: 'default', offset: '' };
    const answer = { readable: 1, unreadable: 0, firstFault: '', next: '', text: 9, digest: 'd' };
    const first = index.walk('cluster-a');
    first.takePage(page, [snapshotOf(1)], answer, first.beginPage());
    first.commit();
    const second = index.walk('cluster-a');
    expect(second.takeKnown(page, 'other', second.beginPage())).toBeUndefined();
    expect(second.takeKnown({ ...page, projectName: 'blue' }, 'd', 0)).toBeUndefined();
    expect(second.takeKnown(page, 'd', second.beginPage())).toMatchObject({ newRows: 1, text: 9 });
    second.commit();
    expect(names(index)).toEqual(['snapshot-1']);
    index.put('cluster-a', snapshotOf(1, { ETag: '2' }));
    const third = index.walk('cluster-a');
    expect(third.takeKnown(page, 'd', third.beginPage())).toBeUndefined();
  });

  test('of a cluster that is forgotten meanwhile changes nothing', () => {
    const { index } = indexOf();
    walked(index, 'cluster-a', [snapshotOf(1)]);
    const walk = index.walk('cluster-a');
    index.forget('cluster-a');
    walk.commit();
    index.put('cluster-a', snapshotOf(2));
    expect(names(index)).toEqual([]);
    expect(index.asOf('cluster-a')).toBeUndefined();
  });
});

test('a change is published for those whose project it touches, and a walk without one for all', () => {
  const { index, events } = indexOf(['cluster-a']);
  index.put('cluster-a', snapshotOf(1, { projectName: 'blue' }));
  index.put('cluster-a', snapshotOf(1, { projectName: 'blue' }));
  walked(index, 'cluster-a', [snapshotOf(1, { projectName: 'blue' })]);
  walked(index, 'cluster-a', [snapshotOf(1, { projectName: 'green' })]);
  const asOf: unknown = expect.any(String);
  const about = { type: 'snapshots', clusterId: 'cluster-a' };
  expect(events.map(([event, audience]) => [event, Array.from(audience?.projects ?? [])])).toEqual([
    [{ ...about, isChanged: true }, ['blue']],
    [{ ...about, asOf, isChanged: false }, []],
    [{ ...about, asOf, isChanged: true }, ['blue', 'green']],
  ]);
});
