import { clusterOperations } from './cluster-operations.ts';
import { projectVolumeOperations } from './project-volume-operations.ts';
import { snapshotOperations } from './snapshot-operations.ts';
import { volumeOperations } from './volume-operations.ts';

/** Every operation of a Lightbits cluster that Asterism speaks. */
export const clusterApi = {
  ...clusterOperations,
  ...volumeOperations,
  ...projectVolumeOperations,
  ...snapshotOperations,
} as const;
