import { lazy, Suspense } from 'react';
import { loadChunk } from '#/lib/load-chunk.ts';
import type { ConfirmDialogProps } from './confirm-dialog-box.tsx';

const ConfirmDialogBox = lazy(() =>
  loadChunk(() => import('./confirm-dialog-box.tsx')).then((module) => ({
    default: module.ConfirmDialogBox,
  })),
);

/** Asks for confirmation. Mount it to open it. No key skips it. Dialogs are not part of the first load. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Suspense>
      <ConfirmDialogBox {...props} />
    </Suspense>
  );
}
