import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

describe('toCsv', () => {
  it('ends every row with CRLF and separates cells by commas', () => {
    expect(
      toCsv([
        ['name', 'size'],
        ['db', '4096'],
      ]),
    ).toBe('name,size\r\ndb,4096\r\n');
  });

  it('quotes cells with commas, quotes and line breaks', () => {
    expect(toCsv([['a,b', 'say "hi"', 'two\nlines']])).toBe('"a,b","say ""hi""","two\nlines"\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
    'keeps a spreadsheet from taking %j for a formula',
    (cell) => {
      expect(toCsv([[cell]])).toMatch(/^"?'/);
    },
  );
});
