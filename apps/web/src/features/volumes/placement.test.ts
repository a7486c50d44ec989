import { fleetCluster, type FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { describe, expect, it } from 'vitest';
import { obstacleText, placementsFor, type PlacementQuestion } from './placement.ts';

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
const NO_NAMES = { projects: [], policies: [] };
const namesOf = (clusters: FleetCluster[], wish: PlacementQuestion) =>
  placementsFor(clusters, wish, NO_NAMES).map((placement) => placement.cluster.name);
const textsOf = (...[clusters, wish, names]: Parameters<typeof placementsFor>) =>
  placementsFor(clusters, wish, names).map(({ obstacles }) => obstacles.map(obstacleText));

describe('the placement preview', () => {
  it('puts the cluster with the lowest ratio first and shows the ratio afterwards', () => {
    const [first, second] = placementsFor([cluster('b', 500n), cluster('a', 300n)], WISH, NO_NAMES);
    expect(first).toMatchObject({
      cluster: { name: 'a' },
      obstacles: [],
      ratioBefore: '0.3000',
      ratioAfter: '0.5000',
    });
    expect(second).toMatchObject({ cluster: { name: 'b' } });
  });

  it('puts clusters that cannot take the volume last, with the reason', () => {
    const lost = cluster('lost', 0n, { status: 'Disconnected' });
    const few = cluster('few', 100n, { currentMaxReplicas: 1 });
    expect(namesOf([few, lost, cluster('good', 900n)], WISH)).toEqual(['good', 'lost', 'few']);
    expect(textsOf([few, lost], WISH, NO_NAMES)).toEqual([
      ['Disconnected'],
      ['At most 1 replicas now'],
    ]);
  });

  it('shows how much space is needed for how many copies, and how much is free', () => {
    const full = cluster('full', 0n);
    expect(textsOf([full], { ...WISH, size: '300 GiB' }, NO_NAMES)).toEqual([
      ['Not enough space: needs 600 GiB for 2 copies, 400 GiB free'],
    ]);
    const one = { ...WISH, replicaCount: 1, size: `${400n * GIB + 4096n} B` };
    expect(textsOf([full], one, NO_NAMES)).toEqual([
      ['Not enough space: needs 400.01 GiB, 400 GiB free'],
    ]);
  });

  it('knows which clusters lack the project or the policy', () => {
    const names = {
      projects: [
        { name: 'acme', clusterIds: ['b'] },
        { name: 'default', clusterIds: ['a', 'b'] },
      ],
      policies: [{ name: 'gold', clusterIds: ['a'] }],
    };
    const wish = { ...WISH, projectName: 'acme', qosPolicyName: 'gold' };
    expect(textsOf([cluster('a', 0n), cluster('b', 0n)], wish, names)).toEqual([
      ['No project acme'],
      ['No QoS policy gold'],
    ]);
  });

  it('changes no ratio and misses no space while the size cannot be read', () => {
    const [only] = placementsFor([cluster('a', 300n)], { ...WISH, size: 'much' }, NO_NAMES);
    expect(only).toMatchObject({ obstacles: [], ratioBefore: '0.3000', ratioAfter: '0.3000' });
  });
});
