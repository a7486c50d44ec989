import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../http/send.ts';
import type { Target } from '../targets/target.ts';
import { fill } from './fill.ts';
import { problemsOf } from './problems-of.ts';
import { isSkipped, type Row, type RowTarget } from './row.ts';
import { ROWS } from './all-rows.ts';
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

    /** An answer that came when the volume may have been in another state says nothing: then with another volume. */
    async function answerTo(row: Row): Promise<Answer> {
      for (;;) {
        const { values, isStillSo } = await supply.supplyFor(row);
        const request = fill(row.request, values);
        const credentials = target().credentials(row.as ?? 'admin');
        const headers = { ...credentials, ...request.headers };
        const answer = await target().send({ ...request, headers });
        if (isStillSo()) return answer;
      }
    }

    for (const row of rows) {
      test(`${row.operation}: ${row.name}`, async () => {
        const answer = await answerTo(row);
        const expected = expectedOf(row, kind);
        const problems = isSkipped(expected) ? [] : problemsOf(kind, answer, expected);
        expect(problems.join('\n')).toBe('');
      });
    }
  });
}
