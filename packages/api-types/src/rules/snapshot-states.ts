import { allowed, refused, type Verdict } from './verdict.ts';

/** The states of a snapshot. Source: lightbits-api §2.8. */
export const SNAPSHOT_STATES = [
  'Unknown',
  'Creating',
  'Available',
  'Deleting',
  'Deleted',
  'Failed',
] as const;
export type SnapshotState = (typeof SNAPSHOT_STATES)[number];

const USE: Record<SnapshotState, Verdict> = {
  Available: allowed,
  Unknown: refused('The state of the snapshot is not known.'),
  Creating: refused('The snapshot is still being created.'),
  Deleting: refused('The snapshot is already being deleted.'),
  Deleted: refused('The snapshot is deleted.'),
  Failed: refused('The snapshot has failed.'),
};

/** Which action a snapshot's state allows, with the reason when it does not. Source: lightbits-api §4 and §5. */
export const snapshotCan = {
  /** To clone it, or to roll a volume back to it. */
  use: (snapshot: { readonly state: SnapshotState }): Verdict => USE[snapshot.state],
  delete: (snapshot: { readonly state: SnapshotState }): Verdict => USE[snapshot.state],
} as const;
