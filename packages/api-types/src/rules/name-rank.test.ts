import { expect, test } from 'vitest';
import { keepBestNamed, NAME_RANK, rankOfName, soughtName } from './name-rank.ts';

test.each([
  ['DB-1', 'db-1', 'exact'],
  ['db-10', 'db-1', 'beginning'],
  ['old-db-1', 'db-1', 'word'],
  ['old.db-1', 'DB-1', 'word'],
  ['webdb-1', 'db-1', 'part'],
  ['webdb-1-of-db-1', 'db-1', 'word'],
  ['db-prod-1', 'db  prod', 'part'],
  ['db-1', 'gold', 'elsewhere'],
  ['db-1', 'db gold', 'elsewhere'],
] as const)('%s fits %s: %s', (name, search, fit) => {
  expect(rankOfName(name, soughtName(search))).toBe(NAME_RANK[fit]);
});

test('those that fit best are kept, of those that fit alike the first', () => {
  const kept = keepBestNamed<string>(4);
  const offers = ['gold', 'webdb', 'old-db', 'db-2', 'db-1', 'my-db'].map((name) =>
    kept.offer(name, rankOfName(name, 'db')),
  );
  expect(kept.best()).toEqual(['db-2', 'db-1', 'old-db', 'my-db']);
  expect(offers.every(Boolean)).toBe(true);
});

test('no more need be offered once as many fit exactly as are kept', () => {
  const kept = keepBestNamed<string>(2);
  const offers = ['db', 'x', 'DB', 'Db'].map((name) => kept.offer(name, rankOfName(name, 'db')));
  expect(offers).toEqual([true, true, false, false]);
  expect(kept.best()).toEqual(['db', 'DB']);
});

test('all are kept in their order where no number is given', () => {
  const kept = keepBestNamed<string>();
  for (const name of ['a-db', 'db']) kept.offer(name, rankOfName(name, 'db'));
  expect(kept.best()).toEqual(['db', 'a-db']);
});
