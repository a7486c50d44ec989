import { Suspense } from 'react';
import { lazyPart } from '#/lib/lazy-part.ts';
import type { ConfirmDialogProps } from './confirm-dialog-box.tsx';

const ConfirmDialogBox = lazyPart(
  () => import('./confirm-dialog-box.tsx'),
  ({ ConfirmDialogBox }) => ConfirmDialogBox,
);

/** Asks for confirmation. Mount it to open it. No key skips it. Dialogs are not part of the first load. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Suspense>
      <ConfirmDialogBox {...props} />
    </Suspense>
  );
}
