import { fleetCluster, type FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { assessHealth } from '@asterism/api-types/rules/assess-health';

const TIB = 1024n ** 4n;

/** An attached cluster as the federation describes it: well unless the change says otherwise, and assessed accordingly. */
export function aCluster(change: Partial<FleetCluster> = {}): FleetCluster {
  const cluster = {
    ...fleetCluster.parse({
      id: 'c-1',
      name: 'lb-north',
      status: 'Connected',
      asOf: '2026-01-01T00:00:00Z',
      attachedAt: '2026-01-01T00:00:00Z',
      tlsFingerprint: 'AB',
      volumes: 10,
      volumesByState: { Available: 10 },
      volumesByProtection: { FullyProtected: 10 },
      statistics: {
        effectivePhysicalStorage: String(100n * TIB),
        physicalUsedStorage: String(40n * TIB),
        freePhysicalStorage: String(60n * TIB),
      },
      provisionedStorage: String(120n * TIB),
      provisionedToEffectiveStorageRatio: '1.2000',
      nodes: [
        { UUID: 'n-1', name: 'node-1', state: 'Active' },
        { UUID: 'n-2', name: 'node-2', state: 'Active' },
      ],
    }),
    ...change,
  };
  return { ...cluster, assessment: assessHealth(cluster) };
}
