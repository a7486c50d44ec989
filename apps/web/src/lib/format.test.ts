import { percentOf } from '@asterism/api-types/rules/capacity';
import { describe, expect, it, test } from 'vitest';
import {
  formatCompression,
  formatCount,
  formatDuration,
  formatExactBytes,
  formatPercent,
  formatRatio,
  formatRelativeTime,
} from './format.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');

describe('a relative time', () => {
  it.each([
    ['2026-11-24T11:59:55Z', 'just now'],
    ['2026-11-24T11:59:20Z', '40 seconds ago'],
    ['2026-11-24T11:57:00Z', '3 minutes ago'],
    ['2026-11-23T12:00:00Z', 'yesterday'],
    ['2026-11-24T13:00:00Z', 'in 1 hour'],
  ])('%s is %s', (time, text) => {
    expect(formatRelativeTime(Date.parse(time), NOW)).toBe(text);
  });

  it('is empty for an invalid time', () => {
    expect(formatRelativeTime(Number.NaN, NOW)).toBe('');
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
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('a provisioning ratio', () => {
  it.each([
    ['1.8449', '1.84×'],
    ['0.8292', '0.82×'],
    [0.8292, '0.82×'],
    ['1.4999', '1.49×'],
    ['1.15', '1.15×'],
    ['0', '0.00×'],
    ['', '–'],
    ['nonsense', '–'],
    [undefined, '–'],
    [1 / 0, '–'],
  ])('%j is shown as %s', (ratio, text) => {
    expect(formatRatio(ratio)).toBe(text);
  });
});

test.each([
  [2.5, '2.50 : 1'],
  [1.999, '1.99 : 1'],
  [1, '1.00 : 1'],
  [0, '–'],
])('a compression ratio of %d is shown as %s', (ratio, text) => {
  expect(formatCompression(ratio)).toBe(text);
});

test('counts and exact bytes have their thousands grouped, however large', () => {
  expect(formatCount(1_234_567)).toBe('1,234,567');
  expect(formatExactBytes(18_014_398_509_481_985n)).toBe('18,014,398,509,481,985 bytes');
});

test.each([
  ['0', '0', 0],
  ['1', '3', 33.3],
  ['9999', '10000', 99.9],
  ['3', '2', 150],
])(
  '%s of %s is %d percent: truncated, so that only a full one shows 100',
  (used, total, percent) => {
    expect(percentOf(used, total)).toBe(percent);
  },
);

test.each([
  [33.3, '33.3%'],
  [99.99, '99.9%'],
  [100, '100%'],
  [184.4, '184.4%'],
])('a percentage of %d is shown as %s', (percent, text) => {
  expect(formatPercent(percent)).toBe(text);
});
