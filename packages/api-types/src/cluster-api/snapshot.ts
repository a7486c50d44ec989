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
import { SNAPSHOT_STATES } from '../rules/snapshot-states.ts';
import { LIST_MAX, TEXT_MAX } from './text-limits.ts';
import { aclOut, ipAclOut, labelsOut, REPLICAS_MAX } from './volume.ts';

const snapshotStatistics = z.object({
  physicalOwnedCapacity: uint64Out,
  userWritten: uint64Out,
});

/**
 * A snapshot. Source: lightbits-api §2.8, `message Snapshot`. Unlike a volume's, its `compression` is a boolean.
 * A state that this contract does not know reads as `Unknown`.
 */
export const snapshot = z.object({
  state: z._default(z.catch(z.enum(SNAPSHOT_STATES), 'Unknown'), 'Unknown'),
  UUID: uuid,
  name: shortTextOut(TEXT_MAX.name),
  description: shortTextOut(TEXT_MAX.description),
  creationTime: shortTextOut(TEXT_MAX.word),
  /** A duration in seconds, `"7200s"`; `"0s"` is for ever. */
  retentionTime: z._default(shortText(TEXT_MAX.word), '0s'),
  sourceVolumeUUID: uuidOut,
  sourceVolumeName: shortTextOut(TEXT_MAX.name),
  replicaCount: countOut(REPLICAS_MAX),
  nodeList: shortListOut(shortText(TEXT_MAX.word), LIST_MAX.places),
  nsid: numberOut,
  acl: aclOut,
  compression: z._default(z.boolean(), false),
  /** Bytes. */
  size: sizeOut,
  IPAcl: ipAclOut,
  sectorSize: numberOut,
  statistics: z.prefault(snapshotStatistics, {}),
  ETag: shortTextOut(TEXT_MAX.word),
  projectName: shortTextOut(TEXT_MAX.name),
  primaryNodeUUID: uuidOut,
  labels: labelsOut,
  /** Set by a federation. */
  clusterId: shortTextOut(TEXT_MAX.word),
  pgUUID: shortTextOut(TEXT_MAX.word),
});
export type Snapshot = z.infer<typeof snapshot>;
