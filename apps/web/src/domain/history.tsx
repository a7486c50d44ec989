import { seriesApi, type Series } from '@asterism/api-types/fleet-api/series-api';
import type { SeriesKind } from '@asterism/api-types/rules/series';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { exportersQuery, questionNow, seriesQuery } from '#/api/series-queries.ts';
import type { Period } from '#/chart/chart-line.ts';
import { TimeChart } from '#/chart/time-chart.tsx';
import { units } from '#/lib/settings.ts';
import { useStore } from '#/lib/store.ts';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { ExportersOff } from './exporters-off.tsx';
import { FailureView } from './failure-view.tsx';
import { HISTORY_CHARTS } from './history-charts.ts';
import { RangePicker, useHistoryRange, ZoomOut } from './history-range.tsx';
import { HistoryTable, saveRows, type HistoryData } from './history-table.tsx';
import { ShowCall } from './show-call.tsx';

export interface HistoryProps {
  readonly kind: SeriesKind;
  /** UUID of a cluster, node or volume, or name of a project. */
  readonly subject: string;
  /** What people call it. */
  readonly name: string;
  /** Where its exporters are; absent of what is measured by none, and for those who may not see them. */
  readonly clusterId?: string;
}

/** What each value is, by its step. */
const EACH: Readonly<Record<number, string>> = {
  15: 'Every 15 seconds.',
  300: 'Means of 5 minutes.',
  3600: 'Means of an hour.',
};
const OF_VOLUMES =
  'Those of a volume begin when somebody opens its page, and go on for a week after the last time.';
function dataOf(kind: SeriesKind, { step, from, values }: Series): HistoryData {
  const first = Date.parse(from) / 1000;
  const length = Math.max(0, ...Object.values(values).map((all) => all.length));
  return {
    times: Array.from({ length }, (_, at) => first + at * step),
    charts: HISTORY_CHARTS[kind].map((chart) => ({
      ...chart,
      drawn: chart.lines.map(({ metric, name, tone }) => ({
        name,
        tone,
        values: values[metric] ?? [],
      })),
    })),
  };
}

/** What is asked: a period, or how long up to now. */
const pastOf = ({ period, seconds }: ReturnType<typeof useHistoryRange>) =>
  period === undefined
    ? { seconds }
    : {
        from: new Date(period.from * 1000).toISOString(),
        to: new Date(period.to * 1000).toISOString(),
      };

/** How a subject came to be as it is: charts with one cursor for all, the same as a table, and as a file. */
export function History({ kind, subject, name, clusterId }: HistoryProps) {
  useStore(units);
  const range = useHistoryRange();
  const [isTable, setIsTable] = useState(false);
  const [at, setAt] = useState<number>();
  const metrics = HISTORY_CHARTS[kind].flatMap(({ lines }) => lines.map(({ metric }) => metric));
  const question = { kind, subject, metrics: metrics.join(','), ...pastOf(range) };
  const { data: series, error, refetch } = useQuery(seriesQuery(question));
  const exporters = useQuery({
    ...exportersQuery(clusterId ?? ''),
    enabled: clusterId !== undefined,
  });
  const data = useMemo(
    () => (series === undefined ? undefined : dataOf(kind, series)),
    [kind, series],
  );
  const isKnown = Object.values(series?.values ?? {}).some((all) =>
    all.some((value) => value !== null),
  );

  function zoom(period: Period | undefined) {
    setAt(undefined);
    range.zoom(period);
  }
  function choose(next: string) {
    setAt(undefined);
    range.choose(next);
  }

  // Together, so that nothing moves: what is said of exporters stands above the charts.
  if (data === undefined || series === undefined || exporters.isLoading) {
    return error === null ? (
      <SkeletonLines count={8} />
    ) : (
      <FailureView failure={error} onRetry={refetch} />
    );
  }
  return (
    <div className="ast-stack">
      <div className="ast-history-tools">
        <RangePicker {...range} choose={choose} />
        <Button variant="secondary" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          Table
        </Button>
        <Button variant="secondary" isDisabled={!isKnown} onClick={() => saveRows(name, data)}>
          CSV
        </Button>
        <span className="ast-quiet">
          {EACH[series.step]} A gap is a time of which nothing is known. Drag over a chart to zoom
          in.
        </span>
        <ZoomOut period={range.period} zoom={zoom} />
      </div>
      <ExportersOff
        exporters={exporters.data ?? []}
        nodeId={kind === 'node' ? subject : undefined}
      />
      {!isKnown ? (
        <p className="ast-quiet">
          Nothing is known of this time{range.period === undefined ? ' yet' : ''}. Samples are taken
          every 15 seconds.
          {kind === 'volume' ? ` ${OF_VOLUMES}` : ''}
        </p>
      ) : isTable ? (
        <HistoryTable data={data} />
      ) : (
        <div className="ast-history-charts">
          {data.charts.map(({ title, format, gridSteps, drawn }) => (
            <div key={title}>
              <h3>{title}</h3>
              <TimeChart
                title={title}
                times={data.times}
                lines={drawn}
                format={format}
                gridSteps={gridSteps()}
                at={at}
                onAt={setAt}
                onPeriod={zoom}
              />
            </div>
          ))}
        </div>
      )}
      <ShowCall call={{ operation: seriesApi.getSeries, input: questionNow(question) }} />
    </div>
  );
}
