import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { naturalKey } from '@asterism/api-types/rules/natural-order';
import type { ProtectionState, VolumeState } from '@asterism/api-types/rules/volume-states';
import { createDictionary } from './dictionary.ts';

/** The cluster that rows belong to: its name can change under them. */
export interface VolumeHome {
  readonly clusterId: string;
  /** The `naturalKey` of its name. */
  sortName: string;
  /** Milliseconds since the epoch; Infinity until its attach has completed. */
  attachedAt: number;
  /** Its rows are to be removed, and are not seen any more. */
  isForgotten: boolean;
}

/** All volumes that are alike in what volumes are filtered and counted by. */
export interface VolumeGroup {
  readonly home: VolumeHome;
  readonly project: string;
  /** The `naturalKey` of the project. */
  readonly projectKey: string;
  readonly state: VolumeState;
  readonly protection: ProtectionState;
  /** How many linked rows it has. */
  rows: number;
}

/**
 * The groups of all rows. Their number is that of the combinations that occur, a few hundred for a million volumes: what is
 * counted, filtered and hidden by group costs next to nothing.
 */
export interface VolumeGroups {
  /** The code of the volume's group. */
  codeOf(home: VolumeHome, volume: Volume): number;
  group(code: number): VolumeGroup;
  addHolder(code: number): void;
  release(code: number): void;
  /** Every code is below it. */
  limit(): number;
  all(): Iterable<readonly [code: number, group: VolumeGroup]>;
  /** Those of one cluster. */
  of(home: VolumeHome): Iterable<VolumeGroup>;
}

export function createVolumeGroups(): VolumeGroups {
  const dictionary = createDictionary<VolumeGroup>();
  const numbers = new WeakMap<VolumeHome, number>();
  const byHome = new Map<VolumeHome, Set<VolumeGroup>>();
  let homes = 0;

  function numberOf(home: VolumeHome): number {
    const known = numbers.get(home);
    if (known !== undefined) return known;
    numbers.set(home, (homes += 1));
    return homes;
  }

  function groupOf(home: VolumeHome, volume: Volume): VolumeGroup {
    const group = {
      home,
      project: volume.projectName,
      projectKey: naturalKey(volume.projectName),
      state: volume.state,
      protection: volume.protectionState,
      rows: 0,
    };
    const groups = byHome.get(home) ?? new Set();
    byHome.set(home, groups.add(group));
    return group;
  }

  return {
    codeOf(home, volume) {
      const { state, protectionState, projectName } = volume;
      const key = `${numberOf(home)} ${state} ${protectionState} ${projectName}`;
      return dictionary.known(key) ?? dictionary.add(key, groupOf(home, volume));
    },
    group: dictionary.entry,
    addHolder: dictionary.addHolder,
    release(code) {
      const group = dictionary.entry(code);
      if (!dictionary.release(code)) return;
      const groups = byHome.get(group.home);
      groups?.delete(group);
      if (groups?.size === 0) byHome.delete(group.home);
    },
    limit: dictionary.limit,
    all: dictionary.entries,
    of: (home) => byHome.get(home) ?? [],
  };
}
