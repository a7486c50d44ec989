import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endCommandsOnSignal, runCommand } from './lib/run-command.ts';
import { CHECKS, runCheck, runChecks, type Check } from './lib/run-checks.ts';
import { countOf, readCounts, sum, type Counts } from './lib/test-counts.ts';
import { PLAYWRIGHT_CLI, turbo } from './lib/workspace.ts';

/** A folder that Linux keeps in memory. */
const MEMORY = '/dev/shm';
const ROOM_BYTES = 4 * 2 ** 30;

/** Whether a folder has the room that the tests need, and runs programs. */
async function isFit(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  const program = join(folder, 'probe');
  await writeFile(program, '#!/bin/sh\n', { mode: 0o700 });
  const { status } = spawnSync(program);
  await rm(program);
  return bavail * bsize >= ROOM_BYTES && status === 0;
}

/**
 * Makes the folder for all that the tests write: in memory where that is possible. Their databases are thousands of
 * small files, for which a disk takes many times as long.
 */
async function makeFolder(): Promise<string> {
  const name = 'asterism-test-';
  const inMemory = await mkdtemp(join(MEMORY, name)).catch(() => undefined);
  if (inMemory !== undefined && (await isFit(inMemory))) {
    // As the system's own: other users, whom some tests make, write there too.
    await chmod(inMemory, 0o1777);
    return inMemory;
  }
  if (inMemory !== undefined) await rm(inMemory, { recursive: true });
  return mkdtemp(join(tmpdir(), name));
}

/** Has the processes of a run share what they have compiled: hundreds of them load the same modules. */
const sharedEnvironment = (folder: string) => ({
  TMPDIR: folder,
  NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
});

/** In which each part ends on the slowest machine, well within the 90 minutes of CI: what takes longer hangs. */
const MINUTES = 30;

async function runVitest(folder: string): Promise<Counts> {
  const report = join(folder, 'vitest.json');
  const { ok } = await runCommand({
    command: [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    env: sharedEnvironment(folder),
    minutes: MINUTES,
    live: true,
  });
  return readCounts('vitest', report, ok);
}

async function runPlaywright(folder: string): Promise<Counts> {
  const report = join(folder, 'playwright.json');
  const { ok } = await runCommand({
    command: [process.execPath, PLAYWRIGHT_CLI, 'test', '--config=e2e', '--reporter=list,json'],
    env: { ...sharedEnvironment(folder), PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    minutes: MINUTES,
    live: true,
  });
  return readCounts('playwright', report, ok);
}

/** Of what the build has made. */
const PAGE_SIZES: Check = {
  name: 'page sizes',
  command: ['npm', '--prefix', 'apps/web', 'run', '--silent', 'size'],
  minutes: 1,
};

async function runAll(folder: string): Promise<readonly Counts[]> {
  const checks = await runChecks(CHECKS);
  const built = await runCheck({ name: 'build', command: turbo('build'), minutes: 5 });
  const isSmall = built && (await runCheck(PAGE_SIZES));
  const browser = await runCheck({
    name: 'browser',
    command: [process.execPath, 'tools/ensure-browser.ts'],
    minutes: 5,
  });
  return [
    ...checks.map(countOf),
    countOf(built),
    countOf(isSmall),
    countOf(browser),
    await runVitest(folder),
    // Without the console or a browser every journey would fail for that one reason, which is counted already.
    ...(built && browser ? [await runPlaywright(folder)] : []),
  ];
}

endCommandsOnSignal();
const folder = await makeFolder();
try {
  const { passed, failed } = sum(await runAll(folder));
  if (failed > 0) process.exitCode = 1;
  console.log(`\n${passed} passed, ${failed} failed`);
} catch (error) {
  process.exitCode = 1;
  console.error(error);
  console.log('\n0 passed, 1 failed');
} finally {
  await rm(folder, { recursive: true, force: true });
}
