import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { ClusterVolumes } from './cluster-volumes.ts';
import { createBitSet, hasBit, setBit } from './columns/bit-set.ts';
import { growingIntegers } from './columns/growing-array.ts';
import { createUuidIndex, NONE } from './columns/uuid-index.ts';
import type { VolumeColumns } from './columns/volume-columns.ts';
import type { VolumeChanges } from './volume-changes.ts';
import type { PageAnswer, PageFacts, WalkedPage } from './walked-pages.ts';
import { createEventLoopYielder } from './yield-to-event-loop.ts';

/** A page that the walk before has read already. */
export interface KnownPage extends PageFacts {
  /** How many of its volumes are new to this walk. */
  readonly newVolumes: number;
}

/** A page of this walk; its volumes have numbers in a row when all were new to it. */
interface TakenPage {
  readonly answer: PageAnswer;
  readonly first: number;
  readonly volumes: number;
}

/**
 * A walk over all volumes of a cluster, page by page, that replaces what was there at its end. What differs from what is known
 * is staged in the columns as it comes; of what does not, a walk keeps the UUID: about 30 bytes a volume.
 */
export interface ClusterWalk {
  /**
   * Call it before a page is requested, and say with the page what it returns: what is read of one volume in the meantime
   * wins over the page.
   */
  beginPage(): number;
  /**
   * Takes a page that was answered just now, if these bytes answered the same question in the walk before, and all its
   * volumes are still as they say; about 1 us a volume.
   */
  takeKnown(offset: string, digest: string, began: number): KnownPage | undefined;
  /**
   * Takes a page; how many of its volumes are new to this walk. About 6 us a volume. With its answer, the walk after this
   * one may know it. Without its beginning it is the page that was begun last.
   */
  takePage(volumes: readonly Volume[], answer?: PageAnswer, began?: number): number;
  /** How many of its volumes differ from what is known. */
  differing(): number;
  /**
   * Puts what was read in the place of what was there, in turns; `beforeRest` is called at the end of each. What is read of
   * single volumes in the meantime wins.
   */
  commit(changes: VolumeChanges, beforeRest?: () => void): Promise<void>;
  /** Gives up what was staged and is not in place, in turns. */
  abandon(): Promise<void>;
}

export interface ClusterWalkOptions {
  readonly cluster: ClusterVolumes;
  readonly columns: VolumeColumns;
  /** See `ClusterVolumesOptions`. */
  readonly mayTake: (clusterVolumes: ClusterVolumes, uuid: string) => boolean;
}

/** Whether the clock is read after this volume: not after each, for many take less time than that. */
const isClockRead = (number: number): boolean => number % 16 === 15;

export function startClusterWalk({ cluster, columns, mayTake }: ClusterWalkOptions): ClusterWalk {
  const { home } = cluster;
  const began = cluster.tick();
  let pageBegan = began;
  /** The volumes of this walk, by their number in it, with when their page was requested and the slot plus one of their staged rows. */
  const seen = createUuidIndex();
  const since = growingIntegers();
  const staged = growingIntegers();
  let differing = 0;
  const turn = cluster.walkedPages.start();
  const pages: TakenPage[] = [];
  let pagesTaken = 0;
  /** The volumes that are not simply as one page says. */
  const unclear = new Set<number>();
  let count = 0;

  /** The number of the volume whose UUID is noted as that of the next one. */
  function numberOfNext(): number {
    const known = seen.findLike(seen, count);
    if (known !== NONE) {
      unclear.add(known);
      return known;
    }
    seen.link(count);
    count += 1;
    since.reach(count);
    staged.reach(count);
    return count - 1;
  }

  /** The slot of the staged row of a volume, which is not known as staged from now on; or {@link NONE}. */
  function unstage(number: number): number {
    const slot = staged.at(number) - 1;
    staged.set(number, 0);
    if (slot !== NONE) differing -= 1;
    return slot;
  }

  function abandonOne(number: number): void {
    const slot = unstage(number);
    if (slot !== NONE) columns.remove(slot);
  }

  /** Brings a volume to what the walk has read; its slot, if the cluster has it now. */
  function settle(number: number, others: Set<string>, changes: VolumeChanges): number {
    const found = columns.uuids.findLike(seen, number);
    const known = cluster.isOwn(found) ? found : NONE;
    const isLate = cluster.wasReadAloneAfter(() => seen.text(number), since.at(number));
    const isOthers = !isLate && found !== known && !mayTake(cluster, seen.text(number));
    if (isOthers) others.add(seen.text(number));
    if (isLate || isOthers) {
      abandonOne(number);
      unclear.add(number);
    }
    const slot = unstage(number);
    if (slot === NONE) return known;
    cluster.link({ staged: slot, known }, changes);
    return known === NONE ? slot : known;
  }

  /** The pages of which each volume is in a row of its own, by the slots of all volumes. */
  function* settledPages(slots: Uint32Array): Iterable<WalkedPage> {
    for (const { answer, first, volumes } of pages) {
      const end = first + volumes;
      let number = first;
      while (number < end && !unclear.has(number)) number += 1;
      if (number === end) yield { ...answer, slots: slots.slice(first, end) };
    }
  }

  function notePage(answer: PageAnswer, first: number): void {
    // One with volumes that were listed before is read again: which listing counts hangs on both pages.
    if (count - first === answer.readable) pages.push({ answer, first, volumes: answer.readable });
  }

  return {
    beginPage() {
      pageBegan = cluster.tick();
      return pageBegan;
    },
    takeKnown(offset, digest, requestedAt) {
      const page = home.isForgotten ? undefined : cluster.walkedPages.find(offset, digest);
      if (page === undefined) return undefined;
      const before = count;
      pagesTaken += 1;
      for (const slot of page.slots) {
        seen.copy(count, columns.uuids, slot);
        const number = numberOfNext();
        abandonOne(number);
        since.set(number, requestedAt);
      }
      notePage(page, before);
      return { ...page, newVolumes: count - before };
    },
    takePage(volumes, answer, requestedAt = pageBegan) {
      const before = count;
      pagesTaken += 1;
      for (const volume of volumes) {
        seen.write(count, volume.UUID.toLowerCase());
        const number = numberOfNext();
        abandonOne(number);
        since.set(number, requestedAt);
        if (home.isForgotten) continue;
        const known = columns.uuids.findLike(seen, number);
        const slot = columns.stage(home, volume, cluster.isOwn(known) ? known : NONE);
        if (slot === undefined) continue;
        staged.set(number, slot + 1);
        differing += 1;
      }
      if (answer !== undefined) notePage(answer, before);
      return count - before;
    },
    differing: () => differing,
    async commit(changes, beforeRest) {
      const yielder = createEventLoopYielder();
      async function rest(): Promise<void> {
        beforeRest?.();
        await yielder.rest();
      }
      const others = new Set<string>();
      const present = createBitSet(columns.limit());
      let presentCount = 0;
      const settled = new Uint32Array(count);
      cluster.walkedPages.forget();
      for (let number = 0; number < count; number += 1) {
        if (home.isForgotten) return;
        const slot = settle(number, others, changes);
        if (slot === NONE) unclear.add(number);
        else if (!hasBit(present, slot)) {
          setBit(present, slot);
          presentCount += 1;
        }
        settled[number] = slot;
        if (isClockRead(number) && yielder.isDue()) await rest();
      }
      // Mostly nothing is gone, and the rows of all clusters need not be looked at.
      const mayBeGone =
        !turn.isAlone ||
        cluster.hasReadAloneAfter(began) ||
        cluster.totals().volumes !== presentCount;
      for (const slot of mayBeGone ? cluster.slots() : []) {
        if (home.isForgotten) return;
        const isGone =
          !hasBit(present, slot) &&
          !cluster.wasReadAloneAfter(() => columns.uuids.text(slot), began);
        if (isGone) cluster.remove(slot, changes);
        if (yielder.isDue()) await rest();
      }
      cluster.conflicting = others;
      cluster.forgetReadAlone(began);
      const kept = [...settledPages(settled)];
      cluster.walkedPages.keep(turn, kept, kept.length === pagesTaken);
      cluster.walkedPages.end(turn);
      cluster.asOf = new Date();
    },
    async abandon() {
      cluster.walkedPages.end(turn);
      const yielder = createEventLoopYielder();
      for (let number = 0; number < count; number += 1) {
        abandonOne(number);
        if (isClockRead(number) && yielder.isDue()) await yielder.rest();
      }
    },
  };
}
