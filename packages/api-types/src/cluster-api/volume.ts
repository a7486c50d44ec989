import { z } from 'zod/mini';
import { listOut, numberOut, textOut, uint64Out } from '../common/scalars.ts';
import { PROTECTION_STATES, VOLUME_STATES } from '../rules/volume-states.ts';

/** A list of strings as the wire has it: `{values: […]}`; a bare array is refused (lightbits-api §1.1). */
export const stringList = z.object({ values: listOut(z.string()) });

/** Where a volume may be placed. Keys seen: `FD`, `PrimaryFD`, and `ClusterID` in a federation (lightbits-api §2.1). */
export const labelMatchExpression = z.object({
  operator: z._default(z.string(), 'In'),
  labelValueKeyPairs: listOut(z.object({ key: z.string(), value: z.string() })),
});
export type LabelMatchExpression = z.infer<typeof labelMatchExpression>;

export const label = z.object({ key: z.string(), value: z.string() });

/** A volume's statistics. Source: lightbits-api §2.1, VolumeStatisticsApi. Bytes are 64-bit strings. */
export const volumeStatistics = z.object({
  logicalUsedStorage: uint64Out,
  physicalUsedStorage: uint64Out,
  physicalCapacity: uint64Out,
  physicalOwnedCapacity: uint64Out,
  physicalOwnedMemory: uint64Out,
  physicalMemory: uint64Out,
  userWritten: uint64Out,
  compressionRatio: numberOut,
  totalCompressionRatio: numberOut,
  unrecoverableDataIntegrityErrors: numberOut,
  recoverableDataIntegrityErrors: numberOut,
});

/**
 * A volume. Source: lightbits-api §2.1, `message Volume`.
 * A state that this contract does not know reads as `Unknown`: it is shown, never thrown.
 */
export const volume = z.object({
  state: z._default(z.catch(z.enum(VOLUME_STATES), 'Unknown'), 'Unknown'),
  protectionState: z._default(z.catch(z.enum(PROTECTION_STATES), 'Unknown'), 'Unknown'),
  replicaCount: numberOut,
  /** UUIDs of the nodes that hold the replicas. */
  nodeList: listOut(z.string()),
  UUID: z.string(),
  nsid: numberOut,
  acl: z._default(stringList, () => ({ values: [] })),
  /** `"true"` or `"false"`. */
  compression: textOut,
  /** Bytes. */
  size: uint64Out,
  name: textOut,
  /** Percent. */
  rebuildProgress: textOut,
  statistics: z.prefault(volumeStatistics, {}),
  IPAcl: z._default(stringList, () => ({ values: [] })),
  ETag: textOut,
  connectedHosts: listOut(z.string()),
  /** 512 or 4096. */
  sectorSize: numberOut,
  projectName: textOut,
  sourceSnapshotUUID: textOut,
  sourceSnapshotName: textOut,
  placementRestrictions: listOut(labelMatchExpression),
  qosPolicyUUID: textOut,
  qosPolicyName: textOut,
  primaryNodeUUID: textOut,
  creationTime: textOut,
  labels: listOut(label),
  /** The cluster that the volume is in; set by a federation. */
  clusterId: textOut,
  pgUUID: textOut,
});
export type Volume = z.infer<typeof volume>;
