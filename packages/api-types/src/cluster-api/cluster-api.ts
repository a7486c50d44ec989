import { clusterOperations } from './cluster-operations.ts';
import { projectVolumeOperations } from './project-volume-operations.ts';
import { snapshotOperations } from './snapshot-operations.ts';
import { hardwareOperations } from './hardware-operations.ts';
import { policyOperations } from './policy-operations.ts';
import { resourcePolicyOperations } from './resource-policy-operations.ts';
import { roleOperations } from './role-operations.ts';
import { volumeOperations } from './volume-operations.ts';

/** Every operation of a Lightbits cluster that Asterism speaks. */
export const clusterApi = {
  ...clusterOperations,
  ...volumeOperations,
  ...projectVolumeOperations,
  ...snapshotOperations,
  ...hardwareOperations,
  ...policyOperations,
  ...resourcePolicyOperations,
  ...roleOperations,
} as const;
