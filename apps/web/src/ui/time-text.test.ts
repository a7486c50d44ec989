import { describe, expect, it } from 'vitest';
import { durationText, relativeTime } from './time-text.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');

describe('a relative time', () => {
  it.each([
    ['2026-11-24T11:59:55Z', 'just now'],
    ['2026-11-24T11:59:20Z', '40 seconds ago'],
    ['2026-11-24T11:57:00Z', '3 minutes ago'],
    ['2026-11-23T12:00:00Z', 'yesterday'],
    ['2026-11-24T13:00:00Z', 'in 1 hour'],
  ])('%s is %s', (time, text) => {
    expect(relativeTime(Date.parse(time), NOW)).toBe(text);
  });

  it('is empty for what is no time', () => {
    expect(relativeTime(Number.NaN, NOW)).toBe('');
  });
});

describe('a duration', () => {
  it.each([
    [-5, '0 s'],
    [40, '40 ms'],
    [450, '0.4 s'],
    [59_999, '59 s'],
    [61_000, '1 min 1 s'],
    [3_840_000, '1 h 4 min'],
    [3 * 86_400_000, '3 d 0 h'],
  ])('%d ms is %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });
});
