import type { ProtectionState } from '@asterism/api-types/rules/volume-states';
import { physicalUsedOf, type VolumeRecord } from './volume-record.ts';

/** Running totals over a cluster's volumes, so that capacity and health need no scan. Bytes count every replica. */
export interface Tally {
  /** What was promised: size × replicas. */
  readonly provisioned: bigint;
  readonly logicalUsed: bigint;
  readonly physicalUsed: bigint;
  /** Volumes in each protection state; those that are not created, or have failed, are in none. */
  readonly protection: Readonly<Record<ProtectionState, number>>;
  /** Bytes promised on a node. */
  provisionedOn(nodeUUID: string): bigint;
}

export interface MutableTally extends Tally {
  add(volume: VolumeRecord): void;
  remove(volume: VolumeRecord): void;
}

/** A volume that failed to be created takes no room. */
const takesRoom = (volume: VolumeRecord): boolean => volume.state !== 'Failed';
const isProtected = (volume: VolumeRecord): boolean =>
  volume.state !== 'Failed' && volume.state !== 'Creating';

export function createTally(): MutableTally {
  const totals = { provisioned: 0n, logicalUsed: 0n, physicalUsed: 0n };
  const protection: Record<ProtectionState, number> = {
    Unknown: 0,
    FullyProtected: 0,
    Degraded: 0,
    ReadOnly: 0,
    NotAvailable: 0,
  };
  const onNode = new Map<string, bigint>();

  function count(volume: VolumeRecord, sign: 1 | -1): void {
    if (isProtected(volume)) protection[volume.protection] += sign;
    if (!takesRoom(volume)) return;
    const replicas = BigInt(sign * volume.replicaCount);
    totals.provisioned += volume.size * replicas;
    totals.logicalUsed += volume.used * replicas;
    totals.physicalUsed += physicalUsedOf(volume) * replicas;
    for (const node of volume.nodeList) {
      onNode.set(node, (onNode.get(node) ?? 0n) + volume.size * BigInt(sign));
    }
  }

  return {
    get provisioned() {
      return totals.provisioned;
    },
    get logicalUsed() {
      return totals.logicalUsed;
    },
    get physicalUsed() {
      return totals.physicalUsed;
    },
    protection,
    provisionedOn: (nodeUUID) => onNode.get(nodeUUID) ?? 0n,
    add: (volume) => count(volume, 1),
    remove: (volume) => count(volume, -1),
  };
}
