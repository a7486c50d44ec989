import { lazy, Suspense } from 'react';
import type { ConfirmDialogProps } from './confirm-dialog-box.tsx';

const ConfirmDialogBox = lazy(() =>
  import('./confirm-dialog-box.tsx').then((module) => ({ default: module.ConfirmDialogBox })),
);

/** Asks before something is done. Mount it to open it. No key skips it. Dialogs are no part of the first load. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Suspense>
      <ConfirmDialogBox {...props} />
    </Suspense>
  );
}
