import type { LabelMatchExpression } from '@asterism/api-types/cluster-api/volume';
import type { Label } from '@asterism/api-types/rules/labels';
import type { ProtectionState, VolumeState } from '@asterism/api-types/rules/volume-states';

/**
 * A volume as the model keeps it. Records are never changed: a change makes a new one with a higher revision.
 * What follows from other things (statistics, names of policies) is computed when a volume is shown.
 */
export interface VolumeRecord {
  readonly UUID: string;
  readonly nsid: number;
  readonly name: string;
  readonly projectName: string;
  /** Bytes. */
  readonly size: bigint;
  readonly replicaCount: number;
  /** UUIDs of the nodes with a replica; the first is the primary. */
  readonly nodeList: readonly string[];
  readonly acl: readonly string[];
  readonly ipAcl: readonly string[];
  readonly compression: boolean;
  readonly sectorSize: number;
  readonly labels: readonly Label[];
  readonly placementRestrictions: readonly LabelMatchExpression[];
  /** Empty when the volume is no clone; the snapshot may be gone. */
  readonly sourceSnapshotUUID: string;
  readonly sourceSnapshotName: string;
  /** Empty when the volume has no policy. */
  readonly qosPolicyUUID: string;
  readonly state: VolumeState;
  /** When a transitional state ends, in milliseconds since the epoch; undefined for states that stay. */
  readonly until?: number | undefined;
  /** Grows with every change; its decimal form is the ETag. */
  readonly revision: number;
  /** How well its replicas are, once it is created. */
  readonly protection: ProtectionState;
  /** Percent of a running rebuild, or `None`. */
  readonly rebuildProgress: string;
  /** Bytes that hosts had written at that time, of one replica and before compression. */
  readonly used: bigint;
  /** In milliseconds since the epoch. What hosts have written since then follows from the workload. */
  readonly usedSince: number;
  /** How well the written data compresses; 1 without compression. */
  readonly compressionRatio: number;
  readonly connectedHosts: readonly string[];
  /** RFC 3339. */
  readonly creationTime: string;
  readonly pgUUID: string;
}

/** The volume's ETag. */
export const etagOf = (volume: VolumeRecord): string => String(volume.revision);

/** Bytes that so much data of one replica takes on the drives. */
export const physicalOf = (
  used: bigint,
  { compressionRatio }: Pick<VolumeRecord, 'compressionRatio'>,
): bigint => (used * 1000n) / BigInt(Math.round(compressionRatio * 1000));

/** When the used capacity of the seeded volumes was what their seed says. */
export const SEEDED_MS = Date.UTC(2026, 9, 31);
