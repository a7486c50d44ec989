import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankPlacements, type NewVolume, type PlacementCluster } from './placement.ts';

const TIB = 1024n ** 4n;

interface ClusterDetails {
  readonly status?: PlacementCluster['status'];
  readonly provisioned?: bigint;
  readonly effective?: bigint;
  readonly free?: bigint;
  readonly replicas?: number;
  readonly projects?: readonly string[];
  readonly policies?: readonly string[];
}

const cluster = (name: string, details: ClusterDetails = {}): PlacementCluster => ({
  id: `id of ${name}`,
  name,
  status: details.status ?? 'Connected',
  statistics: {
    effectivePhysicalStorage: String(details.effective ?? 100n * TIB),
    estimatedFreeLogicalStorage: String(details.free ?? 50n * TIB),
  },
  currentMaxReplicas: details.replicas ?? 3,
  provisionedStorage: String(details.provisioned ?? 0n),
  projects: details.projects ?? ['default', 'blue'],
  policies: details.policies ?? [],
});
const volume: NewVolume = { size: TIB, replicaCount: 2, projectName: 'blue', qosPolicyName: '' };

/** The names of those that can take the volume, best first. */
const fitting = (clusters: readonly PlacementCluster[], wanted = volume): string[] =>
  rankPlacements(clusters, wanted)
    .filter(({ obstacles }) => obstacles.length === 0)
    .map((placement) => placement.cluster.name);

/** What keeps the volume from each, by name. */
const obstacles = (clusters: readonly PlacementCluster[], wanted = volume) =>
  Object.fromEntries(
    rankPlacements(clusters, wanted).map((placement) => [
      placement.cluster.name,
      placement.obstacles,
    ]),
  );

describe('the order of clusters as places for a volume', () => {
  test('the cluster with the lowest ratio is best, however large it is', () => {
    expect(
      fitting([
        cluster('half', { provisioned: 50n * TIB }),
        cluster('third', { provisioned: 300n * TIB, effective: 900n * TIB }),
        cluster('full', { provisioned: 100n * TIB }),
      ]),
    ).toEqual(['third', 'half', 'full']);
  });

  test('clusters with the same ratio are taken by name, and those with the same name by UUID', () => {
    expect(fitting([cluster('b'), cluster('B'), cluster('a')])).toEqual(['B', 'a', 'b']);
    const twins = [
      { ...cluster('twin'), id: '2' },
      { ...cluster('twin'), id: '1' },
    ];
    expect(rankPlacements(twins, volume).map((placement) => placement.cluster.id)).toEqual([
      '1',
      '2',
    ]);
  });

  test('ratios that differ by a single byte are not equal', () => {
    expect(
      fitting([
        cluster('a', { provisioned: 10n * TIB + 1n }),
        cluster('b', { provisioned: 10n * TIB }),
      ]),
    ).toEqual(['b', 'a']);
  });

  test('a cluster that cannot take the volume comes after those that can, with every reason', () => {
    const unread = { ...cluster('new'), statistics: undefined };
    const clusters = [
      cluster('down', { status: 'Disconnected', replicas: 1 }),
      cluster('locked', { status: 'Unauthorized' }),
      cluster('small', { free: 2n * TIB - 1n }),
      cluster('single', { replicas: 1 }),
      cluster('empty', { effective: 0n, free: 0n }),
      unread,
      cluster('exact', { free: 2n * TIB, provisioned: 90n * TIB }),
    ];
    expect(fitting(clusters)).toEqual(['exact']);
    expect(obstacles(clusters)).toEqual({
      exact: [],
      down: [
        { kind: 'notConnected', status: 'Disconnected' },
        { kind: 'tooManyReplicas', currentMaxReplicas: 1 },
      ],
      locked: [{ kind: 'notConnected', status: 'Unauthorized' }],
      small: [{ kind: 'notEnoughSpace', needed: 2n * TIB, replicaCount: 2, free: 2n * TIB - 1n }],
      single: [{ kind: 'tooManyReplicas', currentMaxReplicas: 1 }],
      empty: [{ kind: 'noCapacity' }],
      new: [{ kind: 'notRead' }],
    });
    expect(rankPlacements(clusters, volume)[0]?.cluster.name).toBe('exact');
  });

  test('clusters that cannot take the volume are ordered by ratio too, those without a capacity last', () => {
    const clusters = [
      cluster('a', { effective: 0n, provisioned: 0n }),
      cluster('b', { free: 0n, provisioned: 90n * TIB }),
      cluster('c', { free: 0n, provisioned: 80n * TIB }),
    ];
    expect(rankPlacements(clusters, volume).map((placement) => placement.cluster.name)).toEqual([
      'c',
      'b',
      'a',
    ]);
  });

  test('a cluster without the project is passed over, and one whose projects are unknown is not', () => {
    const clusters = [
      cluster('other', { projects: ['default'] }),
      cluster('unknown', { projects: [] }),
      cluster('with', { provisioned: TIB }),
    ];
    expect(fitting(clusters)).toEqual(['unknown', 'with']);
    expect(obstacles(clusters)).toMatchObject({
      other: [{ kind: 'noProject', projectName: 'blue' }],
    });
    expect(fitting(clusters, { ...volume, projectName: '' })).toContain('other');
  });

  test('a cluster without the QoS policy is passed over where another one has it', () => {
    const gold = { ...volume, qosPolicyName: 'gold' };
    const without = cluster('a');
    expect(fitting([without, cluster('b', { policies: ['gold'] })], gold)).toEqual(['b']);
    expect(fitting([without, cluster('b')], gold)).toEqual(['a', 'b']);
    expect(fitting([without, cluster('b', { policies: [''] })])).toEqual(['a', 'b']);
  });

  test('the ratio is given without and with the volume, and not at all without a capacity', () => {
    const [half, none] = rankPlacements(
      [cluster('half', { provisioned: 50n * TIB }), cluster('none', { effective: 0n })],
      volume,
    );
    expect(half).toMatchObject({ ratioBefore: '0.5000', ratioAfter: '0.5200' });
    expect(none).toMatchObject({ ratioBefore: undefined, ratioAfter: undefined });
  });

  test('while the size is not known, space keeps no volume away and no ratio changes', () => {
    const [only] = rankPlacements([cluster('full', { free: 0n })], { ...volume, size: undefined });
    expect(only).toMatchObject({ obstacles: [], ratioBefore: '0.0000', ratioAfter: '0.0000' });
  });
});

describe('for any fleet', () => {
  const bytes = fc.oneof(
    fc.bigInt({ min: 0n, max: 4n }),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  );
  const names = fc.uniqueArray(fc.constantFrom('blue', 'red', 'gold'));
  const anyCluster = fc
    .record({
      id: fc.uuid(),
      name: fc.constantFrom('a', 'b', 'ä', 'B'),
      status: fc.constantFrom('Connected' as const, 'Connected' as const, 'Disconnected' as const),
      capacity: fc.option(fc.tuple(bytes, bytes), { nil: undefined }),
      currentMaxReplicas: fc.integer({ min: 0, max: 3 }),
      provisioned: bytes,
      projects: names,
      policies: names,
    })
    .map(({ capacity, provisioned, ...rest }): PlacementCluster =>
      Object.assign(rest, {
        provisionedStorage: String(provisioned),
        statistics: capacity && {
          effectivePhysicalStorage: String(capacity[0]),
          estimatedFreeLogicalStorage: String(capacity[1]),
        },
      }),
    );
  const fleet = fc.uniqueArray(anyCluster, { selector: ({ id }) => id, maxLength: 6 });
  const anyVolume: fc.Arbitrary<NewVolume> = fc.record({
    size: fc.option(bytes, { nil: undefined }),
    replicaCount: fc.integer({ min: 1, max: 3 }),
    projectName: fc.constantFrom('', 'blue', 'red'),
    qosPolicyName: fc.constantFrom('', 'gold', 'unheard-of'),
  });
  const orderOf = (clusters: readonly PlacementCluster[], wanted: NewVolume) =>
    rankPlacements(clusters, wanted).map((placement) => placement.cluster.id);

  test('every cluster is ranked once, whatever is known of it, and the order of the input is of no matter', () => {
    const shuffled = fleet.chain((clusters) =>
      fc.tuple(
        fc.constant(clusters),
        fc.shuffledSubarray(clusters, { minLength: clusters.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, anyVolume, ([clusters, again], wanted) => {
        const order = orderOf(clusters, wanted);
        expect(order.toSorted()).toEqual(clusters.map(({ id }) => id).toSorted());
        expect(orderOf(again, wanted)).toEqual(order);
      }),
    );
  });

  test('a cluster that is said to fit is Connected and has the space, the replicas and the project', () => {
    fc.assert(
      fc.property(fleet, anyVolume, (clusters, wanted) => {
        for (const placement of rankPlacements(clusters, wanted)) {
          if (placement.obstacles.length > 0) continue;
          const { status, statistics, currentMaxReplicas, projects } = placement.cluster;
          expect(status).toBe('Connected');
          const needed = (wanted.size ?? 0n) * BigInt(wanted.replicaCount);
          expect(BigInt(statistics?.estimatedFreeLogicalStorage ?? '-1')).toBeGreaterThanOrEqual(
            needed,
          );
          expect(BigInt(statistics?.effectivePhysicalStorage ?? '0')).toBeGreaterThan(0n);
          expect(currentMaxReplicas).toBeGreaterThanOrEqual(wanted.replicaCount);
          const mayHave = ['', ...(projects.length === 0 ? [wanted.projectName] : projects)];
          expect(mayHave).toContain(wanted.projectName);
        }
      }),
    );
  });

  test('the order is by fit, then by ratio: no cluster ranks before one that suits better', () => {
    fc.assert(
      fc.property(fleet, anyVolume, (clusters, wanted) => {
        const ranked = rankPlacements(clusters, wanted);
        for (const [i, worse] of ranked.entries()) {
          for (const better of ranked.slice(0, i)) {
            if (worse.obstacles.length > 0) continue;
            expect(better.obstacles).toEqual([]);
            const [b, w] = [better.cluster, worse.cluster];
            const effective = (one: PlacementCluster) =>
              BigInt(one.statistics?.effectivePhysicalStorage ?? '0');
            expect(BigInt(b.provisionedStorage) * effective(w)).toBeLessThanOrEqual(
              BigInt(w.provisionedStorage) * effective(b),
            );
          }
        }
      }),
    );
  });

  test('a cluster that gains free space never ranks lower, and takes no place from those above it', () => {
    fc.assert(
      fc.property(fleet, anyVolume, bytes, fc.nat(), (clusters, wanted, more, pick) => {
        const chosen = clusters[pick % Math.max(1, clusters.length)];
        const { statistics } = chosen ?? {};
        fc.pre(chosen !== undefined && statistics !== undefined);
        const free = BigInt(statistics.estimatedFreeLogicalStorage) + more;
        const gained = {
          ...chosen,
          statistics: { ...statistics, estimatedFreeLogicalStorage: String(free) },
        };
        const before = orderOf(clusters, wanted);
        const after = orderOf(
          clusters.map((one) => (one === chosen ? gained : one)),
          wanted,
        );
        expect(after.indexOf(chosen.id)).toBeLessThanOrEqual(before.indexOf(chosen.id));
        const others = (order: readonly string[]) => order.filter((id) => id !== chosen.id);
        expect(others(after)).toEqual(others(before));
      }),
    );
  });

  test('a larger volume, or one with more replicas, fits on no cluster that the smaller one does not fit on', () => {
    fc.assert(
      fc.property(fleet, anyVolume, bytes, (clusters, wanted, more) => {
        const larger = {
          ...wanted,
          size: (wanted.size ?? 0n) + more,
          replicaCount: wanted.replicaCount + 1,
        };
        expect(fitting(clusters, wanted)).toEqual(
          expect.arrayContaining(fitting(clusters, larger)),
        );
      }),
    );
  });
});
