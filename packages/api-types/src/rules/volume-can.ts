import { allowed, refused, type Verdict } from './verdict.ts';
import type { VolumeState } from './volume-states.ts';

const UPDATE: Record<VolumeState, Verdict> = {
  Available: allowed,
  Migrating: allowed,
  Unknown: refused('The state of the volume is not known.'),
  Creating: refused('The volume is still being created.'),
  Updating: refused('Another update of the volume is still running.'),
  Rollback: refused('The volume is being rolled back.'),
  Deleting: refused('The volume is being deleted.'),
  Deleted: refused('The volume is deleted.'),
  Failed: refused('The volume has failed; a failed volume cannot be changed.'),
};

const DELETE: Record<VolumeState, Verdict> = {
  ...UPDATE,
  Failed: refused('The volume has failed; its cluster does not delete failed volumes.'),
};

/** Which action a volume's state allows, with the reason when it does not. Source: reference, Delete volume. The same for updates. */
export const volumeCan = {
  update: (volume: { readonly state: VolumeState }): Verdict => UPDATE[volume.state],
  delete: (volume: { readonly state: VolumeState }): Verdict => DELETE[volume.state],
  /** Source: lightbits-api §5: a Migrating volume behaves as an Available one. */
  snapshot: (volume: { readonly state: VolumeState }): Verdict => UPDATE[volume.state],
  rollback: (volume: { readonly state: VolumeState }): Verdict => UPDATE[volume.state],
} as const;
