import { expect, test } from 'vitest';
import { clusterInfo } from '@asterism/api-types/cluster-api/cluster-info';
import type { ConnectionStatus } from '@asterism/api-types/federation-api/cluster';
import { uuidOf } from '../../test-support/volumes.ts';
import { chooseClusters, type Candidate } from './choose-cluster.ts';

const TIB = 1024n ** 4n;

interface Facts {
  readonly status?: ConnectionStatus;
  readonly provisioned?: bigint;
  readonly effective?: bigint;
  readonly free?: bigint;
  readonly replicas?: number;
  readonly projects?: readonly string[];
}

const candidate = (name: string, facts: Facts = {}): Candidate => ({
  cluster: { id: name, name, status: facts.status ?? 'Connected' },
  info: clusterInfo.parse({
    UUID: uuidOf(1),
    currentMaxReplicas: facts.replicas ?? 3,
    statistics: {
      effectivePhysicalStorage: String(facts.effective ?? 100n * TIB),
      estimatedFreeLogicalStorage: String(facts.free ?? 50n * TIB),
    },
  }),
  provisioned: facts.provisioned ?? 0n,
  projects: facts.projects ?? ['default', 'blue'],
});
const wish = { size: TIB, replicaCount: 2, projectName: 'blue' };

test('the least promised cluster is best, however large it is', () => {
  const { clusterIds } = chooseClusters(
    [
      candidate('half', { provisioned: 50n * TIB }),
      candidate('third', { provisioned: 300n * TIB, effective: 900n * TIB }),
      candidate('full', { provisioned: 100n * TIB }),
    ],
    wish,
  );
  expect(clusterIds).toEqual(['third', 'half', 'full']);
});

test('equal clusters are taken by name', () => {
  expect(chooseClusters([candidate('b'), candidate('a')], wish).clusterIds).toEqual(['a', 'b']);
});

test('a cluster that cannot take it is passed over, with the reason', () => {
  const unheard = { ...candidate('new'), info: undefined };
  const { clusterIds, obstacles } = chooseClusters(
    [
      candidate('down', { status: 'Disconnected' }),
      candidate('locked', { status: 'Unauthorized' }),
      candidate('small', { free: 2n * TIB - 1n }),
      candidate('single', { replicas: 1 }),
      unheard,
      candidate('exact', { free: 2n * TIB }),
    ],
    wish,
  );
  expect(clusterIds).toEqual(['exact']);
  expect(obstacles).toEqual([
    'down is Disconnected',
    'locked is Unauthorized',
    'small has only 1.99 TiB free',
    'single takes at most 1 replicas now',
    'new has not been heard yet',
  ]);
});

test('a cluster without the project is passed over; one that does not tell its projects is not', () => {
  const { clusterIds, obstacles } = chooseClusters(
    [
      candidate('other', { projects: ['default'] }),
      candidate('silent', { projects: [] }),
      candidate('with', { provisioned: TIB }),
    ],
    wish,
  );
  expect(clusterIds).toEqual(['silent', 'with']);
  expect(obstacles).toEqual(['other has no project blue']);
});
