import { expect, test } from 'vitest';
import { createSnapshotIndex } from '../snapshots/snapshot-index.ts';
import { volumeOf } from '../test-support/volumes.ts';
import { taskActionOf } from './task-action-of.ts';

test.each([
  ['1 GiB', '2147483648', 'It is larger already, and volumes cannot shrink.'],
  ['2 GiB', '2147483648', 'Nothing to change.'],
])('whoever resizes to %s a volume of %s bytes reads: %s', (size, bytes, reason) => {
  const snapshots = createSnapshotIndex(() => undefined);
  const resize = taskActionOf({ kind: 'change volumes', change: { size } }, snapshots);
  const volume = volumeOf(1, { size: bytes });
  expect(resize.refusal(volume)).toEqual({ kind: 'nothing-to-do', reason });
});
