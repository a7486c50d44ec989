import '@patternfly/react-core/dist/styles/base.css';
import './styles/frame.css';
import './styles/blocks.css';
import './styles/print.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { soon } from '#/api/soon.ts';
import { ReloadNotice } from './layouts/reload-notice.tsx';
import { router } from './routes.tsx';

const root = document.querySelector('#root');
if (root === null) throw new Error('The page has no #root.');

/** Resolves when the loaders of the page have run. */
const loaded = new Promise<void>((resolve) => {
  const stop = router.subscribe(({ initialized }) => {
    if (!initialized) return;
    stop();
    resolve();
  });
});
void soon(loaded).then(() =>
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <ReloadNotice />
      </QueryClientProvider>
    </StrictMode>,
  ),
);
