import { z } from 'zod/mini';
import { listOut, numberOut, shortText, shortTextOut, uint64Out, uuid } from '../common/scalars.ts';
import { TEXT_MAX } from './text-limits.ts';

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
  Status: shortTextOut(TEXT_MAX.word),
  StartTime: z.optional(shortText(TEXT_MAX.word)),
  EndTime: z.optional(shortText(TEXT_MAX.word)),
  TargetVersion: shortTextOut(TEXT_MAX.word),
  ErrorMessage: shortTextOut(TEXT_MAX.passage),
  ProgressStep: numberOut,
  ProgressTotal: numberOut,
});

const encryptionStatus = z.object({
  encryptionState: z._default(shortText(TEXT_MAX.word), 'Disabled'),
  kekGeneration: numberOut,
  kekUpdateDate: z.optional(shortText(TEXT_MAX.word)),
  previousKekGenerations: listOut(z.number()),
  rotationState: z._default(shortText(TEXT_MAX.word), 'NoRotation'),
});

/** What everybody who is let in may know of a cluster. Source: lightbits-api §2.7, ClusterInfoV2. */
export const clusterInfoV2 = z.object({
  UUID: uuid,
  subsystemNQN: shortTextOut(TEXT_MAX.name),
  currentMaxReplicas: numberOut,
  supportedMaxReplicas: numberOut,
  ETag: shortTextOut(TEXT_MAX.word),
  /** `ip:443` */
  apiEndpoints: listOut(shortText(TEXT_MAX.endpoint)),
  /** `ip:8009` */
  discoveryEndpoints: listOut(shortText(TEXT_MAX.endpoint)),
  /** `ip:4420` */
  nvmeEndpoints: listOut(shortText(TEXT_MAX.endpoint)),
  clusterName: shortTextOut(TEXT_MAX.name),
  lastUpgrade: z.prefault(lastUpgrade, {}),
  encryptionStatus: z.prefault(encryptionStatus, {}),
  inBandAuthMode: z._default(shortText(TEXT_MAX.word), 'Disabled'),
});
export type ClusterInfoV2 = z.infer<typeof clusterInfoV2>;

/** What a cluster admin may know of a cluster. Source: lightbits-api §2.7, ClusterInfo. */
export const clusterInfo = z.object({
  UUID: uuid,
  subsystemNQN: shortTextOut(TEXT_MAX.name),
  currentMaxReplicas: numberOut,
  supportedMaxReplicas: numberOut,
  statistics: z.prefault(clusterStatistics, {}),
  ETag: shortTextOut(TEXT_MAX.word),
  health: z.prefault(clusterHealth, {}),
  MinVersionInCluster: shortTextOut(TEXT_MAX.word),
  MinAllowedVersion: shortTextOut(TEXT_MAX.word),
  MaxAllowedVersion: shortTextOut(TEXT_MAX.word),
  apiEndpoints: listOut(shortText(TEXT_MAX.endpoint)),
  discoveryEndpoints: listOut(shortText(TEXT_MAX.endpoint)),
  clusterName: shortTextOut(TEXT_MAX.name),
  lastUpgrade: z.prefault(lastUpgrade, {}),
  inBandAuthMode: z._default(shortText(TEXT_MAX.word), 'Disabled'),
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
