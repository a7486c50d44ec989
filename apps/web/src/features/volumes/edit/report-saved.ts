import { showToast } from '#/lib/toasts.ts';
import { DRAFT_LABEL, type DraftField } from '#/features/volumes/volume-draft.ts';

/** Reports that a volume was saved, and what others have changed of it meanwhile. */
export function reportSaved(name: string, kept: readonly DraftField[]): void {
  const fields = kept.map((field) => DRAFT_LABEL[field]).join(', ');
  showToast({
    tone: 'success',
    title: 'Volume saved',
    detail:
      kept.length === 0
        ? name
        : `${name}: somebody else changed it meanwhile, and that was kept too (${fields}).`,
  });
}
