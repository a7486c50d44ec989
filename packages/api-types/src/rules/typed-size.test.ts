import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactSizeText, parseSize } from './size.ts';
import { parseTypedSize, typedSizeRule } from './typed-size.ts';

describe('a size as people type it', () => {
  test.each([
    ['100 GiB', '100 GiB'],
    ['100gib', '100 GiB'],
    ['100G', '100 GiB'],
    ['100 Gi', '100 GiB'],
    ['1.5T', '1.5 TiB'],
    ['1,5 TiB', '1.5 TiB'],
    ['.5 TiB', '0.5 TiB'],
    ['1 500 GiB', '1500 GiB'],
    ['1\u00a0500\u202fGiB', '1500 GiB'],
    ['1,500,000 MiB', '1500000 MiB'],
    ["1'500 GiB", '1500 GiB'],
    ['  20\tGiB\n', '20 GiB'],
    ['4  gib', '4 GiB'],
    ['10737418240 B', '10737418240 B'],
  ])('%j is %s', (typed, text) => {
    const size = parseTypedSize(typed);
    expect(size).toMatchObject({ ok: true, value: { text } });
    expect(parseSize(text)).toEqual({ ok: true, value: size.ok && size.value.bytes });
  });

  test.each([
    ['100', 'needs a unit', ['100 GiB', '100 TiB']],
    ['1.5', 'needs a unit', ['1.5 GiB', '1.5 TiB']],
    ['10737418240', 'needs a unit', ['10 GiB']],
    ['4096', 'needs a unit', ['4096 GiB', '4096 TiB', '4 KiB']],
    ['4095', 'needs a unit', ['4095 GiB', '4095 TiB']],
    ['0', 'needs a unit', []],
    ['100 GB', /two ways: GB as GiB, or as a decimal unit/, ['100 GiB', '100000000000 B']],
    ['1.5tb', /two ways/, ['1.5 TiB', '1500000000000 B']],
    ['1,500 GiB', /two ways/, ['1500 GiB', '1.500 GiB']],
    ['1e3 GiB', /exponent/, []],
    ['-5 GiB', /greater than zero/, []],
    ['0 GiB', /greater than zero/, []],
    ['1.5 B', /whole number of bytes/, []],
    ['5 bananas', /unknown unit, "bananas"/, []],
    ['1.2.3 GiB', /not clear: "1.2.3"/, []],
    ['ten', /number and a unit/, []],
    ['', 'must not be empty', []],
    ['9000 PiB', 'is too large', []],
  ])('%j is not understood, for a reason, with what may be meant', (typed, reason, offers) => {
    const size = parseTypedSize(typed);
    expect(size).toMatchObject({ ok: false, error: { offers } });
    expect(size.ok || size.error.reason).toMatch(reason);
  });

  test('says when it is rounded up to a block', () => {
    expect(parseTypedSize('5000 B')).toMatchObject({ value: { bytes: 8192n, isRounded: true } });
    expect(parseTypedSize('1.5 TiB')).toMatchObject({ value: { isRounded: false } });
  });

  test('is what the API reads, for every size that a form is filled with', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 50n }), (blocks) => {
        const bytes = blocks * 4096n;
        expect(parseTypedSize(exactSizeText(bytes))).toMatchObject({ value: { bytes } });
      }),
    );
  });

  test('is understood once one of the offers is taken, for any number and unit', () => {
    const unit = fc.constantFrom('', 'k', 'MB', 'g', 'Gib', 'tb', 'Pi', 'eib');
    const number = fc.stringMatching(/^\d{1,6}([., ]\d{1,3}){0,2}$/);
    fc.assert(
      fc.property(number, unit, (digits, letters) => {
        const size = parseTypedSize(`${digits} ${letters}`);
        for (const offer of size.ok ? [] : size.error.offers)
          expect(typedSizeRule(offer)).toEqual({ allowed: true });
      }),
    );
  });
});
