import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactSizeText, formatBytes, parseSize } from './size.ts';

const GIB = 1024n ** 3n;

describe('parseSize', () => {
  test.each([
    ['10737418240', 10n * GIB],
    ['1073741824b', GIB],
    ['4 gib', 4n * GIB],
    ['20Gib', 20n * GIB],
    ['1024mib', GIB],
    ['1.5 TiB', 1536n * GIB],
    ['1', 4096n],
    ['4097', 8192n],
  ])('%s is %i bytes', (text, bytes) => {
    expect(parseSize(text)).toEqual({ ok: true, value: bytes });
  });

  test.each([
    '',
    '0',
    '0 gib',
    '-1',
    '1e9',
    '4 xb',
    'abc',
    '1.5',
    '1.5 b',
    '4  gib',
    '9223372036854775807',
    '8388608 tib',
  ])('%j is refused with a reason', (text) => {
    const size = parseSize(text);
    expect(size.ok).toBe(false);
    expect(size.ok || size.error).toMatch(/^(must|is)/);
  });

  test('reads back what exactSizeText writes, for every whole number of blocks', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 50n }), (blocks) => {
        expect(parseSize(exactSizeText(blocks * 4096n))).toEqual({
          ok: true,
          value: blocks * 4096n,
        });
      }),
    );
  });
});

describe('formatBytes', () => {
  test.each([
    [0n, '0 B'],
    [1023n, '1023 B'],
    [1536n, '1.5 KiB'],
    [GIB * 10n, '10 GiB'],
    [GIB * 1024n * 1024n * 3n, '3 PiB'],
  ])('%i is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  test('rounds down, or up on request', () => {
    expect(formatBytes(2n * GIB - 1n)).toBe('1.99 GiB');
    expect(formatBytes(2n * GIB + 4096n)).toBe('2 GiB');
    expect(formatBytes(2n * GIB + 4096n, 'up')).toBe('2.01 GiB');
    expect(formatBytes(2n * GIB, 'up')).toBe('2 GiB');
  });
});
