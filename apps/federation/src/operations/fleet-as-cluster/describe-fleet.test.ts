import { expect, test } from 'vitest';
import { clusterInfo, type ClusterInfo } from '@asterism/api-types/cluster-api/cluster-info';
import type { z } from 'zod/mini';
import { clusterOfClusters } from './describe-fleet.ts';

const ID = '0f0f0f0f-0000-4000-8000-000000000001';
const info = (facts: Partial<z.input<typeof clusterInfo>>): ClusterInfo =>
  clusterInfo.parse({ UUID: ID, ...facts });

test('several clusters look like one: sums, the worst health, the lowest release', () => {
  const whole = clusterOfClusters(
    ID,
    [
      info({
        MinVersionInCluster: '3.10.2',
        currentMaxReplicas: 3,
        apiEndpoints: ['a:443', 'b:443'],
        statistics: {
          effectivePhysicalStorage: '18446744073709551615',
          physicalUsedStorage: '300',
          compressionRatio: 2,
        },
        health: { state: 'OK', numHealthyVolumes: 5 },
      }),
      info({
        MinVersionInCluster: '3.9.1',
        currentMaxReplicas: 1,
        apiEndpoints: ['b:443', 'c:443'],
        statistics: {
          effectivePhysicalStorage: '1',
          physicalUsedStorage: '100',
          compressionRatio: 4,
        },
        health: { state: 'Error', numHealthyVolumes: 2, numReadOnlyVolumes: 1 },
      }),
    ],
    true,
  );
  expect(whole).toMatchObject({
    UUID: ID,
    clusterName: 'asterism',
    MinVersionInCluster: '3.9.1',
    currentMaxReplicas: 3,
    apiEndpoints: ['a:443', 'b:443', 'c:443'],
    statistics: { effectivePhysicalStorage: '18446744073709551616', compressionRatio: 2.5 },
    health: { state: 'Error', numHealthyVolumes: 7, numReadOnlyVolumes: 1 },
  });
});

test('a fleet that could not be read as a whole is never quite well', () => {
  const healthy = info({ health: { state: 'OK' } });
  expect(clusterOfClusters(ID, [healthy], true).health.state).toBe('OK');
  expect(clusterOfClusters(ID, [healthy], false).health.state).toBe('Warning');
});

test('no cluster at all is no error', () => {
  expect(clusterOfClusters(ID, [], true)).toMatchObject({
    MinVersionInCluster: '',
    statistics: { effectivePhysicalStorage: '0', compressionRatio: 0 },
    health: { state: 'None' },
  });
});
