import { beforeAll, describe, expect, test } from 'vitest';
import type { Target } from '../targets/target.ts';
import { fill } from './fill.ts';
import { problemsOf } from './problems-of.ts';
import { isSkipped, type Row, type RowTarget } from './row.ts';
import { ROWS } from './rows.ts';
import { createVolumeSupply, type VolumeSupply } from './volume-supply.ts';

const expectedOf = (row: Row, kind: RowTarget) => row.on?.[kind] ?? row.expect;

/** The tests of one server: a row, a test. */
export function runRows(kind: RowTarget, target: () => Target): void {
  const rows = ROWS.filter((row) => !isSkipped(expectedOf(row, kind)));

  describe(`${rows.length} bad inputs`, () => {
    let supply: VolumeSupply;
    beforeAll(async () => {
      supply = await createVolumeSupply(target(), rows);
    });

    for (const row of rows) {
      test(`${row.operation}: ${row.name}`, async () => {
        const request = fill(row.request, await supply.valuesFor(row));
        const credentials = target().credentials(row.as ?? 'admin');
        const headers = { ...credentials, ...request.headers };
        const answer = await target().send({ ...request, headers });
        const expected = expectedOf(row, kind);
        const problems = isSkipped(expected) ? [] : problemsOf(kind, answer, expected);
        expect(problems.join('\n')).toBe('');
      });
    }
  });
}
