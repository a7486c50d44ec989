import type { VolumeColumns } from './columns/volume-columns.ts';

/**
 * Knows the clones of each snapshot, at the cost of the clones alone. Answers the columns to use from now on, for it sees their
 * changes pass.
 */
export function trackClones(columns: VolumeColumns): {
  readonly columns: VolumeColumns;
  /** The slots of the volumes that were cloned from a snapshot. */
  readonly clonesOf: (snapshotUuid: string) => Iterable<number>;
} {
  const bySnapshot = new Map<string, Set<number>>();
  const sourceOf = (slot: number): string => columns.packed.sourceSnapshot(slot).toLowerCase();

  function add(slot: number): void {
    const source = sourceOf(slot);
    if (source !== '') bySnapshot.set(source, (bySnapshot.get(source) ?? new Set()).add(slot));
  }
  function remove(slot: number): void {
    const source = sourceOf(slot);
    const slots = bySnapshot.get(source);
    slots?.delete(slot);
    if (slots?.size === 0) bySnapshot.delete(source);
  }

  return {
    columns: {
      ...columns,
      link(slot) {
        columns.link(slot);
        add(slot);
      },
      replace(slot, staged) {
        remove(slot);
        columns.replace(slot, staged);
        add(slot);
      },
      remove(slot) {
        if (columns.isLinked(slot)) remove(slot);
        columns.remove(slot);
      },
    },
    clonesOf: (snapshotUuid) => bySnapshot.get(snapshotUuid.toLowerCase()) ?? [],
  };
}
