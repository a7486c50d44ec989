import { createSortedUuids, type SortedUuids } from './sorted-uuids.ts';
import { createTally, type Tally } from './tally.ts';
import type { VolumeRecord } from './volume-record.ts';

/** All volumes of a cluster with what it takes to find them without a scan. */
export interface VolumeStore {
  readonly size: number;
  readonly tally: Tally;
  /** The next free namespace id. */
  nextNsid(): number;
  get(uuid: string): VolumeRecord | undefined;
  /** The volume of that name in the project; one that is being deleted only when no other has the name. */
  findByName(projectName: string, name: string): VolumeRecord | undefined;
  /** The volume that makes the name unusable: one that is being deleted does not (lightbits-api §4). */
  ownerOfName(projectName: string, name: string): VolumeRecord | undefined;
  /** In the order of their UUIDs, from the one after `uuid`; of one project if one is named. */
  after(uuid: string, projectName?: string): Iterable<VolumeRecord>;
  /** The volumes whose state ends by itself. */
  transitional(): Iterable<VolumeRecord>;
  /** Adds the volume, or replaces the one with its UUID. */
  put(volume: VolumeRecord): void;
  remove(uuid: string): void;
}

const nameKey = (projectName: string, name: string): string => `${projectName}/${name}`;

export function createVolumeStore(): VolumeStore {
  const volumes = new Map<string, VolumeRecord>();
  const byName = new Map<string, string>();
  const transitional = new Map<string, VolumeRecord>();
  const order = createSortedUuids();
  const orderByProject = new Map<string, SortedUuids>();
  const tally = createTally();
  let highestNsid = 0;

  function orderOf(projectName: string): SortedUuids {
    const known = orderByProject.get(projectName);
    if (known !== undefined) return known;
    const created = createSortedUuids();
    orderByProject.set(projectName, created);
    return created;
  }

  function remove(uuid: string): void {
    const volume = volumes.get(uuid);
    if (volume === undefined) return;
    volumes.delete(uuid);
    transitional.delete(uuid);
    order.delete(uuid);
    orderByProject.get(volume.projectName)?.delete(uuid);
    const key = nameKey(volume.projectName, volume.name);
    if (byName.get(key) === uuid) byName.delete(key);
    tally.remove(volume);
  }

  function ownerOfName(projectName: string, name: string): VolumeRecord | undefined {
    return volumes.get(byName.get(nameKey(projectName, name)) ?? '');
  }

  function* after(uuid: string, projectName?: string): Iterable<VolumeRecord> {
    const uuids = projectName === undefined ? order : orderByProject.get(projectName);
    for (const next of uuids?.after(uuid) ?? []) {
      const volume = volumes.get(next);
      if (volume !== undefined) yield volume;
    }
  }

  return {
    get size() {
      return volumes.size;
    },
    tally,
    nextNsid: () => highestNsid + 1,
    get: (uuid) => volumes.get(uuid.toLowerCase()),
    findByName: (projectName, name) =>
      ownerOfName(projectName, name) ??
      [...transitional.values()].find((v) => v.projectName === projectName && v.name === name),
    ownerOfName,
    after,
    transitional: () => transitional.values(),
    put(volume) {
      const before = volumes.get(volume.UUID);
      if (before !== undefined) {
        const key = nameKey(before.projectName, before.name);
        if (byName.get(key) === volume.UUID) byName.delete(key);
        tally.remove(before);
      } else {
        order.add(volume.UUID);
        orderOf(volume.projectName).add(volume.UUID);
      }
      volumes.set(volume.UUID, volume);
      tally.add(volume);
      highestNsid = Math.max(highestNsid, volume.nsid);
      if (volume.state !== 'Deleting') {
        byName.set(nameKey(volume.projectName, volume.name), volume.UUID);
      }
      if (volume.until === undefined) transitional.delete(volume.UUID);
      else transitional.set(volume.UUID, volume);
    },
    remove,
  };
}
