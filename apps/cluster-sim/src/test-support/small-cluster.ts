import { randomUUID } from 'node:crypto';
import type { CreateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';
import { DEFAULT_TIMING } from '../model/clock.ts';
import { createClusterModel, type ClusterModel } from '../model/cluster-model.ts';
import { createVolume } from '../model/create-volume.ts';
import type { Change } from '../model/change.ts';
import type { VolumeRecord } from '../model/volume-record.ts';
import { seedCluster } from '../scenarios/seed-cluster.ts';
import { createWorkload } from '../model/workload.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

/** A cluster without a network, on a clock that a test moves. */
export function smallCluster(
  volumes = 0,
  record: (change: Change) => void = () => undefined,
): { model: ClusterModel; clock: ManualClock } {
  const clock = createManualClock();
  const seed = seedCluster({ seed: 7, index: 0, volumes });
  const timing = DEFAULT_TIMING;
  const model = createClusterModel({ seed, clock, timing, newUuid: randomUUID, record });
  return { model, clock };
}

/** {@link smallCluster} of which hosts use the volumes. */
export function usedCluster(volumes: number): { model: ClusterModel; clock: ManualClock } {
  const clock = createManualClock();
  const seed = seedCluster({ seed: 7, index: 0, volumes });
  const hosts = { workload: createWorkload(7), now: () => clock.now() };
  const record = (): void => undefined;
  const timing = DEFAULT_TIMING;
  return {
    model: createClusterModel({ seed, clock, timing, hosts, newUuid: randomUUID, record }),
    clock,
  };
}

/** A request that a cluster accepts. */
export const request = (changes: Partial<CreateVolumeRequest> = {}): CreateVolumeRequest => ({
  name: 'pg-data',
  size: '10 GiB',
  replicaCount: 2,
  acl: { values: ['ALLOW_NONE'] },
  projectName: 'default',
  ...changes,
});

/** Creates a volume that must be accepted. */
export function created(
  model: ClusterModel,
  changes: Partial<CreateVolumeRequest> = {},
): VolumeRecord {
  const volume = createVolume(model, request(changes));
  if (!volume.ok) throw new Error(`refused: ${volume.error.reason}`);
  return volume.value;
}
