import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

test.each([
  ['7200s', 7200n * 10n ** 9n],
  ['2h', 7200n * 10n ** 9n],
  ['120m', 7200n * 10n ** 9n],
  ['1h30m', 5400n * 10n ** 9n],
  ['1.5s', 15n * 10n ** 8n],
  ['250ms', 25n * 10n ** 7n],
  ['3us', 3000n],
  ['3µs', 3000n],
  ['7ns', 7n],
  ['0s', 0n],
])('%s is %d ns', (text, nanoseconds) => {
  expect(parseDuration(text)).toEqual({ ok: true, value: nanoseconds });
});

test.each([
  '',
  '7200',
  's',
  '2 h',
  '-2h',
  '+2h',
  '2d',
  '1h30',
  '1..5s',
  '2H',
  ' 2h',
  '9999999999h',
])('%j is no duration', (text) => expect(parseDuration(text).ok).toBe(false));

test.each([
  [7200n * 10n ** 9n, '7200s'],
  [15n * 10n ** 8n, '1.500s'],
  [1000n, '0.000001s'],
  [1n, '0.000000001s'],
  [0n, '0s'],
])('%d ns is written %s', (nanoseconds, text) => {
  expect(formatDuration(nanoseconds)).toBe(text);
});

test('what is written reads as the same duration', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 63n - 1n), (nanoseconds) => {
      expect(parseDuration(formatDuration(nanoseconds))).toEqual({ ok: true, value: nanoseconds });
    }),
  );
});
