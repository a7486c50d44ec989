import type { Hosts } from './cluster-model.ts';
import type { VolumeRecord } from './volume-record.ts';
import { addCounters, newCounters, type Counters } from './workload.ts';

/** What the nodes of a cluster do for hosts. */
export interface Traffic {
  /** What the node does now. */
  at(nodeUUID: string): NodeTraffic;
  added(volume: VolumeRecord): void;
  removed(volume: VolumeRecord): void;
  /** Places all volumes anew: other nodes are active. */
  placeAgain(): void;
}

/** The sum of what its volumes have done and of `elsewhere` is what a node has done: it never goes back. */
export interface NodeTraffic {
  /** The volumes that hosts reach at the node. */
  readonly volumes: readonly VolumeRecord[];
  /** What it has done for volumes that are elsewhere by now, or gone, less what those that came had done before. */
  readonly elsewhere: Counters;
}

export interface TrafficOptions {
  readonly hosts: Hosts;
  /** The volumes that there are: what they have done by now they have done where they are. */
  readonly volumes: () => Iterable<VolumeRecord>;
  /** The node at which hosts reach a volume; undefined if they cannot. */
  readonly placeOf: (volume: VolumeRecord) => string | undefined;
}

/** {@link NodeTraffic} as it changes. */
interface Place {
  readonly volumes: Map<string, VolumeRecord>;
  readonly elsewhere: Counters;
}

export function createTraffic({ hosts, volumes, placeOf }: TrafficOptions): Traffic {
  const places = new Map<string, Place>();

  function placeAt(nodeUUID: string): Place {
    const known = places.get(nodeUUID);
    if (known !== undefined) return known;
    const place = { volumes: new Map<string, VolumeRecord>(), elsewhere: newCounters() };
    places.set(nodeUUID, place);
    return place;
  }

  const doneBy = (volume: VolumeRecord): Counters => hosts.workload.countersOf(volume, hosts.now());

  function added(volume: VolumeRecord): void {
    const nodeUUID = placeOf(volume);
    if (nodeUUID === undefined) return;
    const place = placeAt(nodeUUID);
    place.volumes.set(volume.UUID, volume);
    addCounters(place.elsewhere, doneBy(volume), -1);
  }

  for (const volume of volumes()) {
    const nodeUUID = placeOf(volume);
    if (nodeUUID !== undefined) placeAt(nodeUUID).volumes.set(volume.UUID, volume);
  }

  return {
    at(nodeUUID) {
      const { volumes: here, elsewhere } = placeAt(nodeUUID);
      return { volumes: [...here.values()], elsewhere: elsewhere.slice() };
    },
    added,
    removed(volume) {
      for (const { volumes: here, elsewhere } of places.values()) {
        if (here.delete(volume.UUID)) addCounters(elsewhere, doneBy(volume), 1);
      }
    },
    placeAgain() {
      for (const { volumes: here, elsewhere } of places.values()) {
        for (const volume of here.values()) addCounters(elsewhere, doneBy(volume), 1);
        here.clear();
      }
      for (const volume of volumes()) added(volume);
    },
  };
}
