import { readFile } from 'node:fs/promises';
import { z } from 'zod/mini';

/** How many tests passed and failed. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export const sum = (counts: readonly Counts[]): Counts => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
});

export const countOf = (held: boolean): Counts => ({
  passed: held ? 1 : 0,
  failed: held ? 0 : 1,
});

const vitestReport = z.pipe(
  z.object({ numPassedTests: z.number(), numFailedTests: z.number() }),
  z.transform((report) => ({ passed: report.numPassedTests, failed: report.numFailedTests })),
);

const playwrightReport = z.pipe(
  z.object({
    stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  }),
  z.transform(({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
  })),
);

const REPORTS = { vitest: vitestReport, playwright: playwrightReport } as const;

/**
 * The counts in a runner's JSON report. A run that did not end well has at least one failure, whatever its
 * report says: it may have crashed before it could write one, or outside of every test. So has one without tests.
 */
export async function readCounts(
  runner: keyof typeof REPORTS,
  file: string,
  endedWell: boolean,
): Promise<Counts> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const report = REPORTS[runner].safeParse(parseJson(text));
  const counts = report.success ? report.data : { passed: 0, failed: 0 };
  if (counts.failed > 0 || (endedWell && counts.passed > 0)) return counts;
  return { ...counts, failed: 1 };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
