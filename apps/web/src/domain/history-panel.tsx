import { lazyPart } from '#/lib/lazy-part.ts';
import { HISTORY_CHARTS } from './history-charts.ts';
import type { HistoryProps } from './history.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { Suspense, type CSSProperties } from 'react';
import './history-panel.css';

const History = lazyPart(
  () => import('./history.tsx'),
  ({ History }) => History,
);

/** How much room the charts take, before they are there. */
const roomFor = (charts: number): CSSProperties & Record<`--${string}`, number> => ({
  '--ast-charts': charts,
});

/** How something came to be as it is, as charts. */
export function HistoryPanel(props: HistoryProps) {
  return (
    <Panel title="History">
      <div className="ast-history" style={roomFor(HISTORY_CHARTS[props.kind].length)}>
        <Suspense fallback={<SkeletonLines count={8} />}>
          <History {...props} />
        </Suspense>
      </div>
    </Panel>
  );
}
