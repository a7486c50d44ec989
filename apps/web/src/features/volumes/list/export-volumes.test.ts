import { describe, expect, it } from 'vitest';
import { aVolume } from '#/features/volumes/test-support.ts';
import { volumesCsv } from './export-volumes.ts';

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
