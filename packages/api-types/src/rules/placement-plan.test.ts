import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planVolumes } from './placement-plan.ts';
import { rankPlacements, type NewVolume, type PlacementCluster } from './placement.ts';

const TIB = 1024n ** 4n;

const cluster = (name: string, provisioned: bigint, effective = 100n * TIB): PlacementCluster => ({
  id: `id of ${name}`,
  name,
  status: 'Connected',
  statistics: {
    effectivePhysicalStorage: String(effective),
    estimatedFreeLogicalStorage: String(50n * TIB),
  },
  currentMaxReplicas: 3,
  provisionedStorage: String(provisioned),
  projects: [],
  policies: [],
});
const volume: NewVolume = { size: TIB, replicaCount: 2, projectName: '', qosPolicyName: '' };

/** What each gets, by name. */
const plan = (clusters: readonly PlacementCluster[], count: number, wanted = volume) =>
  Object.fromEntries(
    planVolumes(clusters, wanted, count).map((place) => [place.cluster.name, place.volumes]),
  );

describe('where many volumes would go', () => {
  test('they fill up the emptiest cluster first, then go to all in turn', () => {
    const clusters = [cluster('a', 10n * TIB), cluster('b', 20n * TIB)];
    expect(plan(clusters, 5)).toEqual({ a: 5, b: 0 });
    expect(plan(clusters, 9)).toEqual({ a: 7, b: 2 });
  });

  test('a cluster of twice the size gets twice as many', () => {
    expect(plan([cluster('large', 0n, 200n * TIB), cluster('small', 0n)], 30)).toEqual({
      large: 20,
      small: 10,
    });
  });

  test('a cluster that cannot take one gets none, with the reason; where none can, none is placed', () => {
    const away: PlacementCluster = { ...cluster('away', 0n), status: 'Disconnected' };
    const [first, second] = planVolumes([away, cluster('here', 90n * TIB)], volume, 3);
    expect(first).toMatchObject({ volumes: 3, added: 6n * TIB, ratioAfter: '0.9600' });
    expect(second).toMatchObject({ volumes: 0, added: 0n, obstacles: [{ kind: 'notConnected' }] });
    expect(plan([away], 3)).toEqual({ away: 0 });
  });

  test('each goes where the rule would place it after those before', () => {
    const sizes = fc.bigInt({ min: 0n, max: 100n });
    fc.assert(
      fc.property(fc.array(sizes, { minLength: 1, maxLength: 6 }), fc.nat(40), (filled, count) => {
        const clusters = filled.map((tib, at) => cluster(`c${at}`, tib * TIB, 100n * TIB + tib));
        const planned = plan(clusters, count);
        const placed = Object.fromEntries(clusters.map(({ name }) => [name, 0]));
        const left = [...clusters];
        for (let at = 0; at < count; at += 1) {
          const best = rankPlacements(left, volume)[0]?.cluster;
          if (best === undefined) throw new Error('There is no place');
          placed[best.name] = (placed[best.name] ?? 0) + 1;
          const provisionedStorage = String(BigInt(best.provisionedStorage) + 2n * TIB);
          left.splice(left.indexOf(best), 1, { ...best, provisionedStorage });
        }
        expect(planned).toEqual(placed);
      }),
    );
  });
});
