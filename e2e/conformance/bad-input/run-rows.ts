import { beforeAll, describe, expect, test } from 'vitest';
import type { RawRequest } from '../http/send.ts';
import type { Target } from '../targets/target.ts';
import { problemsOf } from './problems-of.ts';
import { isSkipped, type Row, type RowTarget } from './row.ts';
import { ROWS } from './rows.ts';
import { createVolumeSupply, type Values, type VolumeSupply } from './volume-supply.ts';

const fill = (text: string, values: Values): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);

function filled({ method, path, headers = {}, body }: RawRequest, values: Values): RawRequest {
  return {
    method,
    path: fill(path, values),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, fill(value, values)]),
    ),
    body: typeof body === 'string' ? fill(body, values) : body,
  };
}

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
        const request = filled(row.request, await supply.valuesFor(row));
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
