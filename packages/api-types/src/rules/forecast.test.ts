import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecastFull, type Sampled } from './forecast.ts';

const HOURS = 24;
const FROM = Date.parse('2026-11-01T00:00:00Z');

/** A value an hour for so many days. */
const hourly = (days: number, value: (hour: number) => number | null): Sampled => ({
  from: FROM,
  step: 3600,
  values: Array.from({ length: days * HOURS }, (_, hour) => value(hour)),
});
/** Ten a day from 100 on, with hosts that write by day and delete by night. */
const growing = (hour: number): number =>
  100 + (10 * hour) / HOURS + 5 * Math.sin((hour / HOURS) * 2 * Math.PI);

describe('when something is full', () => {
  test('it is by the pace of its days, whatever goes up and down within a day', () => {
    const found = forecastFull(hourly(30, growing), 1000);
    // 395 on the last day.
    expect(found?.days).toBeCloseTo(60.5, 0);
    expect(found?.earliest).toBeCloseTo(60.5, 0);
    expect(found?.latest).toBeCloseTo(60.5, 0);
  });

  test('the range is wider the less even the growth is, and has the estimate in it', () => {
    const jumping = hourly(30, (hour) => growing(hour) + (Math.floor(hour / HOURS) % 3) * 20);
    const { days = 0, earliest = 0, latest = 0 } = forecastFull(jumping, 1000) ?? {};
    expect(earliest).toBeGreaterThan(45);
    expect(earliest).toBeLessThan(days - 1);
    expect(latest).toBeGreaterThan(days + 1);
    expect(latest).toBeLessThan(80);
  });

  test('gaps are no values', () => {
    const withGaps = hourly(30, (hour) => (hour % 50 < 20 ? null : growing(hour)));
    expect(forecastFull(withGaps, 1000)?.days).toBeCloseTo(60.5, -1);
  });

  test('nothing is said of too few days, of what does not grow, of noise, and of what is full or far away', () => {
    expect(forecastFull(hourly(6, growing), 1000)).toBeUndefined();
    expect(
      forecastFull(
        hourly(30, () => 100),
        1000,
      ),
    ).toBeUndefined();
    expect(
      forecastFull(
        hourly(30, (hour) => 500 - hour / HOURS),
        1000,
      ),
    ).toBeUndefined();
    const noise = hourly(30, (hour) => 100 + ((Math.floor(hour / HOURS) * 7919) % 13) * 10);
    expect(forecastFull(noise, 1000)).toBeUndefined();
    expect(forecastFull(hourly(30, growing), 300)).toBeUndefined();
    expect(forecastFull(hourly(30, growing), 100_000)).toBeUndefined();
    expect(forecastFull({ from: FROM, step: 3600, values: [] }, 1000)).toBeUndefined();
  });

  test('of any even growth it is the day on which the line reaches the capacity', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 7, max: 60 }), (pace, n) => {
        const capacity = pace * (n + 100);
        const found = forecastFull(
          hourly(n, (hour) => pace * Math.floor(hour / HOURS)),
          capacity,
        );
        expect(found?.days).toBeCloseTo(101, 3);
      }),
    );
  });
});
