import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OperationTable } from '@asterism/api-types/common/operation';
import { fill } from '../bad-input/fill.ts';
import type { Answer } from '../http/send.ts';
import { isSkipped, type RowTarget } from '../bad-input/row.ts';
import { ROWS } from '../bad-input/all-rows.ts';
import { newName, volumesOf } from '../targets/volumes.ts';
import type { Target } from '../targets/target.ts';
import { describeFinding } from './finding.ts';
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
  const numRuns = Math.max(REQUESTS, ONLY === undefined ? 0 : Number(ONLY) + 1);
  const requests = fc.sample(fuzzRequests(operations, rows), { numRuns, seed: SEED });
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
    const startedAt = performance.now();
    const report = (problems: readonly string[], answer?: Answer): void => {
      const { as, headers } = request;
      const finding = { server: kind, problems, seed: SEED, index, sent: raw, answer };
      const text = describeFinding({ ...finding, asked: { as, headers } });
      // At once, so that an interrupted run has printed its findings.
      console.error(text);
      found.push(text);
    };
    try {
      const answer = await target.send(raw);
      const problems = judge(kind, raw, answer, performance.now() - startedAt);
      if (problems.length > 0) report(problems, answer);
      const { UUID, nsid } = answer.json;
      if (raw.method === 'POST' && typeof UUID === 'string' && nsid !== undefined) {
        uuids[index % uuids.length] = UUID;
      }
    } catch (error) {
      report([`no answer: ${String(error)}`]);
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
      expect(found.length, `\n${found.join('\n\n')}\n`).toBe(0);
    },
    MINUTES * 60_000,
  );
}
