import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { isPreconditionFailure, type ApiError } from '@asterism/api-types/client/api-error';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import { isUndisturbed, mergeDrafts, type Merge } from './merge-drafts.ts';
import { draftOf, updateRequest, type VolumeDraft } from '#/features/volumes/volume-draft.ts';
import type { VolumeIo } from '#/features/volumes/volume-io.ts';

/** What became of an attempt to save. */
export type SaveOutcome =
  | { readonly kind: 'saved' }
  /** Others have changed the volume: `now` is what there is, `merge` how it meets the draft. */
  | { readonly kind: 'conflict'; readonly now: Volume; readonly merge: Merge }
  /** The volume's state does not allow it now; nobody has changed what the draft changes. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly error: ApiError };

/**
 * Saves a draft of the volume `base`, if the volume is still as it was. A refusal for its ETag is looked into: when
 * nothing but the volume's state has changed, the draft is saved upon what there is now.
 */
export async function saveVolume(
  io: VolumeIo,
  base: Volume,
  draft: VolumeDraft,
): Promise<SaveOutcome> {
  const first = await io.update(updateRequest(base, draft), base.ETag);
  if (first.ok) return { kind: 'saved' };
  if (first.error.status === 404) return { kind: 'gone' };
  if (!isPreconditionFailure(first.error)) return { kind: 'failed', error: first.error };

  const read = await io.read(base.UUID);
  if (!read.ok) {
    return read.error.status === 404 ? { kind: 'gone' } : { kind: 'failed', error: read.error };
  }
  const now = read.value;
  const merge = mergeDrafts(draftOf(base), draft, draftOf(now));
  if (!isUndisturbed(merge)) return { kind: 'conflict', now, merge };
  const verdict = volumeCan.update(now);
  if (!verdict.allowed) return { kind: 'refused', reason: verdict.reason };
  if (now.ETag === base.ETag) return { kind: 'failed', error: first.error };

  const second = await io.update(updateRequest(now, draft), now.ETag);
  return second.ok ? { kind: 'saved' } : { kind: 'failed', error: second.error };
}
