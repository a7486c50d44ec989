import { z } from 'zod/mini';
import { listOut, numberOut, textOut, uint64Out } from '../common/scalars.ts';

/** A cluster's capacity. Bytes are 64-bit strings. Source: lightbits-api §2.7, ClusterStatisticsApi. */
export const clusterStatistics = z.object({
  installedPhysicalStorage: uint64Out,
  managedPhysicalStorage: uint64Out,
  effectivePhysicalStorage: uint64Out,
  logicalStorage: uint64Out,
  logicalUsedStorage: uint64Out,
  physicalUsedStorage: uint64Out,
  physicalUsedStorageIncludingParity: uint64Out,
  freePhysicalStorage: uint64Out,
  estimatedFreeLogicalStorage: uint64Out,
  estimatedLogicalStorage: uint64Out,
  compressionRatio: numberOut,
});
export type ClusterStatistics = z.infer<typeof clusterStatistics>;

export const CLUSTER_HEALTH_STATES = ['None', 'OK', 'Warning', 'Error'] as const;

/** Health: Warning is inactive nodes or degraded volumes, Error is read-only or unavailable ones (lightbits-api §2.7). */
export const clusterHealth = z.object({
  state: z._default(z.catch(z.enum(CLUSTER_HEALTH_STATES), 'None'), 'None'),
  numDegradedVolumes: numberOut,
  numReadOnlyVolumes: numberOut,
  numNotAvailableVolumes: numberOut,
  numInactiveNodes: numberOut,
  numHealthyVolumes: numberOut,
});
export type ClusterHealth = z.infer<typeof clusterHealth>;

const lastUpgrade = z.object({
  Status: textOut,
  StartTime: z.optional(z.string()),
  EndTime: z.optional(z.string()),
  TargetVersion: textOut,
  ErrorMessage: textOut,
  ProgressStep: numberOut,
  ProgressTotal: numberOut,
});

const encryptionStatus = z.object({
  encryptionState: z._default(z.string(), 'Disabled'),
  kekGeneration: numberOut,
  kekUpdateDate: z.optional(z.string()),
  previousKekGenerations: listOut(z.number()),
  rotationState: z._default(z.string(), 'NoRotation'),
});

/** What everybody who is let in may know of a cluster. Source: lightbits-api §2.7, ClusterInfoV2. */
export const clusterInfoV2 = z.object({
  UUID: z.string(),
  subsystemNQN: textOut,
  currentMaxReplicas: numberOut,
  supportedMaxReplicas: numberOut,
  ETag: textOut,
  /** `ip:443` */
  apiEndpoints: listOut(z.string()),
  /** `ip:8009` */
  discoveryEndpoints: listOut(z.string()),
  /** `ip:4420` */
  nvmeEndpoints: listOut(z.string()),
  clusterName: textOut,
  lastUpgrade: z.prefault(lastUpgrade, {}),
  encryptionStatus: z.prefault(encryptionStatus, {}),
  inBandAuthMode: z._default(z.string(), 'Disabled'),
});
export type ClusterInfoV2 = z.infer<typeof clusterInfoV2>;

/** What a cluster admin may know of a cluster. Source: lightbits-api §2.7, ClusterInfo. */
export const clusterInfo = z.object({
  UUID: z.string(),
  subsystemNQN: textOut,
  currentMaxReplicas: numberOut,
  supportedMaxReplicas: numberOut,
  statistics: z.prefault(clusterStatistics, {}),
  ETag: textOut,
  health: z.prefault(clusterHealth, {}),
  MinVersionInCluster: textOut,
  MinAllowedVersion: textOut,
  MaxAllowedVersion: textOut,
  apiEndpoints: listOut(z.string()),
  discoveryEndpoints: listOut(z.string()),
  clusterName: textOut,
  lastUpgrade: z.prefault(lastUpgrade, {}),
  inBandAuthMode: z._default(z.string(), 'Disabled'),
  encryptionStatus: z.prefault(encryptionStatus, {}),
  federatedAuthenticationStatus: z.prefault(
    z.object({
      federatedAuthenticationEnabled: z._default(z.boolean(), false),
      idpHealthInfos: listOut(z.unknown()),
    }),
    {},
  ),
});
export type ClusterInfo = z.infer<typeof clusterInfo>;
