import { expect, test } from 'vitest';
import { checkIfMatch } from './if-match.ts';

test.each([undefined, '', '*', '17', '"17"', ' 17 '])('%j allows to change ETag 17', (header) => {
  expect(checkIfMatch(header, '17').ok).toBe(true);
});

test.each(['16', '"16"', '"', '""', '017'])('%j is a mismatch: 412 with code 9', (header) => {
  expect(checkIfMatch(header, '17')).toMatchObject({ error: { status: 412, code: 9 } });
});

test('a weak tag is a mistake: 400', () => {
  expect(checkIfMatch('W/"17"', '17')).toMatchObject({ error: { status: 400, code: 3 } });
});
