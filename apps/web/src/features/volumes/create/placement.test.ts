import { fleetCluster, type FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { describe, expect, it } from 'vitest';
import { candidatesFor, type PlacementQuestion } from './placement.ts';

const GIB = 1024n ** 3n;

const cluster = (name: string, provisionedGib: bigint, more: Partial<FleetCluster> = {}) => ({
  ...fleetCluster.parse({
    id: name,
    name,
    status: 'Connected',
    attachedAt: '2026-01-01T00:00:00Z',
    tlsFingerprint: '',
    currentMaxReplicas: 3,
    provisionedStorage: String(provisionedGib * GIB),
    volumesByState: {},
    statistics: {
      effectivePhysicalStorage: String(1000n * GIB),
      estimatedFreeLogicalStorage: String(400n * GIB),
    },
  }),
  ...more,
});

const WISH: PlacementQuestion = {
  size: '100 GiB',
  replicaCount: 2,
  projectName: '',
  qosPolicyName: '',
};
const NO_NAMES = { projects: new Map(), policies: new Map() };
const namesOf = (clusters: FleetCluster[], wish: PlacementQuestion) =>
  candidatesFor(clusters, wish, NO_NAMES).map(({ cluster }) => cluster.name);

describe('the preview of a placement', () => {
  it('puts the cluster with the lowest ratio first and tells the ratio afterwards', () => {
    const [first, second] = candidatesFor([cluster('b', 500n), cluster('a', 300n)], WISH, NO_NAMES);
    expect(first).toMatchObject({
      cluster: { name: 'a' },
      obstacle: undefined,
      ratioBefore: 0.3,
      ratioAfter: 0.5,
    });
    expect(second).toMatchObject({ cluster: { name: 'b' } });
  });

  it('puts clusters that cannot take the volume last, with the reason', () => {
    const lost = cluster('lost', 0n, { status: 'Disconnected' });
    const few = cluster('few', 100n, { currentMaxReplicas: 1 });
    expect(namesOf([lost, few, cluster('good', 900n)], WISH)).toEqual(['good', 'lost', 'few']);
    const full = candidatesFor([cluster('full', 0n)], { ...WISH, size: '300 GiB' }, NO_NAMES);
    expect(full[0]?.obstacle).toBe('only 400 GiB free');
  });

  it('knows which clusters lack the project or the policy', () => {
    const names = {
      projects: new Map([['acme', ['b']]]),
      policies: new Map([['gold', ['a']]]),
    };
    const wish = { ...WISH, projectName: 'acme', qosPolicyName: 'gold' };
    const obstacles = candidatesFor([cluster('a', 0n), cluster('b', 0n)], wish, names);
    expect(obstacles.map(({ obstacle }) => obstacle)).toEqual([
      'no project acme',
      'no QoS policy gold',
    ]);
  });

  it('changes no ratio while the size is no size', () => {
    const [only] = candidatesFor([cluster('a', 300n)], { ...WISH, size: 'much' }, NO_NAMES);
    expect(only?.ratioAfter).toBe(only?.ratioBefore);
  });
});
