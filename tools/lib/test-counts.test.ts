import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCounts } from './test-counts.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asterism-counts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function reportOf(content: unknown): Promise<string> {
  const file = join(folder, 'report.json');
  await writeFile(file, JSON.stringify(content));
  return file;
}

describe('counts of a test run', () => {
  it('are those of the report', async () => {
    const file = await reportOf({ numPassedTests: 5, numFailedTests: 2 });
    expect(await readCounts('vitest', file, false)).toEqual({ passed: 5, failed: 2 });
  });

  it('hold a failure when the run ended badly though no test failed', async () => {
    const file = await reportOf({ numPassedTests: 5, numFailedTests: 0 });
    expect(await readCounts('vitest', file, false)).toEqual({ passed: 5, failed: 1 });
  });

  it('hold a failure when there is no report', async () => {
    const file = join(folder, 'missing.json');
    expect(await readCounts('vitest', file, true)).toEqual({ passed: 0, failed: 1 });
  });

  it('hold a failure when no test ran', async () => {
    const file = await reportOf({ stats: { expected: 0, unexpected: 0, flaky: 0 } });
    expect(await readCounts('playwright', file, true)).toEqual({ passed: 0, failed: 1 });
  });

  it('take a test that passed only when repeated for a failed one', async () => {
    const file = await reportOf({ stats: { expected: 3, unexpected: 0, flaky: 1 } });
    expect(await readCounts('playwright', file, true)).toEqual({ passed: 3, failed: 1 });
  });
});
