import { expect, test } from 'vitest';
import { ratioText } from './ratio.ts';

test.each([
  ['1.8449', '1.84×'],
  ['0.8292', '0.83×'],
  [0.8292, '0.83×'],
  ['0', '0.00×'],
  ['', '–'],
  ['nonsense', '–'],
  [undefined, '–'],
  [1 / 0, '–'],
])('%j is shown as %s', (ratio, text) => {
  expect(ratioText(ratio)).toBe(text);
});
