import { useBlocker } from 'react-router';
import { useEffect, useEffectEvent } from 'react';
import type { DraftName } from '#/api/drafts.ts';
import { useStore } from '#/lib/store.ts';
import { warnBeforeUnload } from '#/lib/warn-before-unload.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { draftKeeping, flushTyped, type DraftKeeping } from './draft-keeping.ts';

const WHAT_BECOMES: Readonly<Record<DraftKeeping, string>> = {
  kept: 'What you typed is kept as a draft, and offered when you come back.',
  keeping: 'What you typed is being kept as a draft …',
  undecided:
    'What you typed is not kept, because your earlier draft is still there. To keep it, stay and drop that one first.',
  failed: 'What you typed could not be kept as a draft. If you leave, it may be lost.',
  off: 'What you typed is not kept as a draft in a preview. If you leave, it is lost.',
};

interface UnsavedChangesProps {
  readonly when: boolean;
  /** The draft of what is typed into the form. */
  readonly draft: DraftName;
}

/** Asks before a form is left unsaved, by a link, by Back or by closing the tab; and says whether its draft is kept. */
export function UnsavedChanges({ when, draft }: UnsavedChangesProps) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      when && currentLocation.pathname !== nextLocation.pathname,
  );
  const keeping = useStore(draftKeeping(draft));
  useEffect(() => (when ? warnBeforeUnload() : undefined), [when]);
  const isBlocked = blocker.state === 'blocked';
  const flush = useEffectEvent(() => flushTyped(draft));
  useEffect(() => {
    if (isBlocked) flush();
  }, [isBlocked]);

  if (!isBlocked) return null;
  return (
    <ConfirmDialog
      title="Leave without saving?"
      action="Leave"
      isDanger
      onConfirm={() => blocker.proceed()}
      onCancel={() => blocker.reset()}
    >
      <output>{WHAT_BECOMES[keeping]}</output>
    </ConfirmDialog>
  );
}
