import { z } from 'zod/mini';
import { listOut, numberOut, textOut, uint64Out } from '../common/scalars.ts';
import { SNAPSHOT_STATES } from '../rules/snapshot-states.ts';
import { label, stringList } from './volume.ts';

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
  UUID: z.string(),
  name: textOut,
  description: textOut,
  creationTime: textOut,
  /** A duration in seconds, `"7200s"`; `"0s"` is for ever. */
  retentionTime: z._default(z.string(), '0s'),
  sourceVolumeUUID: textOut,
  sourceVolumeName: textOut,
  replicaCount: numberOut,
  nodeList: listOut(z.string()),
  nsid: numberOut,
  acl: z._default(stringList, () => ({ values: [] })),
  compression: z._default(z.boolean(), false),
  /** Bytes. */
  size: uint64Out,
  IPAcl: z._default(stringList, () => ({ values: [] })),
  sectorSize: numberOut,
  statistics: z.prefault(snapshotStatistics, {}),
  ETag: textOut,
  projectName: textOut,
  primaryNodeUUID: textOut,
  labels: listOut(label),
  /** Set by a federation. */
  clusterId: textOut,
  pgUUID: textOut,
});
export type Snapshot = z.infer<typeof snapshot>;
