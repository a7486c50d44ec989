import { expect, test, vi } from 'vitest';

test('charts load in a browser that names its language in a way that no locale is named', async () => {
  vi.spyOn(navigator, 'language', 'get').mockReturnValue('en-US@posix');
  expect(() => new Intl.NumberFormat(navigator.language)).toThrow(RangeError);
  await expect(import('./draw-chart.ts')).resolves.toHaveProperty('drawChart');
});
