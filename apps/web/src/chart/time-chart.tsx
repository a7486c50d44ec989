import { useEffect, useEffectEvent, useRef, type KeyboardEvent } from 'react';
import { formatTime, shownZone } from '#/lib/format.ts';
import { theme, timeZone } from '#/lib/settings.ts';
import { useStore } from '#/lib/store.ts';
import { UNKNOWN, type ChartLine, type ChartTone, type Period } from './chart-line.ts';
import { drawChart } from './draw-chart.ts';
import './time-chart.css';

interface TimeChartProps {
  /** What it shows: `Capacity`. */
  readonly title: string;
  /** Seconds since the epoch, in order, at even distances. */
  readonly times: readonly number[];
  readonly lines: readonly ChartLine[];
  readonly format: (value: number) => string;
  /** Between two lines of the grid, the smallest first. */
  readonly gridSteps: readonly number[];
  /** The place in time that somebody looks at, on all charts of the page; undefined: the newest. */
  readonly at: number | undefined;
  readonly onAt: (at: number | undefined) => void;
  /** Somebody wants to see a period alone; undefined: all of it again. */
  readonly onPeriod: (period: Period | undefined) => void;
}

const SWATCH: Readonly<Record<ChartTone, string>> = {
  brand: '',
  info: 'ast-chart-dashed',
  success: '',
  warning: 'ast-chart-dashed',
  danger: 'ast-chart-dotted',
  quiet: 'ast-chart-dotted',
};
const PAGE = 20;
/** What of the time is left by one step of zooming in. */
const ZOOM = 0.5;

/** The place that a key leads to. */
function placeAfter(key: string, at: number, last: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    PageUp: at - PAGE,
    PageDown: at + PAGE,
    Home: 0,
    End: last,
  };
  const next = steps[key];
  return next === undefined ? undefined : Math.min(last, Math.max(0, next));
}

interface ChartCanvasProps extends Omit<TimeChartProps, 'title'> {
  readonly colorOf: (tone: ChartTone | 'grid') => string;
}

/** What is drawn. Another zone or theme, or other lines, are another one: see its key. */
function ChartCanvas(props: ChartCanvasProps) {
  const { times, lines, at, format, gridSteps, onAt, onPeriod, colorOf } = props;
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<ReturnType<typeof drawChart>>(undefined);
  const draw = useEffectEvent((element: HTMLElement) =>
    drawChart(element, {
      times,
      lines,
      format,
      gridSteps,
      zone: shownZone(),
      onPoint: onAt,
      onPeriod,
      colorOf,
    }),
  );
  useEffect(() => {
    if (box.current === null) return undefined;
    const chart = draw(box.current);
    drawn.current = chart;
    const sizes = new ResizeObserver(() => chart.resize());
    sizes.observe(box.current);
    return () => {
      sizes.disconnect();
      chart.remove();
    };
  }, []);
  useEffect(() => drawn.current?.update({ times, lines }), [times, lines]);
  useEffect(() => drawn.current?.point(at), [at]);
  return <div ref={box} className="ast-chart-canvas" />;
}

/** Lines over time, and below them what each is at a time: by the pointer, or by the arrow keys. */
export function TimeChart(props: TimeChartProps) {
  const { title, times, lines, format, at, onAt, onPeriod } = props;
  const legend = useRef<HTMLUListElement>(null);
  const appearance = [useStore(timeZone), useStore(theme), ...lines.map(({ name }) => name)].join();
  const last = Math.max(0, times.length - 1);
  const place = Math.min(at ?? last, last);
  const textAt = ({ values }: ChartLine): string => {
    const value = values[place];
    return value === undefined || value === null ? UNKNOWN : format(value);
  };
  const time = formatTime((times[place] ?? Number.NaN) * 1000);

  function colorOf(tone: ChartTone | 'grid'): string {
    const swatch = legend.current?.querySelector(`.ast-chart-${tone}`);
    return swatch === null || swatch === undefined ? '' : getComputedStyle(swatch).color;
  }
  function periodAround(): Period {
    const [first = 0, end = 0] = [times[0], times[last]];
    const length = (end - first) * ZOOM;
    const from = Math.min(Math.max(first, (times[place] ?? first) - length / 2), end - length);
    return { from, to: from + length };
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === '+' || event.key === '-') {
      event.preventDefault();
      return onPeriod(event.key === '+' ? periodAround() : undefined);
    }
    const next = event.key === 'Escape' ? undefined : placeAfter(event.key, place, last);
    if (next === undefined && (event.key !== 'Escape' || at === undefined)) return;
    event.preventDefault();
    onAt(next);
  }

  return (
    <figure aria-label={title}>
      <div
        className="ast-chart"
        // An input draws nothing.
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="slider"
        tabIndex={0}
        aria-label={`${title}, time`}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={place}
        aria-valuetext={`${time}: ${lines.map((line) => `${line.name} ${textAt(line)}`).join(', ')}`}
        onKeyDown={onKeyDown}
      >
        <ChartCanvas key={appearance} {...props} colorOf={colorOf} />
      </div>
      <ul ref={legend} className="ast-chart-legend" aria-hidden="true">
        {lines.map((line) => (
          <li key={line.name}>
            <span className={`ast-chart-swatch ast-chart-${line.tone} ${SWATCH[line.tone]}`} />
            {line.name} <strong>{textAt(line)}</strong>
          </li>
        ))}
        <li className="ast-quiet">
          <span className="ast-chart-grid" />
          <span className="ast-chart-quiet" />
          {at === undefined ? 'Newest: ' : ''}
          {time}
        </li>
      </ul>
    </figure>
  );
}
