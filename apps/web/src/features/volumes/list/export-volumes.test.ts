import { describe, expect, it } from 'vitest';
import { aVolume } from '#/features/volumes/test-support.ts';
import { toCsv, volumesCsv } from './export-volumes.ts';

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

describe('volumesCsv', () => {
  it('has a header, exact bytes and the name of the cluster', () => {
    const names = new Map([['c-1', 'lb-north']]);
    const [header, row] = volumesCsv([aVolume({ clusterId: 'c-1' })], names).split('\r\n');
    const columns = header?.split(',') ?? [];
    const cells = row?.split(',') ?? [];
    const cell = (name: string) => cells[columns.indexOf(name)];
    expect(cell('name')).toBe('db-1');
    expect(cell('size')).toBe('107374182400');
    expect(cell('clusterName')).toBe('lb-north');
    expect(cell('labels')).toBe('tier=gold');
  });
});
