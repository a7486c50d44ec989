import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { PlacedVolume } from '@asterism/api-types/rules/domain-loss';
import type { ClusterVolumes } from './cluster-volumes.ts';
import { placedAt } from './columns/related-rows.ts';
import { NONE } from './columns/uuid-index.ts';
import type { VolumeColumns } from './columns/volume-columns.ts';
import { slotsNamed } from './columns/volumes-by-name.ts';

/** A volume of which only what many have in common is read. */
export interface InventoryRow extends Pick<Volume, 'clusterId' | 'projectName' | 'state'> {
  /** In lower case. */
  uuid(): string;
  volume(): Volume;
}

/** What finds and reads single volumes, or visits those of a cluster. Nothing of a forgotten cluster is seen. */
export interface InventoryReads {
  volumesOf(clusterId: string): Iterable<Volume>;
  /** The hosts that are connected to the cluster's volumes, volume by volume. */
  hostsOf(clusterId: string): Iterable<Pick<Volume, 'UUID' | 'connectedHosts'>>;
  /** Where the cluster's volumes are, each with what it holds: bytes, uncompressed, of one replica. */
  placesOf(clusterId: string): Iterable<PlacedVolume & { readonly logical: number }>;
  /** The UUIDs of the cluster's volumes in a state that ends by itself, at most so many. */
  transitional(clusterId: string, most: number): string[];
  find(uuid: string): Volume | undefined;
  /**
   * The volume of that name; rather one that is not being deleted, for a Deleting one frees its name. Of several that of
   * the cluster that was attached first.
   */
  findByName(projectName: string, name: string): Volume | undefined;
  /** The volumes that were cloned from a snapshot. */
  clonesOf(snapshotUuid: string): Volume[];
  /** All volumes of that name, in the order of their UUIDs. */
  named(name: string): Volume[];
  /** Visits the volumes after a UUID, in the order of their UUIDs, until `visit` says false. */
  visitAfter(uuid: string, visit: (row: InventoryRow) => boolean): void;
}

export function createInventoryReads(
  columns: VolumeColumns,
  clusters: ReadonlyMap<string, Pick<ClusterVolumes, 'slots' | 'transitional'>>,
  clonesOf: (snapshotUuid: string) => Iterable<number>,
): InventoryReads {
  const groupOf = (slot: number) => columns.groups.group(columns.groupCodes.at(slot));
  const isSeen = (slot: number): boolean => slot !== NONE && !groupOf(slot).home.isForgotten;
  const read = (slot: number): Volume => columns.read(slot);

  function rowAt(slot: number): InventoryRow {
    const { home, project, state } = groupOf(slot);
    return {
      clusterId: home.clusterId,
      projectName: project,
      state,
      uuid: () => columns.uuids.text(slot),
      volume: () => read(slot),
    };
  }

  return {
    *volumesOf(clusterId) {
      for (const slot of clusters.get(clusterId)?.slots() ?? []) yield read(slot);
    },
    *hostsOf(clusterId) {
      for (const slot of clusters.get(clusterId)?.slots() ?? []) {
        const connectedHosts = columns.searched.connectedHosts(slot);
        if (connectedHosts.length > 0) yield { UUID: columns.writtenUuid(slot), connectedHosts };
      }
    },
    *placesOf(clusterId) {
      for (const slot of clusters.get(clusterId)?.slots() ?? []) {
        yield { ...placedAt(columns, slot), logical: columns.packed.usage(slot).logical };
      }
    },
    transitional(clusterId, most) {
      const uuids: string[] = [];
      for (const slot of clusters.get(clusterId)?.transitional() ?? []) {
        if (uuids.length === most) break;
        uuids.push(columns.writtenUuid(slot));
      }
      return uuids;
    },
    find(uuid) {
      const slot = columns.uuids.find(uuid.toLowerCase());
      return isSeen(slot) ? read(slot) : undefined;
    },
    findByName(projectName, name) {
      const isDeleting = (slot: number): number => Number(groupOf(slot).state === 'Deleting');
      const attachedAt = (slot: number): number => groupOf(slot).home.attachedAt;
      const [first] = slotsNamed(columns, name)
        .filter((slot) => isSeen(slot) && groupOf(slot).project === projectName)
        .sort(
          (a, b) =>
            isDeleting(a) - isDeleting(b) ||
            Number(attachedAt(a) > attachedAt(b)) - Number(attachedAt(a) < attachedAt(b)) ||
            columns.uuids.compare(a, b),
        );
      return first === undefined ? undefined : read(first);
    },
    clonesOf: (snapshotUuid) => [...clonesOf(snapshotUuid)].filter(isSeen).map(read),
    named: (name) =>
      slotsNamed(columns, name).filter(isSeen).toSorted(columns.uuids.compare).map(read),
    visitAfter(uuid, visit) {
      columns.orders.order('uuid').from(
        (slot) => columns.uuids.text(slot) <= uuid,
        (slot) => !isSeen(slot) || visit(rowAt(slot)),
      );
    },
  };
}
