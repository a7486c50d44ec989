import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import type { VolumeCalls } from '#/api/volume-writes.ts';
import type { WriteOutcome } from '#/api/write.ts';
import {
  changedFields,
  draftOf,
  updateRequest,
  type DraftField,
  type VolumeDraft,
} from '#/features/volumes/volume-draft.ts';
import { mergeDrafts, openFields, resolve, theirFields, type Merge } from './merge-drafts.ts';

/** What was saved. */
interface Saved {
  /** Other fields, which others have changed meanwhile: their changes were kept. */
  readonly kept: readonly DraftField[];
}

/** What became of an attempt to save. */
export type SaveOutcome =
  | WriteOutcome<Saved>
  /** Others have changed the same fields: `now` is what there is, `merge` how it meets the draft. */
  | { readonly kind: 'conflict'; readonly now: Volume; readonly merge: Merge }
  /** The volume's state does not allow it now; nobody has changed what the draft changes. */
  | { readonly kind: 'notNow'; readonly reason: string };

/**
 * Saves a draft of the volume `base`, if the volume is still as it was. After a conflict the volume is read: when others
 * have changed nothing but other fields, or its state, the draft is saved upon what there is now.
 */
export async function saveVolume(
  calls: Pick<VolumeCalls, 'read' | 'update'>,
  base: Volume,
  draft: VolumeDraft,
): Promise<SaveOutcome> {
  const first = await calls.update(updateRequest(base, draft), base.ETag);
  if (first.kind === 'done') return { kind: 'done', value: { kept: [] } };
  if (first.kind !== 'conflict') return first;

  const read = await calls.read(base.UUID);
  if (!read.ok) {
    return { kind: read.error.status === 404 ? 'notFound' : 'refused', error: read.error };
  }
  const now = read.value;
  const merge = mergeDrafts(draftOf(base), draft, draftOf(now));
  if (openFields(merge, {}).length > 0) return { kind: 'conflict', now, merge };
  const merged = resolve(merge, {});
  const saved = { kind: 'done', value: { kept: theirFields(merge) } } as const;
  // Somebody else has made the same change.
  if (changedFields(draftOf(now), merged).length === 0) return saved;
  const verdict = volumeCan.update(now);
  if (!verdict.allowed) return { kind: 'notNow', reason: verdict.reason };
  if (now.ETag === base.ETag) return { kind: 'refused', error: first.error };

  const second = await calls.update(updateRequest(now, merged), now.ETag);
  if (second.kind === 'done') return saved;
  return second.kind === 'conflict' ? { kind: 'refused', error: second.error } : second;
}
