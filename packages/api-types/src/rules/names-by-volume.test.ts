import { expect, test } from 'vitest';
import { nameByVolume, namesByVolumeRule } from './names-by-volume.ts';

test('snapshots of many volumes are called by their volumes, and by what clusters take as a name', () => {
  expect(nameByVolume('{volume}-before-upgrade', 'db-1')).toBe('db-1-before-upgrade');
  expect(namesByVolumeRule('{volume}-before-upgrade').allowed).toBe(true);
  expect(namesByVolumeRule('before-upgrade')).toMatchObject({ allowed: false });
  expect(namesByVolumeRule('{volume} before')).toMatchObject({ allowed: false });
  expect(namesByVolumeRule(`{volume}${'x'.repeat(253)}`)).toMatchObject({ allowed: false });
});
