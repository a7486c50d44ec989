import type { StorageNode } from '@asterism/api-types/cluster-api/node';
import type { ProtectionState } from '@asterism/api-types/rules/volume-states';
import type { VolumeRecord } from './volume-record.ts';

/** How long a node that came back is Activating. */
const ACTIVATING_MS = 5000;
/** The replicas of a node are rebuilt in a part of the time that it was away, within these bounds. */
const REBUILD_PART = 0.1;
const REBUILD_MS = { least: 30_000, most: 600_000 };
/** Progress comes in steps, in percent: pages of volumes stay the same text in between. */
const PROGRESS_STEP = 5;

/** A node that is not as it should be: away, or back at some time and rebuilt at another. */
type Trouble =
  | { readonly kind: 'away'; readonly since: number }
  | {
      readonly kind: 'back';
      readonly activeAt: number;
      readonly from: number;
      readonly to: number;
    };

/** What nodes make of a volume. */
export type Protection = Pick<VolumeRecord, 'protection' | 'rebuildProgress'>;

/** Nodes that go and come back, and what becomes of the volumes on them. */
export interface NodeStates {
  /** The nodes as they were at the time of the last `advanceTo`. */
  readonly nodes: readonly StorageNode[];
  /** Changes with all that is here. */
  readonly version: number;
  /** Brings all of it to that time. Gives whether the protection of volumes, or where they are reached, is not what it was. */
  advanceTo(now: number): boolean;
  /** Takes a node away, or lets it come back. One that is so already stays as it is. */
  set(UUID: string, isAway: boolean, now: number): void;
  protectionOf(volume: VolumeRecord): Protection;
}

/** From well to worst. */
const WORSE: Readonly<Record<ProtectionState, number>> = {
  FullyProtected: 0,
  Unknown: 0,
  Degraded: 1,
  ReadOnly: 2,
  NotAvailable: 3,
};

function progressOf({ from, to }: { readonly from: number; readonly to: number }, now: number) {
  const percent = Math.max(0, (now - from) / (to - from)) * 100;
  return Math.floor(percent / PROGRESS_STEP) * PROGRESS_STEP;
}

/** What the trouble is like at a time: a word that is the same as long as nothing but progress changes, and that. */
function phaseOf(
  trouble: Trouble,
  now: number,
): { readonly state: 'Inactive' | 'Activating' | 'Active'; readonly progress: number } {
  if (trouble.kind === 'away') return { state: 'Inactive', progress: 0 };
  if (now < trouble.activeAt) return { state: 'Activating', progress: 0 };
  return { state: 'Active', progress: progressOf(trouble, now) };
}

export function createNodeStates(well: readonly StorageNode[]): NodeStates {
  const troubles = new Map<string, Trouble>();
  /** The phases of which `nodes` and `protectionOf` are. */
  let phases = new Map<string, ReturnType<typeof phaseOf>>();
  let nodes = well;
  let version = 0;

  return {
    get nodes() {
      return nodes;
    },
    get version() {
      return version;
    },
    advanceTo(now) {
      if (troubles.size === 0 && phases.size === 0) return false;
      for (const [UUID, trouble] of troubles) {
        if (trouble.kind === 'back' && now >= trouble.to) troubles.delete(UUID);
      }
      const before = phases;
      phases = new Map([...troubles].map(([UUID, trouble]) => [UUID, phaseOf(trouble, now)]));
      const ofAll = (key: 'state' | 'progress', of: typeof phases): string =>
        well.map(({ UUID }) => of.get(UUID)?.[key] ?? 'well').join(' ');
      const isMoved = ofAll('state', before) !== ofAll('state', phases);
      if (isMoved || ofAll('progress', before) !== ofAll('progress', phases)) version += 1;
      if (isMoved) {
        nodes = well.map((node) =>
          Object.assign({}, node, { state: phases.get(node.UUID)?.state ?? node.state }),
        );
      }
      return isMoved;
    },
    set(UUID, isAway, now) {
      const trouble = troubles.get(UUID);
      if (isAway) {
        if (trouble?.kind !== 'away') troubles.set(UUID, { kind: 'away', since: now });
        return;
      }
      if (trouble?.kind !== 'away') return;
      const from = now + ACTIVATING_MS;
      const length = Math.max(
        REBUILD_MS.least,
        Math.min(REBUILD_MS.most, (now - trouble.since) * REBUILD_PART),
      );
      troubles.set(UUID, { kind: 'back', activeAt: from, from, to: from + length });
    },
    protectionOf(volume) {
      if (phases.size === 0) return volume;
      const lacking = volume.nodeList.flatMap((UUID) => phases.get(UUID) ?? []);
      const rebuilding = lacking.filter(({ state }) => state === 'Active');
      const gone = lacking.length - rebuilding.length;
      if (gone === volume.nodeList.length) {
        return { protection: 'NotAvailable', rebuildProgress: 'None' };
      }
      // Nothing of the only replica was missed while its node was away.
      const isDegraded = volume.nodeList.length > 1 && lacking.length > 0;
      if (!isDegraded || WORSE[volume.protection] > WORSE.Degraded) return volume;
      const progress = gone > 0 ? 0 : Math.min(...rebuilding.map((one) => one.progress));
      return { protection: 'Degraded', rebuildProgress: String(progress) };
    },
  };
}
