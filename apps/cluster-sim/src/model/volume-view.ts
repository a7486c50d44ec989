import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { ClusterModel } from './cluster-model.ts';
import { etagOf, physicalOf, type VolumeRecord } from './volume-record.ts';

/** DRAM that a volume's map takes: about 1 byte for every KiB that it holds. */
const MEMORY_DIVISOR = 1024n;

function statisticsOf(volume: VolumeRecord, used: bigint): Volume['statistics'] {
  const physical = physicalOf(used, volume);
  const memory = String(used / MEMORY_DIVISOR);
  return {
    logicalUsedStorage: String(used),
    physicalUsedStorage: String(physical),
    physicalCapacity: String(physical),
    physicalOwnedCapacity: String(physical),
    physicalOwnedMemory: memory,
    physicalMemory: memory,
    userWritten: String(used),
    compressionRatio: volume.compressionRatio,
    totalCompressionRatio: volume.compressionRatio,
    unrecoverableDataIntegrityErrors: 0,
    recoverableDataIntegrityErrors: 0,
  };
}

/** A volume as the wire shows it (lightbits-api §2.1). */
export function viewVolume(
  model: Pick<ClusterModel, 'policies' | 'currentOf'>,
  volume: VolumeRecord,
): Volume {
  const { used, protection, rebuildProgress } = model.currentOf(volume);
  const policy = model.policies.get(volume.qosPolicyUUID);
  return {
    state: volume.state,
    // Unknown while Creating, and in no other state (lightbits-api §2.1).
    protectionState: volume.state === 'Creating' ? 'Unknown' : protection,
    replicaCount: volume.replicaCount,
    nodeList: [...volume.nodeList],
    UUID: volume.UUID,
    nsid: volume.nsid,
    acl: { values: [...volume.acl] },
    compression: String(volume.compression),
    size: String(volume.size),
    name: volume.name,
    rebuildProgress,
    statistics: statisticsOf(volume, used),
    IPAcl: { values: [...volume.ipAcl] },
    ETag: etagOf(volume),
    connectedHosts: [...volume.connectedHosts],
    sectorSize: volume.sectorSize,
    projectName: volume.projectName,
    sourceSnapshotUUID: volume.sourceSnapshotUUID,
    sourceSnapshotName: volume.sourceSnapshotName,
    placementRestrictions: [...volume.placementRestrictions],
    qosPolicyUUID: policy?.UUID ?? '',
    qosPolicyName: policy?.name ?? '',
    primaryNodeUUID: volume.nodeList[0] ?? '',
    creationTime: volume.creationTime,
    labels: [...volume.labels],
    // A federation's field: a cluster leaves it empty.
    clusterId: '',
    pgUUID: volume.pgUUID,
  };
}
