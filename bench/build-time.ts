import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPO_ROOT } from '@asterism/test-stack/repo-root';
import type { Figure } from './measure.ts';

const ROUNDS = 3;
const VITE = 'node_modules/vite/bin/vite.js';
const run = promisify(execFile);

/** Seconds of a build by Vite, with all that the settings of its folder ask for. */
async function secondsToBuild(folder: string, vite: string): Promise<number> {
  const outDir = await mkdtemp(join(tmpdir(), 'asterism-build-'));
  const startedAt = performance.now();
  await run(process.execPath, [vite, 'build', '--outDir', outDir], { cwd: folder });
  const seconds = (performance.now() - startedAt) / 1000;
  await rm(outDir, { recursive: true });
  return seconds;
}

/** What the build of the console takes, compressed and purged, against that of the least app with the same rows. */
export async function measureBuildTime(): Promise<Figure[]> {
  const web = join(REPO_ROOT, 'apps/web');
  const bench = join(REPO_ROOT, 'bench');
  const ours: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    floors.push(await secondsToBuild(join(bench, 'floor'), join(bench, VITE)));
    ours.push(await secondsToBuild(web, join(web, VITE)));
  }
  return [
    { what: 'build of the console', unit: 's', values: ours },
    {
      what: 'build of the console',
      unit: 'of the floor',
      values: ours.map((seconds, at) => seconds / (floors[at] ?? Number.NaN)),
    },
  ];
}
