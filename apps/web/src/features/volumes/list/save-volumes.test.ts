import { expect, it } from 'vitest';
import { aVolume } from '#/features/volumes/test-support.ts';
import { csvOf } from '#/table/save-rows.ts';
import { VOLUME_CELLS } from './save-volumes.ts';

it('writes volumes with a header, exact bytes and the name of the cluster', () => {
  const volume = { ...aVolume({ clusterId: 'c-1' }), clusterName: 'lb-north' };
  const [header, row] = csvOf(VOLUME_CELLS, [volume]).split('\r\n');
  const columns = header?.split(',') ?? [];
  const cells = row?.split(',') ?? [];
  const cell = (name: string) => cells[columns.indexOf(name)];
  expect(cell('name')).toBe('db-1');
  expect(cell('size')).toBe('107374182400');
  expect(cell('clusterName')).toBe('lb-north');
  expect(cell('labels')).toBe('tier=gold');
});
