import { expect, test } from 'vitest';
import { clockOffsetOf } from './clock-offset.ts';

const NOW = Date.UTC(2026, 0, 1, 12);
const offset = (date: unknown, tookMs = 100) =>
  clockOffsetOf(date, { sentAt: NOW, answeredAt: NOW + tookMs });
const at = (milliseconds: number) => new Date(NOW + milliseconds).toUTCString();

test.each([
  ['right', at(0), 100, 0],
  ['a second behind for its whole seconds', at(-900), 100, 0],
  ['late because the answer took long', at(8_000), 10_000, 0],
  ['three minutes ahead', at(184_000), 100, 183],
  ['three minutes behind', at(-184_000), 100, -183],
  ['ahead by more than a slow answer explains', at(184_000), 10_000, 174],
])('a clock that is %s', (_, date, tookMs, seconds) => {
  expect(offset(date, tookMs)).toBe(seconds);
});

test.each([undefined, '', 'soon', ['a', 'b']])('a date that is %j tells nothing', (date) => {
  expect(offset(date)).toBeUndefined();
});
