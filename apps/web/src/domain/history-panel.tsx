import { lazyPart } from '#/lib/lazy-part.ts';
import type { HistoryProps } from './history.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { Suspense } from 'react';
import './history-panel.css';

const History = lazyPart(
  () => import('./history.tsx'),
  ({ History }) => History,
);

/** How a cluster or a project came to be as it is, as charts. */
export function HistoryPanel(props: HistoryProps) {
  return (
    <Panel title="History">
      <div className="ast-history">
        <Suspense fallback={<SkeletonLines count={8} />}>
          <History {...props} />
        </Suspense>
      </div>
    </Panel>
  );
}
