import { useBlocker } from 'react-router';
import { useEffect } from 'react';
import { warnBeforeUnload } from '#/lib/warn-before-unload.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';

/** Asks before a form whose draft is kept is left unsaved, by a link, by Back or by closing the tab. */
export function UnsavedChanges({ when }: { readonly when: boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      when && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => (when ? warnBeforeUnload() : undefined), [when]);

  if (blocker.state !== 'blocked') return null;
  return (
    <ConfirmDialog
      title="Leave without saving?"
      action="Leave"
      isDanger
      onConfirm={() => blocker.proceed()}
      onCancel={() => blocker.reset()}
    >
      What you typed is kept as a draft, and offered when you come back.
    </ConfirmDialog>
  );
}
