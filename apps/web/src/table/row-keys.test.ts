import { expect, test } from 'vitest';
import { createRowKeys } from './row-keys.ts';

const ids = (text: string): string[] => text.split('');

test('rows that stay keep their elements, and new ones take those of rows that have gone', () => {
  const rows = createRowKeys();
  expect(rows.of(ids('abcd'))).toEqual([1, 2, 3, 4]);
  // One scrolls down: what was first comes last. Then to other rows altogether.
  expect(rows.of(ids('cdef'))).toEqual([3, 4, 1, 2]);
  expect(rows.of(ids('wxyz'))).toEqual([3, 4, 1, 2]);
  expect(rows.of(ids('wx'))).toEqual([3, 4]);
  expect(rows.of(ids('wxv'))).toEqual([3, 4, 5]);
});

test('where rows come before others that stay, those are not moved', () => {
  const rows = createRowKeys();
  rows.of(ids('abcd'));
  // One scrolls up, or a volume has been created.
  expect(rows.of(ids('xabc'))).toEqual([5, 1, 2, 3]);
  // A search leaves some of them: between these, those that have gone become others.
  expect(rows.of(ids('xqce'))).toEqual([5, 1, 3, 2]);
});

test('rows that are on their way have none', () => {
  const rows = createRowKeys();
  expect(rows.of(['a', undefined, 'b'])).toEqual([1, undefined, 2]);
  expect(rows.of(['a', 'c', 'b'])).toEqual([1, 3, 2]);
});

test('a row that is there twice has a key at its first place alone', () => {
  const rows = createRowKeys();
  expect(rows.of(ids('abbc'))).toEqual([1, 2, undefined, 3]);
  expect(rows.of(ids('abxc'))).toEqual([1, 2, 4, 3]);
});

test('the element of the row that has the focus becomes no other’s', () => {
  const rows = createRowKeys();
  rows.of(ids('abc'));
  rows.keepApart(1);
  expect(rows.of(ids('xyz'))).toEqual([1, 3, 4]);
});
