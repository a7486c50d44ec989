import { expect, test } from 'vitest';
import { snapshotNameOf, snapshotNamesRule } from './snapshot-names.ts';

test('snapshots of many volumes are called by their volumes, and by what clusters take as a name', () => {
  expect(snapshotNameOf('{volume}-before-upgrade', 'db-1')).toBe('db-1-before-upgrade');
  expect(snapshotNamesRule('{volume}-before-upgrade').allowed).toBe(true);
  expect(snapshotNamesRule('before-upgrade')).toMatchObject({ allowed: false });
  expect(snapshotNamesRule('{volume} before')).toMatchObject({ allowed: false });
  expect(snapshotNamesRule(`{volume}${'x'.repeat(253)}`)).toMatchObject({ allowed: false });
});
