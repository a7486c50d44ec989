import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OperationTable } from '@asterism/api-types/common/operation';
import { fill } from '../bad-input/fill.ts';
import { isSkipped, type RowTarget } from '../bad-input/row.ts';
import { ROWS } from '../bad-input/rows.ts';
import { newName, volumesOf } from '../targets/volumes.ts';
import type { Target } from '../targets/target.ts';
import { judge } from './judge.ts';
import { fuzzRequests, type FuzzRequest } from './requests.ts';

const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 1500);
/** The same in every run of the tests; `npm run fuzz` takes another one each time. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 7);
/** The one request of the seed to send, to see a finding again. */
const ONLY = process.env['FUZZ_ONLY'];
const AT_ONCE = 8;
const MINUTES = 15;
/** Volumes that requests are about; new ones take the place of old ones. */
const VOLUMES = 8;
const SHOWN = 2000;

/** Random requests to a server, a few at a time; nothing that others own is named in them. */
async function findings(
  kind: RowTarget,
  target: Target,
  operations: OperationTable,
): Promise<string[]> {
  const rows = ROWS.filter(({ expect: expected, on }) => {
    const here = on?.[kind] ?? expected;
    // A header that is too large ends the connection: the next request on it would be answered for it.
    return !isSkipped(here) && here.isBare !== true;
  });
  const requests = fc.sample(fuzzRequests(operations, rows), { numRuns: REQUESTS, seed: SEED });
  const { create } = volumesOf(target);
  const uuids = await Promise.all(
    Array.from({ length: VOLUMES }, async () => (await create()).UUID),
  );
  const found: string[] = [];

  async function send(request: FuzzRequest, index: number): Promise<void> {
    const values = { UUID: uuids[index % uuids.length] ?? '', unique: newName(), ETag: '1' };
    const raw = fill(
      { ...request, headers: { ...target.credentials(request.as), ...request.headers } },
      values,
    );
    const begin = performance.now();
    const tell = (problem: string): void => {
      const { method, path, body } = raw;
      const sent = JSON.stringify({ method, path, body, headers: request.headers, as: request.as });
      found.push(
        `${kind}: ${problem}\n  FUZZ_SEED=${SEED} FUZZ_ONLY=${index}: ${sent.slice(0, SHOWN)}`,
      );
    };
    try {
      const answer = await target.send(raw);
      const problems = judge(kind, raw, answer, performance.now() - begin);
      if (problems.length > 0) {
        tell(`${problems.join('; ')}\n  ${answer.status} ${answer.text.slice(0, SHOWN)}`);
      }
      const { UUID, nsid } = answer.json;
      if (raw.method === 'POST' && typeof UUID === 'string' && nsid !== undefined) {
        uuids[index % uuids.length] = UUID;
      }
    } catch (error) {
      tell(`no answer: ${String(error)}`);
    }
  }

  const queue = requests.entries();
  async function worker(): Promise<void> {
    for (const [index, request] of queue) {
      if (ONLY === undefined || Number(ONLY) === index) await send(request, index);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return found;
}

/** No random request gets a 500, an error without its body, an answer past its deadline or its own input back as markup. */
export function fuzz(kind: RowTarget, operations: OperationTable, target: () => Target): void {
  test(
    `${REQUESTS} random requests of the seed ${SEED} are answered as they should be`,
    async () => {
      const found = await findings(kind, target(), operations);
      for (const one of found) console.error(one);
      expect(found).toHaveLength(0);
    },
    MINUTES * 60_000,
  );
}
