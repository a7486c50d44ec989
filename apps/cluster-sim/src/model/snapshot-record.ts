import type { Label } from '@asterism/api-types/rules/labels';
import type { SnapshotState } from '@asterism/api-types/rules/snapshot-states';

/** A snapshot as the model keeps it: what its volume was like when it was taken. Never changed, only replaced. */
export interface SnapshotRecord {
  readonly UUID: string;
  readonly nsid: number;
  readonly name: string;
  readonly description: string;
  readonly projectName: string;
  readonly sourceVolumeUUID: string;
  /** The name that the volume had. */
  readonly sourceVolumeName: string;
  /** Bytes. */
  readonly size: bigint;
  readonly replicaCount: number;
  readonly nodeList: readonly string[];
  readonly acl: readonly string[];
  readonly ipAcl: readonly string[];
  readonly compression: boolean;
  readonly sectorSize: number;
  readonly labels: readonly Label[];
  readonly state: SnapshotState;
  /** When a transitional state ends, in milliseconds since the epoch; undefined for states that stay. */
  readonly until?: number | undefined;
  /** Grows with every change; its decimal form is the ETag. */
  readonly revision: number;
  /** Bytes that hosts had written, of one replica and before compression. */
  readonly used: bigint;
  readonly compressionRatio: number;
  /** RFC 3339. */
  readonly creationTime: string;
  /** A duration in seconds: `"7200s"`. */
  readonly retentionTime: string;
  readonly pgUUID: string;
}
