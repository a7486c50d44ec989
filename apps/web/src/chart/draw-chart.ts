import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { DASHES, type ChartLine, type Period } from './chart-line.ts';

/** What a chart is drawn of. */
export interface DrawnChart {
  /** Seconds since the epoch, in order. */
  readonly times: readonly number[];
  readonly lines: readonly ChartLine[];
  /** How a value is written at its axis. */
  readonly format: (value: number) => string;
  /** Between two lines of the grid, the smallest first. */
  readonly gridSteps: readonly number[];
  /** An IANA name. */
  readonly zone: string;
  /** The colour of a tone as the page has it now. */
  readonly colorOf: (tone: ChartLine['tone'] | 'grid') => string;
  /** The pointer is at a time, by its place; undefined when it has left. */
  readonly onPoint: (at: number | undefined) => void;
  /** The pointer was drawn over a period. */
  readonly onPeriod: (period: Period) => void;
}

const AXIS_WIDTH = 88;
/** So many pixels are no click any more. */
const DRAG_MIN = 8;
/** A line that does not move is not drawn at the very top. */
const HEADROOM = 1.08;

const dataOf = ({ times, lines }: Pick<DrawnChart, 'times' | 'lines'>): UPlot.AlignedData => [
  [...times],
  ...lines.map(({ values }) => [...values]),
];

const MINUTE = 60;
const DAY = 24 * 3600;

/** How times are written at their axis: the date where it begins, at days nothing else, and seconds where minutes are alike. */
function timesIn(zone: string) {
  const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: zone });
  const inStyle = (timeStyle: 'short' | 'medium') =>
    new Intl.DateTimeFormat(undefined, { timeStyle, timeZone: zone });
  const toMinutes = inStyle('short');
  const toSeconds = inStyle('medium');
  return (ticks: readonly number[], step: number): string[] => {
    const time = step < MINUTE ? toSeconds : toMinutes;
    const dates = ticks.map((tick) => date.format(tick * 1000));
    return ticks.map((tick, at) => {
      const day = dates[at] ?? '';
      if (step >= DAY) return day;
      return dates[at - 1] === day
        ? time.format(tick * 1000)
        : `${time.format(tick * 1000)}\n${day}`;
    });
  };
}

/** A chart on a canvas in the box; values are compared from zero. */
export function drawChart(box: HTMLElement, chart: DrawnChart) {
  const { lines, format, gridSteps, zone, colorOf } = chart;
  const timesOf = timesIn(zone);
  const axis: UPlot.Axis = {
    stroke: () => colorOf('quiet'),
    grid: { stroke: () => colorOf('grid'), width: 1 },
    ticks: { show: false },
    font: '12px RedHatText, sans-serif',
  };
  const plot = new UPlot(
    {
      width: box.clientWidth,
      height: box.clientHeight,
      legend: { show: false },
      cursor: { drag: { x: true, y: false, setScale: false, dist: DRAG_MIN }, y: false },
      tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), zone),
      scales: { y: { range: (_, _least, most) => [0, most > 0 ? most * HEADROOM : 1] } },
      axes: [
        { ...axis, space: 96, values: (_, ticks, _axis, _space, step) => timesOf(ticks, step) },
        {
          ...axis,
          size: AXIS_WIDTH,
          incrs: [...gridSteps],
          values: (_, ticks) => ticks.map((tick) => format(tick)),
        },
      ],
      series: [
        {},
        ...lines.map(({ name, tone }): UPlot.Series => ({
          label: name,
          stroke: () => colorOf(tone),
          width: 2,
          dash: [...DASHES[tone]],
          spanGaps: false,
        })),
      ],
      hooks: {
        setSelect: [
          (self) => {
            const { left, width } = self.select;
            if (width < DRAG_MIN) return;
            self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            chart.onPeriod({
              from: self.posToVal(left, 'x'),
              to: self.posToVal(left + width, 'x'),
            });
          },
        ],
        setCursor: [
          ({ cursor: { idx, left = -1 } }) =>
            chart.onPoint(left < 0 ? undefined : (idx ?? undefined)),
        ],
      },
    },
    dataOf(chart),
    box,
  );
  let shownAt: number | undefined;
  /** Shows where in time somebody is; nowhere without a place. */
  function point(at: number | undefined): void {
    shownAt = at;
    const time = at === undefined ? undefined : plot.data[0][at];
    const left = time === undefined ? -10 : plot.valToPos(time, 'x');
    plot.setCursor({ left, top: 0 }, false);
  }
  return {
    update(data: Pick<DrawnChart, 'times' | 'lines'>) {
      plot.setData(dataOf(data));
      point(shownAt);
    },
    resize: () => plot.setSize({ width: box.clientWidth, height: box.clientHeight }),
    point,
    remove: () => plot.destroy(),
  };
}
