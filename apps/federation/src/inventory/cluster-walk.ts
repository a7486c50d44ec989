import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { ClusterVolumes } from './cluster-volumes.ts';
import { createBitSet, hasBit, setBit } from './columns/bit-set.ts';
import { growingIntegers } from './columns/growing-array.ts';
import { createUuidIndex, NONE } from './columns/uuid-index.ts';
import type { VolumeColumns } from './columns/volume-columns.ts';
import type { VolumeChanges } from './volume-changes.ts';
import { createEventLoopYielder } from './yield-to-event-loop.ts';

/**
 * A walk over all volumes of a cluster, page by page, that replaces what was there at its end. What differs from what is known
 * is staged in the columns as it comes; of what does not, a walk keeps the UUID: about 30 bytes a volume.
 */
export interface ClusterWalk {
  /** Call it before a page is requested; what is read of one volume in the meantime wins over the page. */
  beginPage(): void;
  /** Takes a page; how many of its volumes are new to this walk. About 6 us a volume. */
  takePage(volumes: readonly Volume[]): number;
  /** Puts what was read in the place of what was there, in turns. What is read of single volumes in the meantime wins. */
  commit(changes: VolumeChanges): Promise<void>;
  /** Gives up what was staged and is not in place, in turns. */
  abandon(): Promise<void>;
}

export interface ClusterWalkOptions {
  readonly cluster: ClusterVolumes;
  readonly columns: VolumeColumns;
  /** See `ClusterVolumesOptions`. */
  readonly mayTake: (clusterVolumes: ClusterVolumes, uuid: string) => boolean;
}

export function startClusterWalk({ cluster, columns, mayTake }: ClusterWalkOptions): ClusterWalk {
  const { home } = cluster;
  const began = cluster.tick();
  let pageBegan = began;
  /** The volumes of this walk, by their number in it, with when their page was requested and the slot plus one of their staged rows. */
  const seen = createUuidIndex();
  const since = growingIntegers();
  const staged = growingIntegers();
  let count = 0;

  function numberOf(uuid: string): number {
    const known = seen.find(uuid);
    if (known !== NONE) return known;
    seen.write(count, uuid);
    seen.link(count);
    count += 1;
    since.reach(count);
    staged.reach(count);
    return count - 1;
  }

  /** The slot of the staged row of a volume, which is not known as staged from now on; or {@link NONE}. */
  function unstage(number: number): number {
    const slot = (staged.values[number] ?? 0) - 1;
    staged.values[number] = 0;
    return slot;
  }

  function abandonOne(number: number): void {
    const slot = unstage(number);
    if (slot !== NONE) columns.remove(slot);
  }

  /** Brings a volume to what the walk has read; its slot, if the cluster has it now. */
  function settle(number: number, others: Set<string>, changes: VolumeChanges): number {
    const uuid = seen.text(number);
    const known = cluster.slotOf(uuid);
    const isLate = cluster.wasReadAloneAfter(uuid, since.values[number] ?? 0);
    const isOthers = !isLate && known === NONE && !mayTake(cluster, uuid);
    if (isOthers) others.add(uuid);
    if (isLate || isOthers) abandonOne(number);
    const slot = unstage(number);
    if (slot === NONE) return known;
    cluster.link(slot, changes);
    return known === NONE ? slot : known;
  }

  return {
    beginPage() {
      pageBegan = cluster.tick();
    },
    takePage(volumes) {
      const before = count;
      for (const volume of volumes) {
        const uuid = volume.UUID.toLowerCase();
        const number = numberOf(uuid);
        abandonOne(number);
        since.values[number] = pageBegan;
        if (home.isForgotten) continue;
        const slot = columns.stage(home, volume, cluster.slotOf(uuid));
        if (slot !== undefined) staged.values[number] = slot + 1;
      }
      return count - before;
    },
    async commit(changes) {
      const yielder = createEventLoopYielder();
      const others = new Set<string>();
      const present = createBitSet(columns.limit());
      for (let number = 0; number < count; number += 1) {
        if (home.isForgotten) return;
        const slot = settle(number, others, changes);
        if (slot !== NONE) setBit(present, slot);
        if (yielder.isDue()) await yielder.rest();
      }
      for (const slot of cluster.slots()) {
        if (home.isForgotten) return;
        const isGone =
          !hasBit(present, slot) && !cluster.wasReadAloneAfter(columns.uuids.text(slot), began);
        if (isGone) cluster.remove(slot, changes);
        if (yielder.isDue()) await yielder.rest();
      }
      cluster.conflicting = others;
      cluster.forgetReadAlone(began);
      cluster.asOf = new Date();
    },
    async abandon() {
      const yielder = createEventLoopYielder();
      for (let number = 0; number < count; number += 1) {
        abandonOne(number);
        if (yielder.isDue()) await yielder.rest();
      }
    },
  };
}
