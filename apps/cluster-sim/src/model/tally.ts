import type { ProtectionState } from '@asterism/api-types/rules/volume-states';
import type { ClusterModel } from './cluster-model.ts';
import { physicalOf, type VolumeRecord } from './volume-record.ts';

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
  /** Bytes on the drives of a node. */
  physicalUsedOn(nodeUUID: string): bigint;
  /** Hosts that are connected to one volume or more. */
  readonly connectedHosts: number;
}

export interface MutableTally extends Tally {
  /** Begins anew, with nothing. */
  clear(): void;
  add(volume: VolumeRecord): void;
  remove(volume: VolumeRecord): void;
}

/** A volume that failed to be created takes no room. */
const takesRoom = (volume: VolumeRecord): boolean => volume.state !== 'Failed';
const isProtected = (volume: VolumeRecord): boolean =>
  volume.state !== 'Failed' && volume.state !== 'Creating';

const NOTHING = { provisioned: 0n, logicalUsed: 0n, physicalUsed: 0n };
const UNCOUNTED: Readonly<Record<ProtectionState, number>> = {
  Unknown: 0,
  FullyProtected: 0,
  Degraded: 0,
  ReadOnly: 0,
  NotAvailable: 0,
};

/** `currentOf` is that of the model: between two calls of `clear` it gives the same for the same record. */
export function createTally(currentOf: ClusterModel['currentOf']): MutableTally {
  const totals = { ...NOTHING };
  const protection = { ...UNCOUNTED };
  const onNode = new Map<string, { provisioned: bigint; used: bigint }>();
  /** The number of volumes that each host is connected to. */
  const byHost = new Map<string, number>();

  function count(volume: VolumeRecord, sign: 1 | -1): void {
    const current = currentOf(volume);
    if (isProtected(volume)) protection[current.protection] += sign;
    if (!takesRoom(volume)) return;
    const replicas = BigInt(sign * volume.replicaCount);
    totals.provisioned += volume.size * replicas;
    const physical = physicalOf(current.used, volume);
    totals.logicalUsed += current.used * replicas;
    totals.physicalUsed += physical * replicas;
    for (const node of volume.nodeList) {
      const on = onNode.get(node) ?? { provisioned: 0n, used: 0n };
      on.provisioned += volume.size * BigInt(sign);
      on.used += physical * BigInt(sign);
      onNode.set(node, on);
    }
    for (const host of volume.connectedHosts) {
      const volumes = (byHost.get(host) ?? 0) + sign;
      if (volumes === 0) byHost.delete(host);
      else byHost.set(host, volumes);
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
    provisionedOn: (nodeUUID) => onNode.get(nodeUUID)?.provisioned ?? 0n,
    physicalUsedOn: (nodeUUID) => onNode.get(nodeUUID)?.used ?? 0n,
    get connectedHosts() {
      return byHost.size;
    },
    clear() {
      Object.assign(totals, NOTHING);
      Object.assign(protection, UNCOUNTED);
      onNode.clear();
      byHost.clear();
    },
    add: (volume) => count(volume, 1),
    remove: (volume) => count(volume, -1),
  };
}
