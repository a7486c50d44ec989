import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ALLOW_ANY } from '@asterism/api-types/rules/access-lists';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import type { VolumeCalls } from '#/api/volume-writes.ts';
import type { WriteOutcome } from '#/api/write.ts';
import { changesOfVolume, type Change } from '#/features/volumes/change-list.tsx';

/** Whether the volume may be in use: hosts are connected, or any host may connect. Deleting it then needs more than a click. */
export const mayBeInUse = ({ acl, connectedHosts }: Volume): boolean =>
  connectedHosts.length > 0 || acl.values.includes(ALLOW_ANY);

/** What became of an attempt to delete. `done`: it is being deleted; `notFound`: it was gone already. */
export type DeleteOutcome =
  | WriteOutcome<unknown>
  /** It is not the volume that the user has agreed to lose: its changes are shown, and the user decides again. */
  | { readonly kind: 'conflict'; readonly now: Volume; readonly changes: readonly Change[] }
  /** The volume's state does not allow it now. */
  | { readonly kind: 'notNow'; readonly reason: string };

const DONE = { kind: 'done', value: {} } as const;

/**
 * Deletes a volume, if it is still as the user has seen it. After a conflict the volume is read: when nothing that
 * matters has changed, it is deleted as it is now.
 */
export async function deleteVolume(
  calls: Pick<VolumeCalls, 'read' | 'delete'>,
  seen: Volume,
): Promise<DeleteOutcome> {
  const first = await calls.delete(seen, seen.ETag);
  if (first.kind !== 'conflict') return first;

  const read = await calls.read(seen.UUID);
  if (!read.ok) {
    return { kind: read.error.status === 404 ? 'notFound' : 'refused', error: read.error };
  }
  const now = read.value;
  // Someone else was quicker: the user has what they want.
  if (now.state === 'Deleting' || now.state === 'Deleted') return DONE;
  const changes = changesOfVolume(seen, now);
  if (changes.length > 0) return { kind: 'conflict', now, changes };
  const verdict = volumeCan.delete(now);
  if (!verdict.allowed) return { kind: 'notNow', reason: verdict.reason };
  if (now.ETag === seen.ETag) return { kind: 'refused', error: first.error };

  const second = await calls.delete(now, now.ETag);
  return second.kind === 'conflict' ? { kind: 'refused', error: second.error } : second;
}
