import type { Logger } from 'pino';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { VolumeTransition } from '@asterism/api-types/fleet-api/transition-api';
import { slowAfter } from '@asterism/api-types/rules/slow-transition';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import type { EventBus } from '../events/event-bus.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type {
  KeptTransition,
  TransitionStore,
  UsualTransitions,
} from '../store/transition-store.ts';

/** The most volumes of a cluster that are watched at a time. */
const WATCHED_MAX = 5_000;
/** What ends sooner is not kept. */
const KEPT_AFTER_MS = 10_000;
/** What is first seen so long after the reading before may have been in its state for longer. */
const READ_LATELY_MS = 2 * 60_000;
const USUAL_FRESH_MS = 60_000;

export interface TransitionWatchOptions {
  readonly inventory: Pick<Inventory, 'asOf' | 'find' | 'transitional'>;
  readonly monitor: { readonly clusters: () => readonly { readonly id: string }[] };
  readonly store: TransitionStore;
  readonly publish: EventBus['publish'];
  readonly log: Logger;
  readonly now?: () => number;
}

/** Knows since when volumes are in states that end by themselves, also from before this process. */
export interface TransitionWatch {
  /** Those that there are now, the oldest first. */
  all(): VolumeTransition[];
  /** Compares again, says when others than before are slow, and keeps what is to outlive the process. */
  poll(): Promise<void>;
}

/** Whether the transition is slow by now. */
export const isSlow = (
  { since, slowAfterSeconds }: Pick<VolumeTransition, 'since' | 'slowAfterSeconds'>,
  now: number,
): boolean => now - Date.parse(since) > slowAfterSeconds * 1000;

/** What was known of a cluster when it was last compared. */
interface Watched {
  /** When it had been read, in milliseconds since the epoch. */
  readonly readAt: number;
  /** Whether there were more than are watched at a time. */
  readonly isCrowded: boolean;
}

interface Seen extends KeptTransition {
  readonly volume: Volume;
  readonly isKept: boolean;
}

/** Whether it is the same stay in its state. Who is being deleted is so only once. */
const isSameStay = (
  one: Pick<KeptTransition, 'state' | 'etag'> | undefined,
  { state, ETag }: Volume,
): boolean => one?.state === state && (state === 'Deleting' || one.etag === ETag);

/** The cluster's own time, where it tells one. */
function ownTimeOf({ state, creationTime }: Volume, now: number): Date | undefined {
  const created = Date.parse(creationTime);
  return state === 'Creating' && created <= now ? new Date(created) : undefined;
}

export async function createTransitionWatch(
  options: TransitionWatchOptions,
): Promise<TransitionWatch> {
  const { inventory, monitor, store, publish, log, now = Date.now } = options;
  const before = new Map((await store.list()).map((one) => [one.volumeId, one]));
  const seen = new Map<string, Seen>();
  /** The clusters that were compared, and how. */
  const watched = new Map<string, Watched>();
  let usual: UsualTransitions = new Map();
  let usualAt = -Infinity;
  let slow: ReadonlyMap<string, string> = new Map();

  function newStay(volume: Volume, clusterId: string, volumeId: string): Seen | undefined {
    const { state, ETag: etag } = volume;
    if (!isTransitional(state)) return undefined;
    const kept = before.get(volumeId);
    if (kept !== undefined && kept.clusterId === clusterId && isSameStay(kept, volume)) {
      return { ...kept, volume, isKept: true };
    }
    const ownTime = ownTimeOf(volume, now());
    const last = watched.get(clusterId);
    // What became so while nobody looked may have done so at any time since.
    const isAtLeast = last === undefined || last.isCrowded || now() - last.readAt > READ_LATELY_MS;
    return {
      clusterId,
      volumeId,
      state,
      etag,
      since: ownTime ?? new Date(now()),
      isAtLeast: ownTime === undefined && isAtLeast,
      volume,
      isKept: false,
    };
  }

  /** Compares what was seen with what is; answers the volumes that have left their state and were kept. */
  function compare(): string[] {
    const clusters = new Set(monitor.clusters().map(({ id }) => id));
    const here = new Set<string>();
    const left: string[] = [];
    for (const clusterId of watched.keys()) if (!clusters.has(clusterId)) watched.delete(clusterId);
    for (const clusterId of clusters) {
      const asOf = inventory.asOf(clusterId);
      if (asOf === undefined) continue;
      const uuids = inventory.transitional(clusterId, WATCHED_MAX);
      for (const uuid of uuids) {
        const volume = inventory.find(uuid);
        const volumeId = uuid.toLowerCase();
        const known = seen.get(volumeId);
        if (volume === undefined) continue;
        const one = isSameStay(known, volume) ? known : newStay(volume, clusterId, volumeId);
        if (one === undefined) continue;
        if (known?.isKept === true && one !== known) left.push(volumeId);
        seen.set(volumeId, one);
        here.add(volumeId);
      }
      watched.set(clusterId, {
        readAt: asOf.getTime(),
        isCrowded: uuids.length === WATCHED_MAX,
      });
    }
    for (const [volumeId, { clusterId, isKept }] of seen) {
      // What a cluster has is not known before it was read.
      if (here.has(volumeId) || (clusters.has(clusterId) && !watched.has(clusterId))) continue;
      seen.delete(volumeId);
      if (isKept) left.push(volumeId);
    }
    for (const [volumeId, { clusterId }] of before) {
      if (!watched.has(clusterId)) continue;
      before.delete(volumeId);
      if (seen.get(volumeId)?.isKept !== true) left.push(volumeId);
    }
    return left;
  }

  const shown = ({ volume, clusterId, state, since, isAtLeast }: Seen): VolumeTransition => {
    const usualSeconds = usual.get(state);
    return {
      UUID: volume.UUID,
      name: volume.name,
      projectName: volume.projectName,
      clusterId,
      state,
      since: since.toISOString(),
      isAtLeast,
      ...(usualSeconds === undefined ? {} : { usualSeconds }),
      slowAfterSeconds: slowAfter(state, usualSeconds),
    };
  };

  function sayWhatIsSlow(): void {
    const slowNow = new Map<string, string>();
    for (const one of seen.values()) {
      if (isSlow(shown(one), now())) slowNow.set(one.volumeId, one.volume.projectName);
    }
    const projects = new Set([
      ...[...slowNow].flatMap(([id, project]) => (slow.has(id) ? [] : [project])),
      ...[...slow].flatMap(([id, project]) => (slowNow.has(id) ? [] : [project])),
    ]);
    slow = slowNow;
    if (projects.size > 0) publish({ type: 'slow' }, { projects, removedFrom: new Map() });
  }

  async function keep(left: readonly string[]): Promise<void> {
    if (left.length > 0) await store.remove(left);
    const old = [...seen.values()].filter(
      ({ isKept, since }) => !isKept && now() - since.getTime() >= KEPT_AFTER_MS,
    );
    const rows = old.map(({ clusterId, volumeId, state, etag, since, isAtLeast }) => ({
      clusterId,
      volumeId,
      state,
      etag,
      since,
      isAtLeast,
    }));
    for (const kept of rows.length === 0 ? [] : await store.keep(rows)) {
      const one = seen.get(kept.volumeId);
      if (one !== undefined) seen.set(kept.volumeId, { ...one, ...kept, isKept: true });
    }
  }

  /** What has left its state and is still kept. */
  const leftBehind: string[] = [];
  return {
    all() {
      leftBehind.push(...compare());
      return [...seen.values()]
        .toSorted((a, b) => a.since.getTime() - b.since.getTime())
        .map(shown);
    },
    async poll() {
      leftBehind.push(...compare());
      try {
        if (now() - usualAt > USUAL_FRESH_MS) {
          usual = await store.usual();
          usualAt = now();
        }
        await keep(leftBehind.splice(0));
      } catch (error) {
        log.warn({ err: error }, 'how long volumes are in their states could not be kept');
      }
      sayWhatIsSlow();
    },
  };
}
