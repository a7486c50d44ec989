import { expect, test } from 'vitest';
import { checkIfMatch } from './preconditions.ts';

const check = (header: string | undefined) => checkIfMatch(header, '17', 'volume');

test.each([undefined, '', '*', '17', '"17"', ' 17 '])(
  'If-Match %j allows a change of a volume with ETag 17',
  (header) => {
    expect(check(header).ok).toBe(true);
  },
);

test.each(['16', '"16"', '"', '""', '017'])(
  'If-Match %j does not match a volume with ETag 17',
  (given) => {
    expect(check(given)).toEqual({
      ok: false,
      error: { reason: 'etagMismatch', kind: 'volume', etag: '17', given },
    });
  },
);

test('a weak tag in If-Match is refused as a mistake', () => {
  expect(check('W/"17"')).toEqual({ ok: false, error: { reason: 'etagWeak' } });
});
