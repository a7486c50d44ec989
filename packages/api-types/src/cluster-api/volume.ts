import { z } from 'zod/mini';
import {
  countOut,
  numberOut,
  shortListOut,
  shortText,
  shortTextOut,
  sizeOut,
  uint64Out,
  uuid,
  uuidOut,
} from '../common/scalars.ts';
import { PROTECTION_STATES, VOLUME_STATES } from '../rules/volume-states.ts';
import { LIST_MAX, TEXT_MAX } from './text-limits.ts';

/** A list of strings as the wire has it: `{values: […]}`; a bare array is refused (lightbits-api §1.1). */
const stringList = (max: number) =>
  z._default(z.object({ values: shortListOut(shortText(TEXT_MAX.aclEntry), max) }), () => ({
    values: [],
  }));

/** Who may connect: NQNs of hosts, or `ALLOW_ANY` or `ALLOW_NONE` alone. */
export const aclOut = stringList(LIST_MAX.acl);

/** From where one may connect: addresses, or `ALLOW_ANY` or `ALLOW_NONE` alone. */
export const ipAclOut = stringList(LIST_MAX.ipAcl);

export const label = z.object({ key: shortText(TEXT_MAX.name), value: shortText(TEXT_MAX.name) });
export const labelsOut = shortListOut(label, LIST_MAX.labels);

/** Where a volume may be placed. Keys seen: `FD`, `PrimaryFD`, and `ClusterID` in a federation (lightbits-api §2.1). */
export const labelMatchExpression = z.object({
  operator: z._default(shortText(TEXT_MAX.word), 'In'),
  labelValueKeyPairs: shortListOut(label, LIST_MAX.labels),
});
export type LabelMatchExpression = z.infer<typeof labelMatchExpression>;

/** Replicas are 1 to 3 (lightbits-api §4); what has more than these is no volume. */
export const REPLICAS_MAX = 64;

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
  replicaCount: countOut(REPLICAS_MAX),
  /** UUIDs of the nodes that hold the replicas. */
  nodeList: shortListOut(shortText(TEXT_MAX.word), LIST_MAX.places),
  UUID: uuid,
  nsid: numberOut,
  acl: aclOut,
  /** `"true"` or `"false"`. */
  compression: shortTextOut(TEXT_MAX.word),
  /** Bytes. */
  size: sizeOut,
  name: shortTextOut(TEXT_MAX.name),
  /** Percent. */
  rebuildProgress: shortTextOut(TEXT_MAX.word),
  statistics: z.prefault(volumeStatistics, {}),
  IPAcl: ipAclOut,
  ETag: shortTextOut(TEXT_MAX.word),
  connectedHosts: shortListOut(shortText(TEXT_MAX.aclEntry), LIST_MAX.acl),
  /** 512 or 4096. */
  sectorSize: numberOut,
  projectName: shortTextOut(TEXT_MAX.name),
  sourceSnapshotUUID: uuidOut,
  sourceSnapshotName: shortTextOut(TEXT_MAX.name),
  placementRestrictions: shortListOut(labelMatchExpression, LIST_MAX.labels),
  qosPolicyUUID: uuidOut,
  qosPolicyName: shortTextOut(TEXT_MAX.name),
  primaryNodeUUID: uuidOut,
  creationTime: shortTextOut(TEXT_MAX.word),
  labels: labelsOut,
  /** The cluster that the volume is in; set by a federation. */
  clusterId: shortTextOut(TEXT_MAX.word),
  pgUUID: shortTextOut(TEXT_MAX.word),
});
export type Volume = z.infer<typeof volume>;
