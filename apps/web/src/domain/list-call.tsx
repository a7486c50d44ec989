import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { lazy, Suspense, useState } from 'react';
import { loadChunk } from '#/lib/load-chunk.ts';
import type { ListCallDialogProps } from './list-call-dialog.tsx';

const ListCallDialog = lazy(() =>
  loadChunk(() => import('./list-call-dialog.tsx')).then((module) => ({
    default: module.ListCallDialog,
  })),
);

/** What a list asks now, with its search and its filters, as a call of the API. */
export function ListCall(list: Omit<ListCallDialogProps, 'onClose'>) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="link" title="Show API call" onClick={() => setIsOpen(true)}>
        API
      </Button>
      <Suspense>
        {isOpen ? <ListCallDialog {...list} onClose={() => setIsOpen(false)} /> : null}
      </Suspense>
    </>
  );
}
