import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { isPreconditionFailure, type ApiError } from '@asterism/api-types/client/api-error';
import { ALLOW_ANY } from '@asterism/api-types/rules/access-lists';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import { changesOfVolume, type Change } from '#/features/volumes/changes.ts';
import type { VolumeIo } from '#/features/volumes/volume-io.ts';

/** Whether somebody may be using the volume: hosts are connected, or any host may connect. Deleting it then needs more than a click. */
export const mayBeInUse = ({ acl, connectedHosts }: Volume): boolean =>
  connectedHosts.length > 0 || acl.values.includes(ALLOW_ANY);

/** What became of an attempt to delete. */
export type DeleteOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'gone' }
  /** It is another volume than the user has agreed to lose: look, then decide again. */
  | { readonly kind: 'changed'; readonly now: Volume; readonly changes: readonly Change[] }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: ApiError };

/**
 * Deletes a volume, if it is still as the user has seen it. A refusal for its ETag is looked into: when nothing that
 * matters has changed, it is deleted as it is now.
 */
export async function deleteVolume(io: VolumeIo, seen: Volume): Promise<DeleteOutcome> {
  const first = await io.remove(seen, seen.ETag);
  if (first.ok) return { kind: 'accepted' };
  if (first.error.status === 404) return { kind: 'gone' };
  if (!isPreconditionFailure(first.error)) return { kind: 'failed', error: first.error };

  const read = await io.read(seen.UUID);
  if (!read.ok) {
    return read.error.status === 404 ? { kind: 'gone' } : { kind: 'failed', error: read.error };
  }
  const now = read.value;
  // Somebody else was quicker: it goes as the user wants it to.
  if (now.state === 'Deleting' || now.state === 'Deleted') return { kind: 'accepted' };
  const changes = changesOfVolume(seen, now);
  if (changes.length > 0) return { kind: 'changed', now, changes };
  const verdict = volumeCan.delete(now);
  if (!verdict.allowed) return { kind: 'refused', reason: verdict.reason };
  if (now.ETag === seen.ETag) return { kind: 'failed', error: first.error };

  const second = await io.remove(now, now.ETag);
  return second.ok ? { kind: 'accepted' } : { kind: 'failed', error: second.error };
}
