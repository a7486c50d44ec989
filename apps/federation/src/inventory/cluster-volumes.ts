import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type {
  VolumesByProtection,
  VolumesByState,
} from '@asterism/api-types/fleet-api/fleet-cluster';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import { troubleOf } from '@asterism/api-types/rules/volume-trouble';
import { NONE } from './columns/uuid-index.ts';
import type { VolumeColumns } from './columns/volume-columns.ts';
import type { VolumeGroup, VolumeHome } from './columns/volume-groups.ts';
import { createTroubleTimes, type TroubleTime } from './trouble-times.ts';
import type { VolumeChanges } from './volume-changes.ts';
import { createWalkedPages, type WalkedPages } from './walked-pages.ts';

/** Totals over the volumes of one cluster. */
export interface VolumeTotals {
  readonly volumes: number;
  readonly volumesByState: VolumesByState;
  readonly volumesByProtection: VolumesByProtection;
  /** Those of them that have failed. */
  readonly failedByProtection: VolumesByProtection;
  /** Bytes: size times replicas. */
  readonly provisioned: bigint;
}

/**
 * The volumes of one cluster: its rows of the columns, and what is known of them beside. UUIDs are in lower case. Whatever changes
 * is noted in `changes`.
 */
export interface ClusterVolumes {
  readonly home: VolumeHome;
  /** When all of them were last read as a whole. */
  asOf: Date | undefined;
  /** Volumes that the cluster lists and that another cluster has: they are left out. */
  conflicting: Set<string>;
  readonly walkedPages: WalkedPages;
  totals(): VolumeTotals;
  /** The slots of all rows. A row that comes while they are iterated may be left out. */
  slots(): Iterable<number>;
  /** Those in a state that ends by itself. */
  transitional(): Iterable<number>;
  /** The slot of a volume of this cluster, or {@link NONE}. */
  slotOf(uuid: string): number;
  /** Since when something is wrong with the volume; undefined while it is well. */
  trouble(uuid: string): TroubleTime | undefined;
  /** Takes a volume as it was read alone. */
  put(volume: Volume, changes: VolumeChanges): void;
  /** The volume is gone. */
  drop(uuid: string, changes: VolumeChanges): void;
  /** Whether the row of a slot is this cluster's. */
  isOwn(slot: number): boolean;
  /** Links a staged row. */
  link(row: StagedRow, changes: VolumeChanges): void;
  /** Removes a row. */
  remove(slot: number, changes: VolumeChanges): void;
  /** Moves the clock on, by which what is read alone and what is read of all are told apart. */
  tick(): number;
  /** Whether the volume was read alone, by put or drop, after this. */
  wasReadAloneAfter(uuid: () => string, tick: number): boolean;
  /** Whether any volume was. */
  hasReadAloneAfter(tick: number): boolean;
  /** Forgets what was read alone up to this. */
  forgetReadAlone(tick: number): void;
}

/** A row that nobody sees yet: it is given what is known of its volume, which is not looked up a second time. */
export interface StagedRow {
  readonly staged: number;
  /** The slot of the row that the cluster has of the volume, and whose place this one takes; or {@link NONE}. */
  readonly known: number;
}

export interface ClusterVolumesOptions {
  readonly home: VolumeHome;
  readonly columns: VolumeColumns;
  /** Whether the cluster may take a volume that is new to it: not when it is another's. */
  readonly mayTake: (clusterVolumes: ClusterVolumes, uuid: string) => boolean;
}

function sumUp(groups: Iterable<VolumeGroup>): Omit<VolumeTotals, 'provisioned'> {
  const volumesByState: VolumesByState = {};
  const volumesByProtection: VolumesByProtection = {};
  const failedByProtection: VolumesByProtection = {};
  let volumes = 0;
  for (const { rows, state, protection } of groups) {
    if (rows === 0) continue;
    volumes += rows;
    volumesByState[state] = (volumesByState[state] ?? 0) + rows;
    volumesByProtection[protection] = (volumesByProtection[protection] ?? 0) + rows;
    if (state !== 'Failed') continue;
    failedByProtection[protection] = (failedByProtection[protection] ?? 0) + rows;
  }
  return { volumes, volumesByState, volumesByProtection, failedByProtection };
}

export function createClusterVolumes({
  home,
  columns,
  mayTake,
}: ClusterVolumesOptions): ClusterVolumes {
  /** When each volume was read alone since the last walk began. */
  const readAlone = new Map<string, number>();
  const transitional = new Set<number>();
  const troubleTimes = createTroubleTimes();
  const walkedPages = createWalkedPages();
  let clock = 0;
  let provisioned = 0n;

  const groupOf = (slot: number): VolumeGroup => columns.groups.group(columns.groupCodes.at(slot));

  function count(slot: number): void {
    provisioned += columns.provisioned(slot);
    if (isTransitional(groupOf(slot).state)) transitional.add(slot);
  }
  function uncount(slot: number): void {
    provisioned -= columns.provisioned(slot);
    transitional.delete(slot);
  }

  const clusterVolumes: ClusterVolumes = {
    home,
    asOf: undefined,
    conflicting: new Set(),
    walkedPages,
    totals: () => ({ ...sumUp(columns.groups.of(home)), provisioned }),
    *slots() {
      for (let slot = 0; slot < columns.limit(); slot += 1) {
        if (columns.isLinked(slot) && groupOf(slot).home === home) yield slot;
      }
    },
    transitional: () => transitional,
    slotOf(uuid) {
      const slot = columns.uuids.find(uuid);
      return clusterVolumes.isOwn(slot) ? slot : NONE;
    },
    isOwn: (slot) => slot !== NONE && groupOf(slot).home === home,
    trouble: (uuid) => troubleTimes.of(uuid),
    put(volume, changes) {
      const uuid = volume.UUID.toLowerCase();
      const known = clusterVolumes.slotOf(uuid);
      if (known === NONE && !mayTake(clusterVolumes, uuid)) {
        clusterVolumes.conflicting.add(uuid);
        return;
      }
      readAlone.set(uuid, (clock += 1));
      const staged = columns.stage(home, volume, known);
      if (staged === undefined) return;
      if (known !== NONE) walkedPages.touch(known);
      clusterVolumes.link({ staged, known }, changes);
    },
    drop(uuid, changes) {
      readAlone.set(uuid, (clock += 1));
      clusterVolumes.conflicting.delete(uuid);
      const slot = clusterVolumes.slotOf(uuid);
      if (slot === NONE) return;
      walkedPages.touch(slot);
      clusterVolumes.remove(slot, changes);
    },
    link({ staged, known }, changes) {
      changes.noteChanged(
        () => columns.uuids.text(staged),
        groupOf(staged).project,
        () => (known === NONE ? undefined : columns.read(known)),
      );
      if (known === NONE) columns.link(staged);
      else {
        uncount(known);
        columns.replace(known, staged);
      }
      const slot = known === NONE ? staged : known;
      count(slot);
      const { state, protection } = groupOf(slot);
      const volume = { state, protectionState: protection };
      // Most volumes that are new are well, and their UUIDs need not be spelled out.
      if (known === NONE && troubleOf(volume) === undefined) return;
      troubleTimes.note(columns.uuids.text(slot), volume, clusterVolumes.asOf);
    },
    remove(slot, changes) {
      const uuid = columns.uuids.text(slot);
      changes.noteRemoved(uuid, groupOf(slot).project, () => columns.read(slot));
      troubleTimes.forget(uuid);
      uncount(slot);
      columns.remove(slot);
    },
    tick: () => (clock += 1),
    wasReadAloneAfter: (uuid, tick) => readAlone.size > 0 && (readAlone.get(uuid()) ?? 0) > tick,
    hasReadAloneAfter: (tick) => [...readAlone.values()].some((readAt) => readAt > tick),
    forgetReadAlone(tick) {
      for (const [uuid, readAt] of readAlone) if (readAt <= tick) readAlone.delete(uuid);
    },
  };
  return clusterVolumes;
}
