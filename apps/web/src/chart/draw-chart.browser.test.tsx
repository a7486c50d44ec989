import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.restoreAllMocks());

test('charts load in a browser that names its language in a way that no locale is named', async () => {
  vi.spyOn(navigator, 'language', 'get').mockReturnValue('en-US@posix');
  expect(() => new Intl.NumberFormat(navigator.language)).toThrow(RangeError);
  await expect(import('./draw-chart.ts')).resolves.toHaveProperty('drawChart');
});

test('the times at the axis of a chart of one minute are told apart by their seconds', async () => {
  const { drawChart } = await import('./draw-chart.ts');
  const written = vi.spyOn(CanvasRenderingContext2D.prototype, 'fillText');
  const box = document.createElement('div');
  box.style.cssText = 'inline-size: 600px; block-size: 160px';
  document.body.append(box);
  drawChart(box, {
    times: [0, 15, 30, 45, 60],
    lines: [{ name: 'Read', tone: 'brand', values: [1, 2, 3, 4, 5] }],
    gridSteps: [1],
    zone: 'UTC',
    colorOf: () => '#000',
    onPoint: () => undefined,
    onPeriod: () => undefined,
    format: String,
  });
  const times = () => written.mock.calls.map(([text]) => text).filter((text) => /:/.test(text));
  await expect.poll(() => times().length).toBeGreaterThan(3);
  expect(new Set(times()).size).toBe(times().length);
});
