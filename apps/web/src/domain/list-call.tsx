import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Suspense, useState } from 'react';
import { lazyPart } from '#/lib/lazy-part.ts';
import type { ListCallDialogProps } from './list-call-dialog.tsx';

const ListCallDialog = lazyPart(
  () => import('./list-call-dialog.tsx'),
  ({ ListCallDialog }) => ListCallDialog,
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
