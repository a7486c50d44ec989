import type { SnapshotRecord } from '../model/snapshot-record.ts';
import type { VolumeRecord } from '../model/volume-record.ts';
import type { Random } from './random.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SNAPSHOT_CHANCE = 0.08;
const CLONE_CHANCE = 0.02;
/** So many of the newest snapshots of a project are searched for one that fits a clone. */
const CANDIDATES = 8;
const KINDS = ['daily', 'weekly', 'pre-upgrade'] as const;
/** For ever, 5 and 10 years: seeded snapshots have fixed times, and are not to be over at once. */
const RETENTION = ['0s', '157680000s', '315360000s'] as const;

function snapshotOf(random: Random, volume: VolumeRecord, number: number): SnapshotRecord {
  const created = Date.parse(volume.creationTime) + number * random.between(1, 20) * DAY_MS;
  return {
    UUID: random.uuid(),
    nsid: volume.nsid,
    name: `${volume.name.slice(0, 200)}-${random.pick(KINDS)}-${number}`,
    description: '',
    projectName: volume.projectName,
    sourceVolumeUUID: volume.UUID,
    sourceVolumeName: volume.name,
    size: volume.size,
    replicaCount: volume.replicaCount,
    nodeList: volume.nodeList,
    acl: volume.acl,
    ipAcl: volume.ipAcl,
    compression: volume.compression,
    sectorSize: volume.sectorSize,
    labels: volume.labels,
    state: 'Available',
    revision: 2,
    used: ((volume.used / 100n) * BigInt(random.between(60, 100))) & ~4095n,
    compressionRatio: volume.compressionRatio,
    creationTime: new Date(created).toISOString(),
    retentionTime: random.pick(RETENTION),
    pgUUID: volume.pgUUID,
  };
}

function takeSnapshots(random: Random, volumes: readonly VolumeRecord[]): SnapshotRecord[] {
  const snapshots: SnapshotRecord[] = [];
  for (const volume of volumes) {
    if (volume.state !== 'Available' || !random.chance(SNAPSHOT_CHANCE)) continue;
    const count = random.between(1, 3);
    for (let number = 1; number <= count; number += 1) {
      snapshots.push(snapshotOf(random, volume, number));
    }
  }
  return snapshots;
}

/** Takes snapshots of some of the volumes, and has a few others be clones of them. */
export function seedSnapshots(
  random: Random,
  volumes: readonly VolumeRecord[],
): { readonly volumes: readonly VolumeRecord[]; readonly snapshots: readonly SnapshotRecord[] } {
  const snapshots = takeSnapshots(random, volumes);
  const byProject = new Map<string, SnapshotRecord[]>();
  for (const snapshot of snapshots) {
    const others = byProject.get(snapshot.projectName) ?? [];
    byProject.set(snapshot.projectName, [snapshot, ...others.slice(0, CANDIDATES - 1)]);
  }
  const asClone = (volume: VolumeRecord): VolumeRecord => {
    if (!random.chance(CLONE_CHANCE)) return volume;
    const source = byProject
      .get(volume.projectName)
      ?.find((one) => one.size <= volume.size && one.sourceVolumeUUID !== volume.UUID);
    if (source === undefined) return volume;
    return { ...volume, sourceSnapshotUUID: source.UUID, sourceSnapshotName: source.name };
  };
  return {
    volumes: volumes.map(asClone),
    snapshots: snapshots.toSorted((a, b) => (a.UUID < b.UUID ? -1 : 1)),
  };
}
