import { expect, test } from 'vitest';
import { NAME_RANK, rankOfName, soughtName } from './name-rank.ts';

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
