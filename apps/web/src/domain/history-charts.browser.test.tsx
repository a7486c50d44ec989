import { expect, test } from 'vitest';
import { drawChart } from '#/chart/draw-chart.ts';
import { HISTORY_CHARTS } from './history-charts.ts';

/** What stands at the axis of a chart of a cluster whose values go up to this, once it is drawn. */
function drawTicks(title: string, most: number): ReadonlySet<string> {
  const chart = HISTORY_CHARTS.cluster.find((one) => one.title === title);
  if (chart === undefined) throw new Error(`There is no chart ${title}`);
  const box = document.createElement('div');
  box.style.cssText = 'inline-size: 600px; block-size: 160px';
  document.body.append(box);
  const ticks = new Set<string>();
  drawChart(box, {
    times: [0, 15, 30],
    lines: [{ name: 'Read', tone: 'brand', values: [0, most / 2, most] }],
    gridSteps: chart.gridSteps(),
    zone: 'UTC',
    colorOf: () => '#000',
    onPoint: () => undefined,
    onPeriod: () => undefined,
    format(value) {
      const text = chart.format(value);
      ticks.add(text);
      return text;
    },
  });
  return ticks;
}

test.each([
  ['Mean latency', 0.000_19, ['0 µs', '100 µs', '200 µs']],
  ['Mean latency', 0.019, ['0 µs', '10 ms', '20 ms']],
  ['Bandwidth', 1.8 * 2 ** 30, ['0 B/s', '1 GiB/s']],
  ['Capacity', 900 * 2 ** 40, ['0 B', '512 TiB']],
  ['IOPS', 8, ['0', '5']],
])('the axis of %s up to %d has whole units', async (title, most, ticks) => {
  const drawn = drawTicks(title, most);
  await expect.poll(() => [...drawn]).toEqual(ticks);
});
