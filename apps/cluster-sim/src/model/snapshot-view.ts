import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type { SnapshotRecord } from './snapshot-record.ts';

/** A snapshot as the wire shows it (lightbits-api §2.8). */
export function viewSnapshot(snapshot: SnapshotRecord): Snapshot {
  return {
    state: snapshot.state,
    UUID: snapshot.UUID,
    name: snapshot.name,
    description: snapshot.description,
    creationTime: snapshot.creationTime,
    retentionTime: snapshot.retentionTime,
    sourceVolumeUUID: snapshot.sourceVolumeUUID,
    sourceVolumeName: snapshot.sourceVolumeName,
    replicaCount: snapshot.replicaCount,
    nodeList: [...snapshot.nodeList],
    nsid: snapshot.nsid,
    acl: { values: [...snapshot.acl] },
    compression: snapshot.compression,
    size: String(snapshot.size),
    IPAcl: { values: [...snapshot.ipAcl] },
    sectorSize: snapshot.sectorSize,
    statistics: { physicalOwnedCapacity: '0', userWritten: String(snapshot.used) },
    ETag: String(snapshot.revision),
    projectName: snapshot.projectName,
    primaryNodeUUID: snapshot.nodeList[0] ?? '',
    labels: [...snapshot.labels],
    clusterId: '',
    pgUUID: snapshot.pgUUID,
  };
}
